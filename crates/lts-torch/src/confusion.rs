//! Pixel counts of a whole validation set, and the measures that follow from them.

use std::collections::BTreeMap;

use lts_core::ClassMap;

/// How many pixels of each class were taken for each class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Confusion {
    classes: usize,
    /// Row: true class; column: predicted class.
    counts: Vec<i64>,
}

impl Confusion {
    pub fn new(classes: usize) -> Self {
        Self { classes, counts: vec![0; classes * classes] }
    }

    /// Adds counts of `true class * classes + predicted class`.
    pub fn add(&mut self, counts: &[i64]) {
        for (sum, count) in self.counts.iter_mut().zip(counts) {
            *sum += count;
        }
    }

    fn at(&self, truth: usize, predicted: usize) -> i64 {
        self.counts[truth * self.classes + predicted]
    }

    /// Pixels that are truly of `class`.
    pub fn truth(&self, class: usize) -> i64 {
        (0..self.classes).map(|predicted| self.at(class, predicted)).sum()
    }

    /// Intersection over union of `class`; absent where it is neither true nor predicted anywhere.
    pub fn iou(&self, class: usize) -> Option<f64> {
        let predicted: i64 = (0..self.classes).map(|truth| self.at(truth, class)).sum();
        let both = self.at(class, class);
        let either = self.truth(class) + predicted - both;
        (either > 0).then(|| both as f64 / either as f64)
    }

    /// `iou.NAME` of each class, `iou.mean` over the classes that truly occur, `pixel_accuracy`.
    pub fn metrics(&self, classes: &ClassMap) -> BTreeMap<String, f64> {
        let mut metrics = BTreeMap::new();
        let (mut sum, mut present) = (0.0, 0);
        for (index, class) in classes.predicted().enumerate() {
            if let Some(iou) = self.iou(index) {
                metrics.insert(format!("iou.{}", class.name), iou);
                if self.truth(index) > 0 {
                    sum += iou;
                    present += 1;
                }
            }
        }
        let total: i64 = self.counts.iter().sum();
        let right: i64 = (0..self.classes).map(|class| self.at(class, class)).sum();
        if total > 0 {
            metrics.insert("iou.mean".into(), sum / f64::from(present));
            metrics.insert("pixel_accuracy".into(), right as f64 / total as f64);
        }
        metrics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_equal_those_counted_by_hand() {
        // Two classes: 6 of class 0 are right, 2 are taken for 1; 1 of class 1 is taken for 0, 3 are right.
        let mut confusion = Confusion::new(2);
        confusion.add(&[4, 2, 1, 3]);
        confusion.add(&[2, 0, 0, 0]);
        assert_eq!(confusion.iou(0), Some(6.0 / 9.0));
        assert_eq!(confusion.iou(1), Some(3.0 / 6.0));
        let class = |id, name: &str| lts_core::Class {
            id,
            name: name.into(),
            color: [0; 3],
            ignore: false,
            merge_into: None,
        };
        let metrics = confusion.metrics(&ClassMap::new(vec![class(0, "a"), class(1, "b")]).unwrap());
        assert_eq!(metrics["iou.b"], 0.5);
        assert!((metrics["iou.mean"] - (6.0 / 9.0 + 0.5) / 2.0).abs() < 1e-12);
        assert_eq!(metrics["pixel_accuracy"], 0.75);
    }

    #[test]
    fn a_class_that_is_nowhere_has_no_measure() {
        let mut confusion = Confusion::new(2);
        confusion.add(&[5, 0, 0, 0]);
        assert_eq!(confusion.iou(1), None);
    }
}
