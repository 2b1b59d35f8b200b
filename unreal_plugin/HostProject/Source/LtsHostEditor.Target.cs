// The project in the editor.
using UnrealBuildTool;

public class LtsHostEditorTarget : TargetRules
{
	public LtsHostEditorTarget(TargetInfo Target) : base(Target)
	{
		Type = TargetType.Editor;
		DefaultBuildSettings = BuildSettingsVersion.V2;
		ExtraModuleNames.Add("LtsHost");
	}
}
