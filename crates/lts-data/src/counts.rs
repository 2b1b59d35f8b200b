//! Reading `counts.csv`: how many objects of each type each image of a dataset shows.

use std::collections::BTreeMap;
use std::path::Path;

use lts_core::DatasetError;

use crate::decode::error;

/// Name of the table in a dataset's folder.
pub(crate) const FILE: &str = "counts.csv";

/// The counts of `names`, in order, by the name of the image.
pub(crate) fn read(file: &Path, names: &[String]) -> Result<BTreeMap<String, Vec<u32>>, DatasetError> {
    let text = std::fs::read_to_string(file).map_err(|cause| {
        let reason = match cause.kind() {
            std::io::ErrorKind::NotFound => {
                "there is no such file, so nothing says what the images show; counting needs a folder that `lts generate` wrote".into()
            }
            _ => format!("the counts cannot be read: {cause}"),
        };
        error(file, reason)
    })?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &String| {
        header.iter().skip(1).position(|column| column == name).ok_or_else(|| {
            let reason = format!("it has no column '{name}'; expected image,{}", names.join(","));
            error(file, reason)
        })
    };
    let places = names.iter().map(place).collect::<Result<Vec<usize>, _>>()?;
    let mut rows = BTreeMap::new();
    for (index, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let wrong = |reason: String| error(file, format!("line {}: {reason}", index + 2));
        let mut cells = line.split(',');
        let image = cells.next().unwrap_or_default();
        let cells: Vec<&str> = cells.collect();
        let count = |place: &usize| {
            let cell = cells.get(*place).copied().unwrap_or_default();
            cell.parse().map_err(|_| wrong(format!("'{cell}' is no count; expected a whole number")))
        };
        let counts = places.iter().map(count).collect::<Result<Vec<u32>, _>>()?;
        if rows.insert(image.to_string(), counts).is_some() {
            return Err(wrong(format!("the image '{image}' has a line already; remove one of them")));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, names: &[&str]) -> Result<BTreeMap<String, Vec<u32>>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, text).unwrap();
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        read(&file, &names).map_err(|error| error.reason)
    }

    #[test]
    fn columns_are_found_by_name() {
        let rows = of("image,vans,suvs\n000000,1,2\n000001,0,40\n\n", &["suvs", "vans"]).unwrap();
        let expected = [("000000".into(), vec![2, 1]), ("000001".into(), vec![40, 0])];
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_damaged_table_is_named_with_its_line() {
        let reason = |text: &str| of(text, &["vans"]).unwrap_err();
        assert_eq!(reason(""), "it has no column 'vans'; expected image,vans");
        assert_eq!(reason("image,suvs\n"), "it has no column 'vans'; expected image,vans");
        let cell = |line: &str| reason(&format!("image,suvs,vans\n0,1,1\n{line}\n"));
        assert_eq!(cell("1,1,-3"), "line 3: '-3' is no count; expected a whole number");
        assert_eq!(cell("1,1"), "line 3: '' is no count; expected a whole number");
        assert_eq!(cell("0,1,1"), "line 3: the image '0' has a line already; remove one of them");
    }
}
