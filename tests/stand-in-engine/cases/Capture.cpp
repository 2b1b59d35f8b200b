// Case "capture": scenes of an experiment through the plugin's studio, as raw files.
//
// Arguments: <experiment.toml> <trainer library> <folder> <images> <seed>. Of each image class ids (bytes), instances (16 bits)
// and depth (32-bit floats, centimetres) are written, and the picture (4 bytes a pixel).
#include "Cases.h"
#include "Loop.h"

#include "LtsScene.h"
#include "LtsSession.h"
#include "LtsStudio.h"
#include "Misc/FileHelper.h"

namespace {
template <typename T>
bool Save(const TArray<T>& Items, const FString& Path)
{
    TArray<uint8> Bytes;
    Bytes.Append(reinterpret_cast<const uint8*>(Items.GetData()), Items.Num() * static_cast<int32>(sizeof(T)));
    return FFileHelper::SaveArrayToFile(Bytes, *Path);
}

FString Capture(const TArray<FString>& Arguments, const TFunction<void()>& Tick)
{
    if (Arguments.Num() != 5) {
        return TEXT("it takes an experiment, a trainer, a folder, a number of images and a seed");
    }
    FLtsSessionOptions Options;
    Options.Experiment = Arguments[0];
    Options.Trainer = Arguments[1];
    Options.Runs = Arguments[2] + TEXT("/runs");
    FString Error;
    const TSharedPtr<FLtsSession> Session = FLtsSession::Open(Options, Error);
    if (!Session.IsValid()) {
        return Error;
    }
    ALtsStudio* Studio = ALtsStudio::Spawn(stand_in::CurrentWorld());
    if (!Studio || !Studio->Furnish(Session->GetMeshes(), Session->GetClasses(), Error)) {
        return Error;
    }
    for (int32 Image = 0; Image < FCString::Atoi(*Arguments[3]); ++Image) {
        FLtsJob Job;
        FLtsFrames Frames;
        if (!Session->Preview(ELtsBase::Start, FCString::Atoi(*Arguments[4]), Image, Job, Error) || !Studio->Show(Job, nullptr, Error)) {
            return Error;
        }
        Tick();
        if (!Studio->Capture(Job, Frames, Error)) {
            return Error;
        }
        TArray<float> Depth;
        for (const FLinearColor& Pixel : Frames.Depth) {
            Depth.Add(Pixel.R);
        }
        const FString Base = Arguments[2] + TEXT("/") + FString::FromInt(Image);
        if (!Save(Frames.Classes, Base + TEXT(".class")) || !Save(Frames.Instances, Base + TEXT(".instance")) || !Save(Depth, Base + TEXT(".depth")) || !Save(Frames.Color, Base + TEXT(".color"))) {
            return TEXT("a file cannot be written");
        }
    }
    Studio->Remove();
    Session->Close(2.0);
    return FString();
}

stand_in::FCase Case(TEXT("capture"), &Capture);
}
