// What the stand-in engine asks of its renderer, ffi/lts-stand-in; the names and layouts are the same there.
#pragma once

#include "CoreMinimal.h"

extern "C" {
struct LtsStandInSurface {
    uint64 hash;
    /// Centimetres, left-handed, three numbers each.
    const float* vertices;
    const float* normals;
    SIZE_T vertex_count;
    const uint32* triangles;
    SIZE_T index_count;
};
struct LtsStandInObject {
    uint64 surface;
    float location[3];
    float rotation[4];
    float scale[3];
    /// Linear.
    float color[3];
};
struct LtsStandInView {
    uint32 width;
    uint32 height;
    float location[3];
    float rotation[4];
    /// Degrees across the width.
    float field_of_view;
    /// Where the sun's light goes, in the engine's axes.
    float sun_forward[3];
    /// Colour times intensity.
    float sun[3];
    float sky[3];
    float ground[3];
    float zenith[3];
    float fog_color[3];
    float fog_density;
    float mie;
    /// In powers of two.
    float exposure;
    float grain;
};
/// Makes a surface known; 0 if all is well.
int32 lts_stand_in_surface(const LtsStandInSurface* surface);
/// Whether a surface is known.
int32 lts_stand_in_knows(uint64 hash);
/// Draws; `colors` gets 4 bytes a pixel (blue, green, red, alpha), `objects` numbers from 1 (0: none), `depths` centimetres.
int32 lts_stand_in_draw(const LtsStandInView* view, const LtsStandInObject* objects, SIZE_T count, uint8* colors, uint32* numbers, float* depths);
/// What went wrong, for the thread that saw it.
const char* lts_stand_in_error();
}
