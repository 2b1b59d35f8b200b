// A session of the bridge: each call goes straight through.
#include "LtsSession.h"
#include "LtsFromBridge.h"
#include "LtsLog.h"
#include "LtsUnits.h"

#if WITH_LTS_BRIDGE

#include <utility>

namespace LtsSession
{
	static_assert(sizeof(FColor) == 4, "a colour is four bytes: B, G, R, A");
	static_assert(sizeof(FLinearColor) == 4 * sizeof(float), "a linear colour is four floats");

	class FBridgeSession final : public FLtsSession
	{
	public:
		explicit FBridgeSession(rust::Box<lts::Session> InSession) : Session(std::move(InSession)) {}

		virtual bool Start(FString& OutError) override { return Succeeded(Session->start(), OutError); }
		virtual void Pause() override { LogIfRefused(TEXT("pause"), Session->pause()); }
		virtual void Resume() override { LogIfRefused(TEXT("resume"), Session->resume()); }
		virtual void Stop() override { LogIfRefused(TEXT("stop"), Session->stop()); }
		virtual void Close(double Seconds) override { LogIfRefused(TEXT("close"), Session->close(Seconds)); }

		virtual FLtsProgress GetProgress() const override { return LtsFromBridge::Progress(Session->progress()); }

		virtual TArray<FLtsParameter> GetParameters() const override
		{
			TArray<FLtsParameter> Made;
			for (const lts::Parameter& Parameter : Session->parameters())
			{
				Made.Add(LtsFromBridge::Parameter(Parameter));
			}
			return Made;
		}

		virtual TArray<FLtsClass> GetClasses() const override
		{
			TArray<FLtsClass> Made;
			for (const lts::Class& Class : Session->classes())
			{
				Made.Add(LtsFromBridge::Class(Class));
			}
			return Made;
		}

		virtual TArray<FLtsMesh> GetMeshes() const override
		{
			TArray<FLtsMesh> Made;
			for (const lts::Mesh& Mesh : lts::meshes(*Session))
			{
				Made.Add(LtsFromBridge::Mesh(Mesh));
			}
			return Made;
		}

		virtual TArray<FLtsNews> TakeNews() override
		{
			TArray<FLtsNews> Made;
			for (const lts::Event& Event : Session->events())
			{
				Made.Add(LtsFromBridge::News(Event));
			}
			return Made;
		}

		virtual bool Poll(FLtsJob& OutJob) override
		{
			const lts::Job Job = Session->poll();
			if (Job.code != lts::Code::Ok)
			{
				return false;
			}
			OutJob = LtsFromBridge::Job(Job);
			return true;
		}

		virtual ELtsSubmitted Submit(const FLtsJob& Job, const FLtsFrames& Frames, float SkyDistance) override
		{
			// All memory is borrowed for this call; the bridge makes the only copy.
			lts::Frames Borrowed{};
			Borrowed.color = Bytes(Frames.Color.GetData(), 4 * Frames.Color.Num());
			Borrowed.color_order = lts::ColorOrder::Bgra;
			Borrowed.class_ids = rust::Slice<const uint8_t>(Frames.Classes.GetData(), Count(Frames.Classes.Num()));
			Borrowed.instance16 = rust::Slice<const uint16_t>(Frames.Instances.GetData(), Count(Frames.Instances.Num()));
			Borrowed.depth = rust::Slice<const float>(
				reinterpret_cast<const float*>(Frames.Depth.GetData()), 4 * Count(Frames.Depth.Num()));
			Borrowed.depth_step = 4;
			Borrowed.depth_unit = LtsUnits::MetresPerCentimetre;
			Borrowed.depth_sky = SkyDistance;
			const lts::Answer Answer = Session->submit(Job.Id, Borrowed);
			switch (Answer.code)
			{
			case lts::Code::Ok:
				return ELtsSubmitted::Taken;
			case lts::Code::WrongSize:
			case lts::Code::BadFrame:
				LogIfRefused(TEXT("submit"), Answer);
				Session->fail(Job.Id, rust::Str(Answer.message));
				return ELtsSubmitted::Refused;
			default:
				LogIfRefused(TEXT("submit"), Answer);
				return ELtsSubmitted::Dropped;
			}
		}

		virtual void Fail(const FLtsJob& Job, const FString& Reason) override
		{
			const rust::String Text = LtsFromBridge::Text(Reason);
			LogIfRefused(TEXT("fail"), Session->fail(Job.Id, rust::Str(Text)));
		}

		virtual bool Preview(ELtsBase Base, int32 Seed, int32 Image, FLtsJob& OutJob, FString& OutError) const override
		{
			const lts::Job Job = lts::preview(*Session, LtsFromBridge::Base(Base), rust::Slice<const lts::Setting>(),
				static_cast<uint64>(FMath::Max(Seed, 0)), static_cast<uint64>(FMath::Max(Image, 0)));
			if (Job.code != lts::Code::Ok)
			{
				OutError = LtsFromBridge::Text(Job.message);
				return false;
			}
			OutJob = LtsFromBridge::Job(Job);
			return true;
		}

		virtual bool ExportDataset(const FString& Folder, int32 Images, int32 Seed, ELtsBase Base, FString& OutError) override
		{
			const rust::String Path = LtsFromBridge::Text(Folder);
			return Succeeded(Session->export_dataset(rust::Str(Path), static_cast<uint64>(FMath::Max(Images, 0)),
				static_cast<uint64>(FMath::Max(Seed, 0)), LtsFromBridge::Base(Base), rust::Slice<const lts::Setting>()), OutError);
		}

		virtual FString WriteReport() const override
		{
			const lts::TextAnswer Answer = Session->report();
			if (Answer.code != lts::Code::Ok)
			{
				UE_LOG(LogLts, Warning, TEXT("report: %s"), *LtsFromBridge::Text(Answer.message));
				return FString();
			}
			return LtsFromBridge::Text(Answer.text);
		}

		static bool Succeeded(const lts::Answer& Answer, FString& OutError)
		{
			if (Answer.code == lts::Code::Ok)
			{
				return true;
			}
			OutError = LtsFromBridge::Text(Answer.message);
			return false;
		}

	private:
		rust::Box<lts::Session> Session;

		static void LogIfRefused(const TCHAR* Call, const lts::Answer& Answer)
		{
			if (Answer.code != lts::Code::Ok)
			{
				UE_LOG(LogLts, Warning, TEXT("%s: %s"), Call, *LtsFromBridge::Text(Answer.message));
			}
		}

		static size_t Count(int32 Number) { return static_cast<size_t>(Number); }

		static rust::Slice<const uint8_t> Bytes(const FColor* Data, int32 Number)
		{
			return rust::Slice<const uint8_t>(reinterpret_cast<const uint8_t*>(Data), Count(Number));
		}
	};
}

TSharedPtr<FLtsSession> FLtsSession::Open(const FLtsSessionOptions& Options, FString& OutError)
{
	rust::Box<lts::Session> Session = lts::open(LtsFromBridge::Options(Options));
	if (!LtsSession::FBridgeSession::Succeeded(Session->opened(), OutError))
	{
		return nullptr;
	}
	return MakeShareable(new LtsSession::FBridgeSession(std::move(Session)));
}

#else

TSharedPtr<FLtsSession> FLtsSession::Open(const FLtsSessionOptions&, FString& OutError)
{
	OutError = TEXT("the plugin was built without the bridge's library: run scripts/unreal stage, then build the plugin again");
	return nullptr;
}

#endif
