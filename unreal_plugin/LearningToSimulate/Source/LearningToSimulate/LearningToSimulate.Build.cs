// The runtime module: scenes, capture, and the learning session.
using System.IO;
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
		// The folders of Private hold one part each; headers are included by their names alone.
		foreach (string Part in new string[] { "Bridge", "Capture", "Learn", "Scene" })
		{
			PrivateIncludePaths.Add(Path.Combine(ModuleDirectory, "Private", Part));
		}
	}
}
