// The project's module: a project with a C++ plugin must have one.
using UnrealBuildTool;

public class LtsHost : ModuleRules
{
	public LtsHost(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		PublicDependencyModuleNames.AddRange(new string[] { "Core", "CoreUObject", "Engine" });
	}
}
