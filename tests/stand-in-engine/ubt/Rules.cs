// What a Build.cs sees of Unreal's build tool, and a program that runs a module's rules and prints what they say.
//
// Usage: mono rules.exe <class> <module's folder> <Win64|Linux|Mac> <editor|game>
// Prints one line for each entry: <property><TAB><value>.
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace UnrealBuildTool
{
	public struct UnrealTargetPlatform
	{
		private string Name;
		public static readonly UnrealTargetPlatform Win64 = new UnrealTargetPlatform { Name = "Win64" };
		public static readonly UnrealTargetPlatform Linux = new UnrealTargetPlatform { Name = "Linux" };
		public static readonly UnrealTargetPlatform Mac = new UnrealTargetPlatform { Name = "Mac" };
		public static bool operator ==(UnrealTargetPlatform A, UnrealTargetPlatform B) { return A.Name == B.Name; }
		public static bool operator !=(UnrealTargetPlatform A, UnrealTargetPlatform B) { return A.Name != B.Name; }
		public override bool Equals(object Other) { return Other is UnrealTargetPlatform && (UnrealTargetPlatform)Other == this; }
		public override int GetHashCode() { return Name.GetHashCode(); }
		public override string ToString() { return Name; }
	}

	public enum TargetType { Game, Editor, Client, Server, Program }
	public enum BuildSettingsVersion { V1, V2 }

	public class TargetInfo
	{
		public UnrealTargetPlatform Platform;
		public TargetType Type;
	}

	public class ReadOnlyTargetRules
	{
		public UnrealTargetPlatform Platform;
		public TargetType Type;
		public bool bBuildEditor;
	}

	public abstract class TargetRules
	{
		public TargetType Type;
		public BuildSettingsVersion DefaultBuildSettings;
		public List<string> ExtraModuleNames = new List<string>();
		public TargetRules(TargetInfo Target) { }
	}

	public class RuntimeDependencyList
	{
		public List<string> Paths = new List<string>();
		public void Add(string Path) { Paths.Add(Path); }
		public void Add(string Path, string SourcePath) { Paths.Add(Path + " <- " + SourcePath); }
	}

	public class ModuleRules
	{
		public enum ModuleType { CPlusPlus, External }
		public enum PCHUsageMode { Default, NoPCHs, NoSharedPCHs, UseSharedPCHs, UseExplicitOrSharedPCHs }

		// Set by the program before a module's constructor runs, as the build tool does it.
		public static string CurrentDirectory;
		public string ModuleDirectory { get { return CurrentDirectory; } }
		public string PluginDirectory { get { return Path.GetFullPath(Path.Combine(CurrentDirectory, "..", "..")); } }

		public ModuleType Type;
		public PCHUsageMode PCHUsage;
		public string PrivatePCHHeaderFile;
		public bool bEnableExceptions;
		public bool bUseRTTI;
		public bool bUseUnity = true;
		public bool bEnforceIWYU = true;
		public List<string> PublicDependencyModuleNames = new List<string>();
		public List<string> PrivateDependencyModuleNames = new List<string>();
		public List<string> DynamicallyLoadedModuleNames = new List<string>();
		public List<string> PublicIncludePaths = new List<string>();
		public List<string> PrivateIncludePaths = new List<string>();
		public List<string> PublicIncludePathModuleNames = new List<string>();
		public List<string> PrivateIncludePathModuleNames = new List<string>();
		public List<string> PublicDefinitions = new List<string>();
		public List<string> PrivateDefinitions = new List<string>();
		public List<string> PublicAdditionalLibraries = new List<string>();
		public List<string> PublicSystemLibraries = new List<string>();
		public List<string> PublicDelayLoadDLLs = new List<string>();
		public List<string> ExternalDependencies = new List<string>();
		public RuntimeDependencyList RuntimeDependencies = new RuntimeDependencyList();

		public ModuleRules(ReadOnlyTargetRules Target) { }
	}

	public static class Program
	{
		public static int Main(string[] Arguments)
		{
			ReadOnlyTargetRules Target = new ReadOnlyTargetRules();
			Target.Platform = (UnrealTargetPlatform)typeof(UnrealTargetPlatform).GetField(Arguments[2]).GetValue(null);
			Target.bBuildEditor = Arguments[3] == "editor";
			Target.Type = Target.bBuildEditor ? TargetType.Editor : TargetType.Game;
			ModuleRules.CurrentDirectory = Arguments[1];
			Type Found = Assembly.GetExecutingAssembly().GetType(Arguments[0]);
			if (Found == null)
			{
				Console.Error.WriteLine("Expecting to find a type to be declared in a module rules named '" + Arguments[0] + "'");
				return 1;
			}
			ModuleRules Rules = (ModuleRules)Activator.CreateInstance(Found, Target);
			foreach (FieldInfo Field in typeof(ModuleRules).GetFields(BindingFlags.Public | BindingFlags.Instance))
			{
				object Value = Field.GetValue(Rules);
				RuntimeDependencyList Dependencies = Value as RuntimeDependencyList;
				IEnumerable<string> Lines = Dependencies != null ? Dependencies.Paths : Value as List<string>;
				foreach (string Line in Lines ?? new string[] { Value == null ? "" : Value.ToString() })
				{
					Console.WriteLine(Field.Name + "\t" + Line);
				}
			}
			return 0;
		}
	}
}
