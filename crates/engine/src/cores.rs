//! Work that is done on all cores at once: making many entries, and reading every page.

use std::num::NonZero;
use std::thread;

/// Does `work` on parts of `items`, one part on each of `cores`, and gives what each part came to, in the order of the items.
/// One item alone is worked on here, without another thread. A panic of any part goes on.
pub(crate) fn on_all_cores<T: Send, R: Send>(
    cores: NonZero<usize>,
    items: Vec<T>,
    work: impl Fn(Vec<T>) -> R + Sync,
) -> Vec<R> {
    let size = items.len().div_ceil(cores.get()).max(1);
    let mut items = items.into_iter();
    let mine: Vec<T> = items.by_ref().take(size).collect();
    thread::scope(|scope| {
        let mut others = Vec::new();
        loop {
            let part: Vec<T> = items.by_ref().take(size).collect();
            if part.is_empty() {
                break;
            }
            let work = &work;
            others.push(scope.spawn(move || work(part)));
        }
        let mut done = vec![work(mine)];
        for part in others {
            let part = part.join();
            done.push(part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use super::on_all_cores;

    #[test]
    fn parts_come_back_in_their_order() {
        for cores in [1, 2, 5].map(|cores| NonZero::new(cores).unwrap()) {
            let parts = on_all_cores(cores, (0..1_000).collect(), |part: Vec<u32>| part);
            assert_eq!(parts.len(), cores.get());
            assert_eq!(parts.concat(), (0..1_000).collect::<Vec<u32>>());
            assert_eq!(
                on_all_cores(cores, vec![7], |part: Vec<u32>| part.len()),
                [1]
            );
            assert_eq!(
                on_all_cores(cores, Vec::<u32>::new(), |part| part.len()),
                [0]
            );
        }
    }
}
