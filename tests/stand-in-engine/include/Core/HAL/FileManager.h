// IFileManager: files and folders by name.
#pragma once

#include "CoreMinimal.h"

class IFileManager {
public:
    static IFileManager& Get();
    bool MakeDirectory(const TCHAR* Path, bool Tree = false);
    bool FileExists(const TCHAR* Path);
    bool DirectoryExists(const TCHAR* Path);
    bool Delete(const TCHAR* Path);
};
