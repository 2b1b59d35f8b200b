//! Four bytes a pixel become three, red first: sixteen bytes at a time where the processor can.

/// The colours of `color` without their alpha; `blue_first` says how they come.
pub(crate) fn packed(color: &[u8], blue_first: bool) -> Vec<u8> {
    let pixels = color.len() / 4;
    let mut rgb = vec![0; 3 * pixels];
    let done = vector(color, blue_first, &mut rgb);
    let rest = rgb[3 * done..].as_chunks_mut::<3>().0.iter_mut().zip(color[4 * done..].as_chunks::<4>().0);
    if blue_first {
        rest.for_each(|(to, [b, g, r, _])| *to = [*r, *g, *b]);
    } else {
        rest.for_each(|(to, [r, g, b, _])| *to = [*r, *g, *b]);
    }
    rgb
}

/// Packs as many pixels from the first one on as it can; how many.
#[cfg(target_arch = "x86_64")]
fn vector(color: &[u8], blue_first: bool, rgb: &mut [u8]) -> usize {
    if !is_x86_feature_detected!("ssse3") {
        return 0;
    }
    // SAFETY: the processor has the instructions.
    unsafe { shuffled(color, blue_first, rgb) }
}

#[cfg(not(target_arch = "x86_64"))]
fn vector(_: &[u8], _: bool, _: &mut [u8]) -> usize {
    0
}

/// As [`vector`].
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "ssse3")]
fn shuffled(color: &[u8], blue_first: bool, rgb: &mut [u8]) -> usize {
    use std::arch::x86_64::{_mm_loadu_si128, _mm_setr_epi8, _mm_shuffle_epi8, _mm_storeu_si128};
    let order = if blue_first {
        _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1)
    } else {
        _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1)
    };
    let mut done = 0;
    // A store of 16 bytes has 12 of its own; the next one writes over the other 4, so they have to be there.
    while 4 * done + 16 <= color.len() && 3 * done + 16 <= rgb.len() {
        let (from, to) = (&color[4 * done..4 * done + 16], &mut rgb[3 * done..3 * done + 16]);
        // SAFETY: both slices have 16 bytes, and these instructions need no alignment.
        unsafe {
            let four = _mm_loadu_si128(from.as_ptr().cast());
            _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_shuffle_epi8(four, order));
        }
        done += 4;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_pixels_is_packed_alike() {
        for pixels in 0..40_usize {
            let color: Vec<u8> = (0..4 * pixels).map(|at| (at * 37 % 251) as u8).collect();
            let red_first: Vec<u8> =
                color.chunks(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            let blue_first: Vec<u8> =
                color.chunks(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
            assert_eq!(packed(&color, false), red_first, "{pixels}");
            assert_eq!(packed(&color, true), blue_first, "{pixels}");
        }
    }
}
