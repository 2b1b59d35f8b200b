// FPaths: folders of the project, and work on names of files.
#pragma once

#include "CoreMinimal.h"

class FPaths {
public:
    static FString ProjectDir();
    static FString ProjectContentDir();
    static FString ProjectSavedDir();
    static FString ProjectConfigDir();
    static FString ProjectLogDir();
    static FString ProjectPluginsDir();
    static FString EngineContentDir();
    static FString RootDir();
    template <typename... T>
    static FString Combine(const T&... Parts)
    {
        const FString All[] = {FString(), FString(Parts)...};
        FString Joined = All[1];
        for (SIZE_T Index = 2; Index <= sizeof...(T); ++Index) {
            Joined = FString::StandInPath(Joined, All[Index]);
        }
        return Joined;
    }
    static FString ConvertRelativePathToFull(const FString& Path);
    static FString ConvertRelativePathToFull(const FString& Base, const FString& Path);
    static FString GetPath(const FString& Path);
    static FString GetCleanFilename(const FString& Path);
    static FString GetExtension(const FString& Path, bool bIncludeDot = false);
    static FString GetBaseFilename(const FString& Path, bool bRemovePath = true);
    static bool FileExists(const FString& Path);
    static bool DirectoryExists(const FString& Path);
    static bool IsRelative(const FString& Path);
};
