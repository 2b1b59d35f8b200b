// The editor module: toolbar, menu and notifications.
using UnrealBuildTool;

public class LearningToSimulateEditor : ModuleRules
{
	public LearningToSimulateEditor(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;

		PublicDependencyModuleNames.AddRange(new string[]
		{
			"Core",
			"CoreUObject",
			"Engine",
		});
		PrivateDependencyModuleNames.AddRange(new string[]
		{
			"InputCore",
			"LearningToSimulate",
			"Slate",
			"SlateCore",
			"ToolMenus",
			"UnrealEd",
		});
	}
}
