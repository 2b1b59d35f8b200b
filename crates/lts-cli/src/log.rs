//! Log lines of plugins, on standard error.

use tracing_subscriber::EnvFilter;

/// From now on what plugins log goes to standard error; the environment variable `LTS_LOG` sets another filter, e.g.
/// `lts_plugin=debug`.
pub fn to_stderr(quiet: bool) {
    let usual = if quiet { "lts_plugin=error" } else { "lts_plugin=info" };
    let filter = EnvFilter::try_from_env("LTS_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).without_time();
    // Fails only if there is one already.
    let _ = log.with_target(false).try_init();
}
