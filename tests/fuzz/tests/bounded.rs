//! Each body over its corpus, over the inputs that once failed, and over a number of generated inputs: the same ones each
//! time.

use fuzz::{BODIES, Body, drive};

/// The bodies of one thread.
fn run(bodies: &[Body]) {
    let failures: Vec<String> = bodies
        .iter()
        .filter_map(|body| drive::bounded(body).err())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn whatever_comes_is_refused_or_reproduced() {
    // Two threads, dealt out in turn so that both have some of the slow ones.
    let (even, odd): (Vec<_>, Vec<_>) = BODIES.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let bodies =
        |dealt: Vec<(usize, &Body)>| dealt.into_iter().map(|(_, body)| *body).collect::<Vec<_>>();
    let (even, odd) = (bodies(even), bodies(odd));
    std::thread::scope(|scope| {
        let other = scope.spawn(|| run(&even));
        run(&odd);
        assert!(other.join().is_ok(), "a body failed; see above");
    });
}

#[test]
fn names_are_given_once() {
    let mut names: Vec<&str> = BODIES.iter().map(|body| body.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), BODIES.len());
}
