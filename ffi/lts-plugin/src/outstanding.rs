//! Candidates that were asked and not told yet.

use serde::{Deserialize, Serialize};

/// Numbers of candidates, rising. They come at the end and leave near the beginning, so a list does with less work than a
/// tree what a policy needs at each call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Outstanding(Vec<u64>);

impl Outstanding {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains(&self, number: u64) -> bool {
        self.0.binary_search(&number).is_ok()
    }

    pub(crate) fn insert(&mut self, number: u64) {
        if self.0.last().is_none_or(|last| *last < number) {
            self.0.push(number);
        } else if let Err(place) = self.0.binary_search(&number) {
            self.0.insert(place, number);
        }
    }

    pub(crate) fn remove(&mut self, number: u64) {
        if let Ok(place) = self.0.binary_search(&number) {
            self.0.remove(place);
        }
    }

    /// Brings numbers that somebody else wrote down into order.
    pub(crate) fn sort(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::Outstanding;

    #[test]
    fn it_is_a_set_in_order() {
        let mut all = Outstanding::default();
        for number in [3, 5, 4, 5, 1] {
            all.insert(number);
        }
        all.remove(4);
        all.remove(9);
        assert_eq!(all, Outstanding(vec![1, 3, 5]));
        assert!(all.contains(3) && !all.contains(4) && !all.is_empty());
        let mut odd: Outstanding = serde_json::from_str("[5,1,3,1]").unwrap();
        odd.sort();
        assert_eq!(odd, all);
    }
}
