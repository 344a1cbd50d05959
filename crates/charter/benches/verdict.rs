//! What a verdict costs, remembered and computed, and what a charter does to be compiled.

use charter::{Facts, Value, presets, vocabulary};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 20_000;

fn main() {
    let started = Instant::now();
    let charter = presets::DJANGO.charter().expect("the preset loads");
    println!("figure | a charter, compiled and validated | {:.0} ms | –", started.elapsed().as_secs_f64() * 1e3);
    for (what, act, facts) in questions() {
        let cases = [facts];
        println!("figure | {what}, remembered | {:.2} µs | ≤ 1 µs", best(|| charter.weigh(act, &cases)));
        println!("figure | {what}, computed | {:.1} µs | ≤ 25 µs", best(|| charter.weigh_anew(act, &cases)));
    }
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
        ("a verdict: publish, may", "publish_post", order("publish_post", "member")),
        ("a verdict: publish, three clauses in the way", "publish_post", broken),
        ("a verdict: grant access, may", "grant_access", order("grant_access", "chair")),
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
