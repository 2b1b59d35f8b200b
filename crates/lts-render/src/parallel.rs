//! The views of a batch, spread over the machine's cores; results in order.

/// `work` of each number below `count`, in order. Each runs once, on any thread.
pub(crate) fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    if cores < 2 {
        return (0..count).map(work).collect();
    }
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    let share = count.div_ceil(cores);
    std::thread::scope(|scope| {
        for (part, places) in results.chunks_mut(share).enumerate() {
            let work = &work;
            scope.spawn(move || {
                for (offset, place) in places.iter_mut().enumerate() {
                    *place = Some(work(part * share + offset));
                }
            });
        }
    });
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order() {
        for count in [0, 1, 2, 7, 100] {
            assert_eq!(each(count, |index| 3 * index), (0..count).map(|index| 3 * index).collect::<Vec<_>>());
        }
    }
}
