//! What a verdict costs: remembered and computed. Run with `cargo run --release -p charter --example bench`.

use charter::{Charter, Facts, Value, presets, vocabulary};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 20_000;

fn main() {
    let started = Instant::now();
    let charter = presets::DJANGO.charter().expect("the preset loads");
    println!(
        "compile and validate {:>37.2} ms, {} policies",
        started.elapsed().as_secs_f64() * 1e3,
        charter.governs().len()
    );
    for (what, act, facts) in questions() {
        let cases = [facts];
        println!(
            "{what:48} remembered {:>6.2} µs, computed {:>6.2} µs",
            best(|| charter.weigh(act, &cases)),
            best(|| charter.weigh_anew(act, &cases))
        );
    }
    let _: &Charter = &charter;
}

fn questions() -> Vec<(&'static str, &'static str, Facts)> {
    let order = |act: &str, office: &str| {
        let facts = vocabulary::facts_of(act)
            .fold(Facts::of(["member", office]), |facts, fact| facts.with(fact.name, fact.ordinary()));
        facts.with("goals", Value::from_iter(["1"]))
    };
    let nothing = Value::from_iter(Vec::<String>::new());
    let broken = order("publish_post", "member")
        .with("goals", nothing.clone())
        .with("grant", nothing)
        .with("sponsor", "campaign");
    vec![
        ("publish_post, may", "publish_post", order("publish_post", "member")),
        ("publish_post, three clauses in the way", "publish_post", broken),
        ("grant_access, may", "grant_access", order("grant_access", "chair")),
    ]
}

/// Microseconds for one call, in the best of five runs.
fn best<T>(mut call: impl FnMut() -> T) -> f64 {
    let run = |call: &mut dyn FnMut() -> T| {
        let started = Instant::now();
        (0..ROUNDS).for_each(|_| drop(black_box(call())));
        started.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
    };
    (0..5).map(|_| run(&mut call)).fold(f64::MAX, f64::min)
}
