// UMeshComponent: a primitive of triangles.
#pragma once

#include "Components/PrimitiveComponent.h"

class UMeshComponent : public UPrimitiveComponent {
    STAND_IN_CLASS(UMeshComponent, UPrimitiveComponent)
};
