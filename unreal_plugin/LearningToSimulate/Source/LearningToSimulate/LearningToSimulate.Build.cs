// The runtime module: scenes, capture, and the learning session.
using UnrealBuildTool;

public class LearningToSimulate : ModuleRules
{
	public LearningToSimulate(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;

		PublicDependencyModuleNames.AddRange(new string[]
		{
			"Core",
			"CoreUObject",
			"Engine",
			"DeveloperSettings",
		});
		PrivateDependencyModuleNames.AddRange(new string[]
		{
			"LtsBridge",
			"ProceduralMeshComponent",
			"Projects",
			"RenderCore",
			"RHI",
		});
		PrivateIncludePaths.Add(ModuleDirectory + "/Private");
	}
}
