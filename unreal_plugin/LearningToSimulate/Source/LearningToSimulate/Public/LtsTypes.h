// The words that Blueprints and C++ users of the plugin share: parameters, values, classes, progress.
#pragma once

#include "CoreMinimal.h"
#include "LtsTypes.generated.h"

/** Who makes the images that are learned from. */
UENUM(BlueprintType)
enum class ELtsImages : uint8
{
	/** The level's scenario if it has one, else traffic. */
	Automatic,
	/** The engine draws scenes of the traffic generator. */
	Traffic,
	/** The engine draws the level with its scenario. */
	OwnLevel,
	/** The built-in renderer draws; the engine only watches. */
	BuiltIn
};

/** What happens where the engine cannot draw (-nullrhi). */
UENUM(BlueprintType)
enum class ELtsWithoutRendering : uint8
{
	/** Learning is refused with a message. */
	Refuse,
	/** The built-in renderer draws the images. */
	BuiltIn
};

/** Where a session stands. */
UENUM(BlueprintType)
enum class ELtsState : uint8
{
	/** There is no session. */
	None,
	/** The trainer's library and the experiment are being read. */
	Loading,
	Idle,
	/** Data and weights are read, validation images are drawn. */
	Opening,
	Learning,
	Paused,
	Exporting,
	Stopping,
	Stopped,
	Finished,
	Failed
};

/** What values a parameter takes. */
UENUM(BlueprintType)
enum class ELtsParameterKind : uint8
{
	Real,
	/** Positive, learned on a logarithmic scale. */
	LogReal,
	Integer,
	/** One of the options, drawn anew for each image with learned probabilities. */
	Categorical
};

/** Which parameters a preview or an export starts from. */
UENUM(BlueprintType)
enum class ELtsBase : uint8
{
	Start,
	/** What the policy recommends after the last iteration. */
	Recommended,
	/** The best candidate so far. */
	Best
};

/** A parameter that a scenario declares. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsDeclaration
{
	GENERATED_BODY()

	/** Unique: letters, digits, _ and ., e.g. fog.density */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Name;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Unit;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Description;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	ELtsParameterKind Kind = ELtsParameterKind::Real;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	float Low = 0.0f;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	float High = 1.0f;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	float Start = 0.5f;

	/** Of a categorical, at least two. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	TArray<FString> Options;

	/** Of the options at the start; empty: all alike. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	TArray<float> Probabilities;
};

/** A parameter's value for one image. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsValue
{
	GENERATED_BODY()

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Name;

	/** The number, or the index of the option that was drawn. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	float Number = 0.0f;

	/** The option that was drawn; empty for numbers. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Option;
};

/** What a class id means. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsClass
{
	GENERATED_BODY()

	/** 0..255 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	int32 Id = 0;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Name;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FColor Color = FColor(0, 0, 0);

	/** Its pixels neither train nor count. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	bool bIgnored = false;
};

/** A parameter as the session knows it. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsParameter
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	FString Name;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	FString Unit;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	bool bFixed = false;

	/** Empty for numbers. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<FString> Options;

	/** One number, or a probability for each option. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<float> Start;

	/** Of the candidate that is being evaluated. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<float> Now;

	/** What the policy recommends after the last iteration. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<float> Recommended;
};

/** Where a session stands, in numbers. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsProgress
{
	GENERATED_BODY()

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	ELtsState State = ELtsState::None;

	/** What it does, or why it failed. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	FString Message;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	int32 Iteration = 0;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	int32 Iterations = 0;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	int32 Image = 0;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	int32 Images = 0;

	/** Mean reward of the last iteration; better when higher. Not a number before there is one. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	float Reward = 0.0f;

	/** Best reward of the run. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	float Best = 0.0f;

	/** The run directory. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	FString Run;
};

/** What came of an iteration. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsIteration
{
	GENERATED_BODY()

	/** From 0. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	int32 Iteration = 0;

	/** Mean over its candidates. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	float Reward = 0.0f;

	/** Best of its candidates. */
	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	float Best = 0.0f;

	UPROPERTY(BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<FLtsParameter> Parameters;
};

/** What to learn, and where to. Empty fields are taken from the project's settings. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsLearnOptions
{
	GENERATED_BODY()

	/** The experiment's TOML file. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Experiment;

	/** Folder in which a new run directory is made. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Runs;

	/** A run directory to go on with, instead of the experiment. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Resume;

	/** Each key=value, e.g. simulator.width=640 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	TArray<FString> Overrides;

	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	ELtsImages Images = ELtsImages::Automatic;
};
