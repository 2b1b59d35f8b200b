//! What an experiment says about its simulator: the section `[simulator]`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lts_core::{ParameterSpace, Setting, SimulatorError};
use serde::{Deserialize, Serialize};

/// `[simulator]`: the traffic simulator, its images and its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SimulatorSettings {
    /// Columns of the images, 32..2048.
    pub width: u32,
    /// Rows of the images, 32..2048.
    pub height: u32,
    /// Degrees across the image width, 10..150. KITTI's colour cameras have 81.4.
    pub horizontal_field_of_view_deg: f64,
    /// Scenes that are drawn together; changes speed, not images.
    pub views: usize,
    /// Colour is drawn so many times finer in both directions and averaged, 1..4. Labels are those at the middle of each pixel.
    pub supersampling: u32,
    /// Folder of glTF binaries that replace the procedural cars and buildings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<PathBuf>,
    /// What differs from the simulator's own parameters: a number or array fixes one, a table changes its start,
    /// bounds or whether it is fixed.
    pub parameters: BTreeMap<String, Setting>,
}

impl Default for SimulatorSettings {
    fn default() -> Self {
        Self {
            width: 256,
            height: 144,
            horizontal_field_of_view_deg: 81.4,
            views: 16,
            supersampling: 1,
            models: None,
            parameters: BTreeMap::new(),
        }
    }
}

impl SimulatorSettings {
    /// The simulator's parameters with these changes.
    ///
    /// # Errors
    /// Names the first parameter or setting that does not fit.
    pub fn space(&self) -> Result<ParameterSpace, SimulatorError> {
        let mut space = lts_traffic::parameter_space();
        for (name, setting) in &self.parameters {
            space
                .apply(name, setting)
                .map_err(|error| SimulatorError::Parameter { name: error.name, reason: error.reason })?;
        }
        Ok(space)
    }

    /// Checks the numbers.
    ///
    /// # Errors
    /// Names the first one that is out of its range.
    pub fn check(&self) -> Result<(), SimulatorError> {
        let rules = [
            ("simulator.width", f64::from(self.width), 32.0, 2048.0),
            ("simulator.height", f64::from(self.height), 32.0, 2048.0),
            ("simulator.horizontal_field_of_view_deg", self.horizontal_field_of_view_deg, 10.0, 150.0),
            ("simulator.views", self.views as f64, 1.0, 1024.0),
            ("simulator.supersampling", f64::from(self.supersampling), 1.0, 4.0),
        ];
        match rules.iter().find(|(_, value, low, high)| !(*low..=*high).contains(value)) {
            None => Ok(()),
            Some((name, value, low, high)) => Err(SimulatorError::Parameter {
                name: (*name).into(),
                reason: format!("it is {value}, expected a number in {low}..{high}"),
            }),
        }
    }
}
