// From the bridge's types to the engine's, and the few ways back.
#include "LtsFromBridge.h"

#if WITH_LTS_BRIDGE

#include "LtsUnits.h"

#include <string>

namespace LtsFromBridge
{
	FString Text(const rust::String& Text)
	{
		const std::string Ended(Text.data(), Text.size());
		return FString(UTF8_TO_TCHAR(Ended.c_str()));
	}

	rust::String Text(const FString& Text)
	{
		const std::string Bytes(TCHAR_TO_UTF8(*Text));
		return rust::String(Bytes);
	}

	static FLinearColor Color(const lts::Vector& Color)
	{
		return FLinearColor(Color.x, Color.y, Color.z);
	}

	/** The mesh's section with corners of its own: the bridge shares them between sections. */
	static FLtsMeshSection Section(const lts::Mesh& Mesh, const lts::Section& Section)
	{
		FLtsMeshSection Made;
		Made.Material = static_cast<ELtsMaterial>(Section.material);
		TMap<uint32, int32> Corners;
		Made.Triangles.Reserve(static_cast<int32>(Section.index_count));
		for (uint32 Step = 0; Step < Section.index_count; ++Step)
		{
			const uint32 Index = Mesh.indices[Section.first_index + Step];
			const int32* Known = Corners.Find(Index);
			if (Known == nullptr)
			{
				const lts::Vertex& Vertex = Mesh.vertices[Index];
				Made.Vertices.Add(LtsUnits::Position(Vertex.position.x, Vertex.position.y, Vertex.position.z));
				Made.Normals.Add(LtsUnits::Direction(Vertex.normal.x, Vertex.normal.y, Vertex.normal.z));
				Corners.Add(Index, Made.Vertices.Num() - 1);
				Made.Triangles.Add(Made.Vertices.Num() - 1);
			}
			else
			{
				Made.Triangles.Add(*Known);
			}
		}
		return Made;
	}

	FLtsMesh Mesh(const lts::Mesh& Mesh)
	{
		FLtsMesh Made;
		Made.Name = Text(Mesh.name);
		for (const lts::Section& Part : Mesh.sections)
		{
			Made.Sections.Add(Section(Mesh, Part));
		}
		return Made;
	}

	static FLtsObject Object(const lts::Object& Object)
	{
		FLtsObject Made;
		Made.Mesh = static_cast<int32>(Object.mesh);
		Made.Pose = FTransform(
			LtsUnits::Rotation(Object.rotation.x, Object.rotation.y, Object.rotation.z, Object.rotation.w),
			LtsUnits::Position(Object.position.x, Object.position.y, Object.position.z),
			LtsUnits::Scale(Object.size.x, Object.size.y, Object.size.z));
		Made.Color = Color(Object.color);
		Made.Instance = static_cast<int32>(Object.instance);
		Made.Class = Object.class_id;
		return Made;
	}

	static FLtsEnvironment Environment(const lts::Environment& Environment)
	{
		FLtsEnvironment Made;
		const lts::Vector& Sun = Environment.sun_direction;
		Made.ToSun = LtsUnits::Direction(Sun.x, Sun.y, Sun.z);
		Made.Sun = Color(Environment.sun_color);
		Made.Ambient = Color(Environment.ambient_color);
		Made.Ground = Color(Environment.ground_color);
		Made.Zenith = Color(Environment.zenith_color);
		Made.Horizon = Color(Environment.horizon_color);
		Made.CloudCover = Environment.cloud_cover;
		Made.Fog = LtsUnits::PerCentimetre(Environment.fog_density);
		Made.Rain = Environment.rain;
		Made.Wetness = Environment.wetness;
		Made.Exposure = Environment.exposure;
		Made.Noise = Environment.noise;
		Made.TextureSeed = static_cast<int32>(Environment.texture_seed);
		return Made;
	}

	FLtsJob Job(const lts::Job& Job)
	{
		FLtsJob Made;
		Made.Id = Job.id;
		Made.Width = static_cast<int32>(Job.width);
		Made.Height = static_cast<int32>(Job.height);
		Made.FieldOfView = LtsUnits::Degrees(Job.field_of_view);
		Made.bHasScene = Job.has_scene;
		// The engine's random streams take 32 bits.
		Made.Seed = static_cast<int32>((Job.seed ^ (Job.seed >> 32)) & 0xffffffffu);
		for (const lts::Value& Value : Job.values)
		{
			FLtsValue Known;
			Known.Name = Text(Value.name);
			Known.Number = static_cast<float>(Value.number);
			Known.Option = Text(Value.option);
			Made.Values.Add(Known);
		}
		if (Job.has_scene)
		{
			const lts::Camera& Camera = Job.scene.camera;
			Made.Scene.Camera = FTransform(
				LtsUnits::Look(Camera.yaw, Camera.pitch).Quaternion(),
				LtsUnits::Position(Camera.position.x, Camera.position.y, Camera.position.z),
				FVector::OneVector);
			Made.Scene.Environment = Environment(Job.scene.environment);
			Made.Scene.Objects.Reserve(static_cast<int32>(Job.scene.objects.size()));
			for (const lts::Object& Thing : Job.scene.objects)
			{
				Made.Scene.Objects.Add(Object(Thing));
			}
		}
		return Made;
	}

	static ELtsState State(lts::State State)
	{
		switch (State)
		{
		case lts::State::Idle: return ELtsState::Idle;
		case lts::State::Opening: return ELtsState::Opening;
		case lts::State::Learning: return ELtsState::Learning;
		case lts::State::Paused: return ELtsState::Paused;
		case lts::State::Exporting: return ELtsState::Exporting;
		case lts::State::Stopping: return ELtsState::Stopping;
		case lts::State::Stopped: return ELtsState::Stopped;
		case lts::State::Finished: return ELtsState::Finished;
		default: return ELtsState::Failed;
		}
	}

	FLtsProgress Progress(const lts::Progress& Progress)
	{
		FLtsProgress Made;
		Made.State = State(Progress.state);
		Made.Message = Text(Progress.message);
		Made.Iteration = static_cast<int32>(Progress.iteration);
		Made.Iterations = static_cast<int32>(Progress.iterations);
		Made.Image = static_cast<int32>(Progress.image);
		Made.Images = static_cast<int32>(Progress.images);
		Made.Reward = static_cast<float>(Progress.reward_mean);
		Made.Best = static_cast<float>(Progress.best);
		Made.Run = Text(Progress.run);
		return Made;
	}

	static TArray<float> Numbers(double Number, const rust::Vec<double>& Probabilities)
	{
		TArray<float> Made;
		for (const double Probability : Probabilities)
		{
			Made.Add(static_cast<float>(Probability));
		}
		if (Made.Num() == 0)
		{
			Made.Add(static_cast<float>(Number));
		}
		return Made;
	}

	FLtsParameter Parameter(const lts::Parameter& Parameter)
	{
		FLtsParameter Made;
		Made.Name = Text(Parameter.name);
		Made.Unit = Text(Parameter.unit);
		Made.bFixed = Parameter.fixed;
		for (const rust::String& Option : Parameter.options)
		{
			Made.Options.Add(Text(Option));
		}
		Made.Start = Numbers(Parameter.start, Parameter.start_probabilities);
		Made.Now = Numbers(Parameter.now, Parameter.now_probabilities);
		Made.Recommended = Numbers(Parameter.recommended, Parameter.recommended_probabilities);
		return Made;
	}

	FLtsClass Class(const lts::Class& Class)
	{
		FLtsClass Made;
		Made.Id = Class.id;
		Made.Name = Text(Class.name);
		Made.Color = FColor(Class.red, Class.green, Class.blue);
		Made.bIgnored = Class.ignored;
		return Made;
	}

	static ELtsNews Kind(lts::EventKind Kind)
	{
		switch (Kind)
		{
		case lts::EventKind::Started: return ELtsNews::Started;
		case lts::EventKind::Evaluated: return ELtsNews::Evaluated;
		case lts::EventKind::IterationDone: return ELtsNews::IterationDone;
		case lts::EventKind::Assessed: return ELtsNews::Assessed;
		case lts::EventKind::Finished: return ELtsNews::Finished;
		case lts::EventKind::Stopped: return ELtsNews::Stopped;
		case lts::EventKind::Failed: return ELtsNews::Failed;
		default: return ELtsNews::Line;
		}
	}

	FLtsNews News(const lts::Event& Event)
	{
		FLtsNews Made;
		Made.Kind = Kind(Event.kind);
		Made.Level = Event.level == lts::Level::Fault ? ELtsLevel::Fault
			: Event.level == lts::Level::Caution ? ELtsLevel::Caution : ELtsLevel::Information;
		Made.Text = Text(Event.text);
		Made.Iteration = static_cast<int32>(Event.iteration);
		Made.Reward = static_cast<float>(Event.reward);
		Made.Best = static_cast<float>(Event.best);
		return Made;
	}

	lts::Base Base(ELtsBase Base)
	{
		return Base == ELtsBase::Recommended ? lts::Base::Recommended
			: Base == ELtsBase::Best ? lts::Base::Best : lts::Base::Start;
	}

	static lts::Kind Kind(ELtsParameterKind Kind)
	{
		switch (Kind)
		{
		case ELtsParameterKind::LogReal: return lts::Kind::LogReal;
		case ELtsParameterKind::Integer: return lts::Kind::Integer;
		case ELtsParameterKind::Categorical: return lts::Kind::Categorical;
		default: return lts::Kind::Real;
		}
	}

	static lts::Declaration Declaration(const FLtsDeclaration& Parameter)
	{
		lts::Declaration Made{};
		Made.name = Text(Parameter.Name);
		Made.unit = Text(Parameter.Unit);
		Made.description = Text(Parameter.Description);
		Made.kind = Kind(Parameter.Kind);
		Made.low = Parameter.Low;
		Made.high = Parameter.High;
		Made.start = Parameter.Start;
		for (const FString& Option : Parameter.Options)
		{
			Made.options.push_back(Text(Option));
		}
		for (const float Probability : Parameter.Probabilities)
		{
			Made.probabilities.push_back(Probability);
		}
		return Made;
	}

	static lts::Class Class(const FLtsClass& Class)
	{
		lts::Class Made{};
		Made.id = static_cast<uint8>(FMath::Clamp(Class.Id, 0, 255));
		Made.name = Text(Class.Name);
		Made.red = Class.Color.R;
		Made.green = Class.Color.G;
		Made.blue = Class.Color.B;
		Made.ignored = Class.bIgnored;
		return Made;
	}

	lts::SessionOptions Options(const FLtsSessionOptions& Options)
	{
		lts::SessionOptions Made{};
		Made.trainer = Text(Options.Trainer);
		Made.config = Text(Options.Experiment);
		for (const FString& Override : Options.Overrides)
		{
			Made.overrides.push_back(Text(Override));
		}
		Made.runs = Text(Options.Runs);
		Made.resume = Text(Options.Resume);
		Made.host = Text(FString(TEXT("Unreal Engine 4.27, plugin 0.1.0")));
		Made.images = Options.Images == ELtsImages::OwnLevel ? lts::Images::OwnLevel
			: Options.Images == ELtsImages::BuiltIn ? lts::Images::BuiltIn : lts::Images::Traffic;
		if (Options.Images == ELtsImages::OwnLevel)
		{
			for (const FLtsDeclaration& Parameter : Options.Parameters)
			{
				Made.parameters.push_back(Declaration(Parameter));
			}
			for (const FLtsClass& Meaning : Options.Classes)
			{
				Made.classes.push_back(Class(Meaning));
			}
		}
		return Made;
	}
}

#endif
