// Configuration: key=value, +key=value for arrays, (A=1,B="x") for structs.
#include "Platform.h"

#include "UObject/Object.h"

namespace stand_in {
TArray<FString> FConfigReader::FindAll(const TCHAR* Key) const
{
    TArray<FString> Values;
    const TArray<FString> All = bFields ? Lines : ConfigLines(File, Section);
    for (const FString& Line : All) {
        FString Name, Value;
        if (!Line.Split(FString(TEXT("=")), &Name, &Value)) {
            continue;
        }
        Name = Name.TrimStartAndEnd();
        Name.RemoveFromStart(FString(TEXT("+")));
        if (Name == Key) {
            Value = Value.TrimStartAndEnd();
            if (Value.StartsWith(FString(TEXT("\""))) && Value.EndsWith(FString(TEXT("\""))) && Value.Len() > 1) {
                Value = Value.Mid(1, Value.Len() - 2);
            }
            Values.Add(Value);
        }
    }
    return Values;
}
FConfigReader FConfigReader::Fields(const FString& Text)
{
    FConfigReader Made(TEXT(""), TEXT(""));
    Made.bFields = true;
    FString Field;
    bool bQuoted = false;
    int32 Depth = 0;
    for (TCHAR Character : Text) {
        if (Character == TEXT('"')) {
            bQuoted = !bQuoted;
        }
        Depth += bQuoted ? 0 : Character == TEXT('(') ? 1 : Character == TEXT(')') ? -1 : 0;
        if ((Character == TEXT('(') && Depth == 1 && !bQuoted) || (Character == TEXT(')') && Depth == 0 && !bQuoted)) {
            continue;
        }
        if (Character == TEXT(',') && !bQuoted && Depth == 1) {
            Made.Lines.Add(Field);
            Field.StandInEmpty();
        } else {
            Field.StandInAdd(Character);
        }
    }
    Made.Lines.Add(Field);
    return Made;
}
void FConfigReader::Parse(const FString& Text, FString& Value) { Value = Text; }
void FConfigReader::Parse(const FString& Text, FName& Value) { Value = FName(*Text); }
void FConfigReader::Parse(const FString& Text, bool& Value) { Value = Text == TEXT("true") || Text == TEXT("1") || Text == TEXT("yes") || Text == TEXT("on"); }
void FConfigReader::Parse(const FString& Text, int32& Value) { Value = FCString::Atoi(*Text); }
void FConfigReader::Parse(const FString& Text, float& Value) { Value = FCString::Atof(*Text); }
}
