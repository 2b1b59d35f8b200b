// The external module: where the bridge's library, headers, sources and the trainer's libraries lie, if they are there.
using System.IO;
using UnrealBuildTool;

public class LtsBridge : ModuleRules
{
	public LtsBridge(ReadOnlyTargetRules Target) : base(Target)
	{
		Type = ModuleType.External;

		bool bWindows = Target.Platform == UnrealTargetPlatform.Win64;
		bool bLinux = Target.Platform == UnrealTargetPlatform.Linux;
		string Platform = bWindows ? "Win64" : bLinux ? "Linux" : "";
		string Include = Path.Combine(ModuleDirectory, "include");
		string Sources = Path.Combine(ModuleDirectory, "src");
		string Library = Path.Combine(ModuleDirectory, "lib", Platform, bWindows ? "lts_bridge.lib" : "liblts_bridge.a");

		// Without the staged files the plugin still compiles, loads, and says what to do.
		bool bStaged = Platform != "" && File.Exists(Library)
			&& File.Exists(Path.Combine(Include, "lts", "bridge.h"))
			&& File.Exists(Path.Combine(Sources, "lts", "bridge.cc"))
			&& File.Exists(Path.Combine(Sources, "cxx.cc"));
		PublicDefinitions.Add("WITH_LTS_BRIDGE=" + (bStaged ? "1" : "0"));
		if (!bStaged)
		{
			return;
		}

		PublicIncludePaths.Add(Include);
		// The runtime module compiles these two itself: they must be built with the engine's C++ library.
		PublicIncludePaths.Add(Sources);
		PublicAdditionalLibraries.Add(Library);
		if (bWindows)
		{
			// What Rust's standard library and its crates import.
			PublicSystemLibraries.AddRange(new string[] { "kernel32.lib", "advapi32.lib", "bcrypt.lib", "ntdll.lib", "userenv.lib", "ws2_32.lib" });
		}
		else
		{
			PublicSystemLibraries.AddRange(new string[] { "dl", "pthread", "m", "gcc_s" });
		}

		// The trainer and libtorch are opened at run time by full path, never linked; they only have to be shipped.
		string Binaries = Path.Combine(ModuleDirectory, "bin", Platform);
		if (Directory.Exists(Binaries))
		{
			foreach (string Binary in Directory.GetFiles(Binaries))
			{
				RuntimeDependencies.Add(Binary);
			}
		}
	}
}
