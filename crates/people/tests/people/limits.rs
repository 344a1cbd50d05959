//! Guessing: however many addresses somebody has, an account hears few guesses, and its owner gets in.

use crate::scene::{noon, seconds_later};
use basics::Moment;
use jiff::SignedDuration;
use people::{
    AddressBlock, Failures, Try,
    limits::{PER_ACCOUNT, PER_BLOCK, may_try},
};
use std::{collections::HashMap, net::Ipv4Addr};

/// Sends a wrong code every so many milliseconds, each from the next of 1,000 addresses; returns when one was evaluated.
fn attack(tries: i64, every_millis: i64) -> (Vec<Moment>, Failures) {
    let mut account = Failures::default();
    let mut blocks: HashMap<u32, Failures> = HashMap::new();
    let mut evaluated = vec![];
    for number in 0..tries {
        let at = noon().plus(SignedDuration::from_millis(number * every_millis));
        let block = blocks.entry(u32::try_from(number % 1000).unwrap()).or_default();
        if may_try(Try::PasswordOrCode, &account, block, at).is_ok() {
            account.note(at);
            block.note(at);
            evaluated.push(at);
        }
    }
    (evaluated, account)
}

fn most_in_an_hour(evaluated: &[Moment]) -> usize {
    let within = |from: &Moment| evaluated.iter().filter(|at| (0..3600).contains(&at.since(*from).as_secs())).count();
    evaluated.iter().map(within).max().unwrap_or(0)
}

#[test]
fn au03_ten_thousand_wrong_codes_from_a_thousand_addresses_are_ten_tries_an_hour() {
    for every_millis in [1, 360, 8_640] {
        let (evaluated, _) = attack(10_000, every_millis);
        assert!(
            (1..=PER_ACCOUNT).contains(&most_in_an_hour(&evaluated)),
            "{} every {every_millis} ms",
            evaluated.len()
        );
    }
}

#[test]
fn au03_the_owner_enters_by_passkey_meanwhile() {
    let (_, account) = attack(10_000, 300);
    let at = seconds_later(3000);
    assert!(may_try(Try::PasswordOrCode, &account, &Failures::default(), at).is_err());
    assert_eq!(may_try(Try::Passkey, &account, &account, at), Ok(()));
}

#[test]
fn the_wait_grows_and_says_until_when() {
    let (mut account, mut at, mut waits) = (Failures::default(), noon(), vec![]);
    for _ in 0..10 {
        account.note(at);
        let wait = may_try(Try::PasswordOrCode, &account, &Failures::default(), at).err();
        waits.push(wait.map_or(0, |wait| wait.seconds));
        at = wait.map_or(at, |wait| wait.until);
        assert!(
            account.count(at) == PER_ACCOUNT
                || may_try(Try::PasswordOrCode, &account, &Failures::default(), at).is_ok()
        );
    }
    assert_eq!(waits[..9], [0, 0, 5, 5, 30, 120, 300, 600, 900]);
    assert!(waits[9] > 900, "the eleventh try in an hour waits for the hour to pass: {waits:?}");
}

#[test]
fn one_block_of_addresses_may_not_try_many_accounts() {
    let mut block = Failures::default();
    let tried = (0..1000).filter(|n| {
        let at = seconds_later(n * 3);
        let may = may_try(Try::PasswordOrCode, &Failures::default(), &block, at).is_ok();
        if may {
            block.note(at);
        }
        may
    });
    assert_eq!(tried.count(), PER_BLOCK);
}

#[test]
fn failures_of_more_than_an_hour_ago_are_forgotten() {
    let account = Failures::new((0..10).map(seconds_later).collect());
    assert!(may_try(Try::PasswordOrCode, &account, &Failures::default(), seconds_later(1000)).is_err());
    assert_eq!(may_try(Try::PasswordOrCode, &account, &Failures::default(), seconds_later(3600)), Ok(()));
}

#[test]
fn a_block_prints_as_an_operator_would_write_it() {
    assert_eq!(AddressBlock::of(Ipv4Addr::new(192, 0, 2, 7).into()).to_string(), "192.0.2.7");
}
