//! How much memory this process has taken from its allocator and not given back.
#![cfg_attr(
    all(target_os = "linux", target_env = "gnu"),
    expect(unsafe_code, reason = "the allocator's own count is a C function")
)]

/// Bytes in use, where the system's allocator can say (glibc); otherwise none.
pub(crate) fn bytes_in_use() -> Option<u64> {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // SAFETY: it takes nothing and only reads the allocator's counts.
        let counts = unsafe { libc::mallinfo2() };
        Some(counts.uordblks as u64 + counts.hblkhd as u64)
    }
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    None
}
