//! What the stand-in engine's scene capture draws with: surfaces and views in Unreal's units become scenes of lts-render.
//!
//! The C declarations are in `tests/stand-in-engine/include/Engine/StandIn/Drawing.h`. Nothing here knows the plugin: what is
//! drawn is what the engine's components hold, read back from centimetres, left-handed axes and degrees.
#![expect(unsafe_code, reason = "a C ABI is made of pointers")]

mod abi;
mod scene;
mod stage;

pub use abi::{LtsStandInObject, LtsStandInSurface, LtsStandInView, Surface};
pub use stage::Stage;

use std::cell::RefCell;
use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

static STAGE: Mutex<Option<Stage>> = Mutex::new(None);

thread_local! {
    static ERROR: RefCell<CString> = RefCell::new(CString::default());
}

/// Runs `work`; 0 if all is well, 1 after an error or a panic, whose text is kept for [`lts_stand_in_error`].
fn guarded(work: impl FnOnce(&mut Stage) -> Result<(), String>) -> i32 {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut stage = STAGE.lock().unwrap_or_else(PoisonError::into_inner);
        work(stage.get_or_insert_with(Stage::default))
    }));
    let text = match outcome {
        Ok(Ok(())) => return 0,
        Ok(Err(text)) => text,
        Err(_) => "the renderer panicked; its message is on standard error".into(),
    };
    ERROR.with_borrow_mut(|error| *error = CString::new(text.replace('\0', " ")).unwrap_or_default());
    1
}

/// Makes a surface known by its hash; 0 if all is well.
///
/// # Safety
/// `surface` and the arrays in it are readable as their counts say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lts_stand_in_surface(surface: *const LtsStandInSurface) -> i32 {
    // SAFETY: the caller's promise.
    let surface = unsafe { Surface::read(surface) };
    guarded(|stage| stage.add(surface?))
}

/// Whether a surface is known: 1 or 0.
#[unsafe(no_mangle)]
pub extern "C" fn lts_stand_in_knows(hash: u64) -> i32 {
    let stage = STAGE.lock().unwrap_or_else(PoisonError::into_inner);
    i32::from(stage.as_ref().is_some_and(|stage| stage.knows(hash)))
}

/// Draws `count` objects: 4 bytes a pixel (blue, green, red, alpha), numbers of objects from 1 (0: none), depth in centimetres.
///
/// # Safety
/// `view` and `objects` are readable; the three outputs have room for the view's pixels.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lts_stand_in_draw(
    view: *const LtsStandInView,
    objects: *const LtsStandInObject,
    count: usize,
    colors: *mut u8,
    numbers: *mut u32,
    depths: *mut f32,
) -> i32 {
    // SAFETY: the caller's promise.
    let (view, objects) = unsafe { (view.read(), abi::slice(objects, count)) };
    let pixels = view.width as usize * view.height as usize;
    // SAFETY: the caller's promise.
    let (colors, numbers, depths) = unsafe {
        (
            std::slice::from_raw_parts_mut(colors, 4 * pixels),
            std::slice::from_raw_parts_mut(numbers, pixels),
            std::slice::from_raw_parts_mut(depths, pixels),
        )
    };
    guarded(|stage| {
        let sample = stage.draw(&view, objects)?;
        for (pixel, color) in colors.as_chunks_mut::<4>().0.iter_mut().zip(sample.color.as_chunks::<3>().0) {
            *pixel = [color[2], color[1], color[0], 255];
        }
        let instances = sample.instance.iter().flatten();
        numbers.iter_mut().zip(instances).for_each(|(number, instance)| *number = u32::from(*instance));
        let metres = sample.depth.iter().flatten();
        depths
            .iter_mut()
            .zip(metres)
            .for_each(|(depth, metres)| *depth = (100.0 * metres).min(abi::FAR_PLANE));
        Ok(())
    })
}

/// What went wrong last on this thread; valid until the next call here.
#[unsafe(no_mangle)]
pub extern "C" fn lts_stand_in_error() -> *const c_char {
    ERROR.with_borrow(|error| error.as_ptr())
}
