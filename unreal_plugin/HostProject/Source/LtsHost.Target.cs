// The packaged game.
using UnrealBuildTool;

public class LtsHostTarget : TargetRules
{
	public LtsHostTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Game;
		DefaultBuildSettings = BuildSettingsVersion.V2;
		ExtraModuleNames.Add("LtsHost");
	}
}
