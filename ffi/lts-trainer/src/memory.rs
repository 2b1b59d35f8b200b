//! Memory of frames and tensors is kept when it is freed: they come and go by the thousand, and the system takes longer
//! to hand out fresh pages than they take to fill.

/// From this size on memory is the system's own piece, bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const OWN_PIECE: i32 = 64 << 20;
/// So much free memory is kept before any is given back, bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const KEPT: i32 = 512 << 20;

/// Tells the C library's allocator, once. An engine's own allocator is another one.
pub fn keep_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        // SAFETY: the allocator takes its own lock for a change of its settings, and needs no more for its correctness.
        ONCE.call_once(|| unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PIECE);
            libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT);
        });
    }
}
