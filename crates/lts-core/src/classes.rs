//! The class map: what label ids mean, which are merged, which are ignored, and which channel a network gives them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The channel of pixels that neither train nor count.
pub const IGNORED: u8 = 255;

/// One label id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The id in label images.
    pub id: u8,
    /// Unique name, e.g. `car`.
    pub name: String,
    /// sRGB colour in pictures of labels.
    pub color: [u8; 3],
    /// Pixels of this class neither train nor count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ignore: bool,
    /// Pixels of this class are taken as the class of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge_into: Option<String>,
}

/// All label ids, and the channels of a network that predicts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassMap {
    classes: Vec<Class>,
    channels: Vec<usize>,
    channel_of_id: [u8; 256],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<Class>,
}

/// A class map that does not hold together.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct ClassMapError(String);

impl ClassMap {
    /// A map of `classes`. Classes that are neither ignored nor merged get the channels, in the order of the list.
    ///
    /// # Errors
    /// If ids or names repeat, a merge has no target, no class is left to predict, or no id to ignore.
    pub fn new(classes: Vec<Class>) -> Result<Self, ClassMapError> {
        let fail = |message: String| Err(ClassMapError(message));
        let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
        for class in &classes {
            if !ids.insert(class.id) {
                return fail(format!("class id {} is used twice", class.id));
            }
            if !names.insert(class.name.as_str()) {
                return fail(format!("class name '{}' is used twice", class.name));
            }
            if class.ignore && class.merge_into.is_some() {
                return fail(format!("class '{}' is both ignored and merged: choose one", class.name));
            }
        }
        let channels: Vec<usize> =
            (0..classes.len()).filter(|&index| classes[index].is_predicted()).collect();
        if channels.is_empty() {
            return fail("no class is left to predict: all are ignored or merged".into());
        }
        if channels.len() > 200 {
            return fail(format!("{} classes to predict, at most 200 are possible", channels.len()));
        }
        let channel_of = |name: &str| channels.iter().position(|&index| classes[index].name == name);
        let mut channel_of_id = [IGNORED; 256];
        for class in classes.iter().filter(|class| !class.ignore) {
            let target = class.merge_into.as_deref().unwrap_or(&class.name);
            let Some(channel) = channel_of(target) else {
                return fail(format!(
                    "class '{}' is merged into '{target}', which is no class that is predicted",
                    class.name
                ));
            };
            channel_of_id[usize::from(class.id)] = channel as u8;
        }
        if !channel_of_id.contains(&IGNORED) {
            return fail("all 256 ids are predicted: leave one for pixels that are ignored".into());
        }
        Ok(Self { channels, channel_of_id, classes })
    }

    /// The project's map: Cityscapes label ids, as KITTI uses them, seen as the classes of the traffic simulator
    /// and one class `other` for what the simulator does not draw.
    pub fn traffic() -> Self {
        let parsed = Self::parse(include_str!("../classes/traffic.toml"));
        #[expect(clippy::expect_used, reason = "the file is part of the program and a test reads it")]
        parsed.expect("the built-in class map is valid")
    }

    /// Reads the TOML form: a list of `[[class]]` tables.
    ///
    /// # Errors
    /// If the text is not of that form or [`new`](Self::new) refuses the classes.
    pub fn parse(text: &str) -> Result<Self, ClassMapError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            ClassMapError(format!("line {line}: {}", error.message().replace('\n', " ")))
        })?;
        Self::new(file.class)
    }

    /// The TOML form, readable by [`parse`](Self::parse).
    pub fn to_toml(&self) -> String {
        let mut text = String::from("# id: value in label images; color: sRGB in pictures of labels.\n");
        for class in &self.classes {
            let [r, g, b] = class.color;
            text += &format!(
                "\n[[class]]\nid = {}\nname = \"{}\"\ncolor = [{r}, {g}, {b}]\n",
                class.id,
                class.name.escape_default()
            );
            if class.ignore {
                text += "ignore = true\n";
            }
            if let Some(target) = &class.merge_into {
                text += &format!("merge_into = \"{}\"\n", target.escape_default());
            }
        }
        text
    }

    /// All classes, in order.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The classes a network predicts, in the order of its channels.
    pub fn predicted(&self) -> impl ExactSizeIterator<Item = &Class> {
        self.channels.iter().map(|&index| &self.classes[index])
    }

    /// How many classes a network predicts.
    pub fn channel_count(&self) -> usize {
        self.channels.len()
    }

    /// The channel of every label id; [`IGNORED`] for ids that are ignored or not listed.
    pub fn channel_of_id(&self) -> &[u8; 256] {
        &self.channel_of_id
    }

    /// The channel of the predicted class called `name`.
    pub fn channel(&self, name: &str) -> Option<usize> {
        self.predicted().position(|class| class.name == name)
    }

    /// The label id of the class called `name`.
    pub fn id(&self, name: &str) -> Option<u8> {
        self.classes.iter().find(|class| class.name == name).map(|class| class.id)
    }

    /// The colour of label `id`; black for ids that are not listed.
    pub fn color(&self, id: u8) -> [u8; 3] {
        self.classes.iter().find(|class| class.id == id).map_or([0, 0, 0], |class| class.color)
    }
}

impl Class {
    fn is_predicted(&self) -> bool {
        !self.ignore && self.merge_into.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_traffic_map_merges_and_ignores() {
        let map = ClassMap::traffic();
        assert_eq!(map.id("car"), Some(26));
        let channel = |id: usize| map.channel_of_id()[id];
        assert_eq!(usize::from(channel(26)), map.channel("car").unwrap());
        assert_eq!(channel(17), channel(18), "pole groups are poles");
        assert_eq!(channel(0), IGNORED);
        assert_eq!(channel(200), IGNORED);
        assert_eq!(ClassMap::parse(&map.to_toml()).unwrap(), map);
    }

    #[test]
    fn mistakes_are_named() {
        let parse = |text: &str| ClassMap::parse(text).unwrap_err().to_string();
        let car = "[[class]]\nid = 1\nname = \"car\"\ncolor = [0, 0, 1]\n";
        assert_eq!(parse(&format!("{car}{car}")), "class id 1 is used twice");
        assert!(parse(&format!("{car}merge_into = \"bus\"\n")).contains("no class is left"));
        assert!(parse(&format!("{car}colour = 1\n")).starts_with("line 5: unknown field"));
    }

    #[test]
    fn an_id_is_left_for_ignored_pixels() {
        let class = |id: u8| Class {
            id,
            name: format!("c{id}"),
            color: [0; 3],
            ignore: false,
            merge_into: (id > 0).then(|| "c0".into()),
        };
        assert!(ClassMap::new((0..255).map(class).collect()).is_ok());
        let error = ClassMap::new((0..=255).map(class).collect()).unwrap_err().to_string();
        assert_eq!(error, "all 256 ids are predicted: leave one for pixels that are ignored");
    }
}
