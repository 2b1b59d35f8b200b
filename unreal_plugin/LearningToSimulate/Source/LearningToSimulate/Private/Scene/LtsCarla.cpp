// CARLA's cars for the generator's car types, used where CARLA's content is in the project.
//
// CARLA's parked cars are static meshes: they need no physics. Folders were renamed between its versions; what is not
// there is passed over, and a shape without any asset keeps the generator's mesh.
#include "LtsCarla.h"
#include "Misc/Paths.h"

namespace LtsCarla
{
	struct FCar
	{
		const TCHAR* Shape;
		/** Folder and mesh below the folder of the parked cars. */
		const TCHAR* Mesh;
	};

	static const FCar Known[] = {
		{ TEXT("car.hatchback*"), TEXT("NissanMicra/SM_NissanMicra_Parked") },
		{ TEXT("car.hatchback*"), TEXT("Mini2021/SM_Mini2021_parked") },
		{ TEXT("car.sedan*"), TEXT("TeslaM3/SM_TeslaM3_parked") },
		{ TEXT("car.sedan*"), TEXT("MercedesCCC/SM_MercedesCCC_Parked") },
		{ TEXT("car.suv*"), TEXT("NissanPatrol2021/SM_NissanPatrol2021_parked") },
		{ TEXT("car.van*"), TEXT("VolkswagenT2/SM_VolkswagenT2_2021_Parked") },
		{ TEXT("car.pickup*"), TEXT("Cybertruck/SM_Cybertruck_parked") },
	};

	/** Below the project's content. */
	static const TCHAR* Folders[] = {
		TEXT("Carla/Static/Car/4Wheeled/ParkedVehicles/"),
		TEXT("Carla/Static/Vehicles/4Wheeled/ParkedVehicles/"),
	};

	TArray<FLtsCatalogueEntry> Cars()
	{
		TArray<FLtsCatalogueEntry> Entries;
		for (const TCHAR* Folder : Folders)
		{
			// The engine warns of each asset that it does not find; most projects have none of these.
			if (!FPaths::DirectoryExists(FPaths::Combine(FPaths::ProjectContentDir(), FString(Folder))))
			{
				continue;
			}
			for (const FCar& Car : Known)
			{
				const FString Path = FString(TEXT("/Game/")) + Folder + Car.Mesh;
				FLtsCatalogueEntry Entry;
				Entry.Shape = Car.Shape;
				// The object inside of a package has the package's last name.
				int32 Slash = Path.Len() - 1;
				while (Path.Mid(Slash, 1) != TEXT("/"))
				{
					--Slash;
				}
				Entry.Asset = Path + TEXT(".") + Path.Mid(Slash + 1, Path.Len());
				Entries.Add(Entry);
			}
		}
		return Entries;
	}
}
