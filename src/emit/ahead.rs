//! Work in parts: the next part is made on all threads while what was made before is written.

/// So much is made at once: the memory of a build does not grow with the library.
const AT_ONCE: usize = 64;

/// Gives each of `all` with what `make` made of its part, in their order; `take` runs on the calling thread.
///
/// # Errors
/// The first of `take`; no further part is begun then.
pub(super) fn in_parts<T: Sync, M: Send, E>(
    all: &[T],
    make: impl Fn(&[T]) -> Vec<M> + Sync,
    mut take: impl FnMut(&T, M) -> Result<(), E>,
) -> Result<(), E> {
    let mut parts = all.chunks(AT_ONCE);
    let mut ready = parts.next().map(|part| (part, make(part)));
    while let Some((part, made)) = ready {
        let next = parts.next();
        let mut coming = None;
        rayon::in_place_scope(|scope| {
            if let Some(next) = next {
                scope.spawn(|_| coming = Some(make(next)));
            }
            part.iter().zip(made).try_for_each(|(one, made)| take(one, made))
        })?;
        ready = next.zip(coming);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_their_order_until_one_is_refused() {
        let all: Vec<usize> = (0..3 * AT_ONCE + 5).collect();
        let make = |part: &[usize]| part.iter().map(|number| number * 2).collect();
        let mut seen = Vec::new();
        let whole = in_parts(&all, make, |one, made| {
            seen.push((*one, made));
            Ok::<(), ()>(())
        });
        assert_eq!(whole, Ok(()));
        assert!(seen.iter().copied().eq(all.iter().map(|number| (*number, number * 2))));
        let last = AT_ONCE + 1;
        let refused = in_parts(&all, make, |one, _| if *one < last { Ok(()) } else { Err(*one) });
        assert_eq!(refused, Err(last));
        assert_eq!(in_parts(&[], make, |_, _| Err(())), Ok(()));
    }
}
