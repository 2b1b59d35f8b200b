//! Ctrl-C: the first one ends the run after a checkpoint, the second one ends the process at once.

use lts_core::Stop;

/// A stop that Ctrl-C or a polite kill requests.
pub fn stop_on_signal() -> anyhow::Result<Stop> {
    let stop = Stop::new();
    let seen = stop.clone();
    ctrlc::set_handler(move || {
        if seen.is_requested() {
            std::process::exit(130);
        }
        eprintln!("stopping; once more ends at once");
        seen.request();
    })?;
    Ok(stop)
}
