//! A dataset on disk, from images that the host draws for it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use lts_core::{Seed, Simulator, Stop, Values};
use lts_data::{DatasetWriter, Manifest};
use lts_trainer_abi::{Code, Export, Fault, Purpose, State};

use crate::learn::Ended;
use crate::session::Shared;
use crate::simulator::Drawer;
use crate::trainer::failed;

/// Writes the dataset. It is the one that `lts generate` would make from the same values and seed, as far as host and
/// built-in renderer draw alike.
pub(crate) fn export(
    shared: &Arc<Shared>,
    export: &Export,
    values: &Values,
    stop: &Stop,
) -> Result<Ended, Fault> {
    shared.watch.becomes(State::Exporting, format!("writes {} images to {}", export.images, export.folder));
    shared.watch.images_are_for(Purpose::Export);
    let disk = |error: lts_core::DatasetError| Fault::new(Code::Disk, error.to_string());
    let mut writer = DatasetWriter::create(Path::new(&export.folder)).map_err(disk)?;
    let mut simulator = Drawer::new(shared).map_err(failed)?;
    let mut full = None;
    let mut index = 0;
    let seed = Seed::new(export.seed).name("generate");
    let made = simulator.generate(values, export.images as usize, seed, &mut |sample| {
        if let Err(error) = writer.push(index, &sample) {
            full = Some(error);
            return ControlFlow::Break(());
        }
        index += 1;
        ControlFlow::Continue(())
    });
    if stop.is_requested() {
        return Ok(Ended::Stopped);
    }
    if let Some(error) = full {
        return Err(disk(error));
    }
    made.map_err(failed)?;
    let manifest = Manifest {
        format: 1,
        generator: format!("lts {} in {}", env!("CARGO_PKG_VERSION"), shared.host()),
        images: index,
        size: shared.world.size(),
        horizontal_field_of_view_deg: shared.world.settings.horizontal_field_of_view_deg,
        seed: export.seed,
        values: values.clone(),
        counts: simulator.count_names().to_vec(),
        depth_scale: 0.0,
    };
    writer.finish(&manifest, simulator.classes()).map_err(disk)?;
    Ok(Ended::Finished(format!("dataset: {} ({index} images, seed {})", export.folder, export.seed)))
}
