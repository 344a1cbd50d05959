//! A holiday is set in advance, for everybody alike; afterwards it is refused. Terms by the calendar.

use super::scene::{at, is_member, until};
use charter::{Actor, act::RenewTerm};
use jiff::civil::Date;
use membership::{Term, TermRule};
use stories::{Site, World, both};

const HOLIDAYS: &str = "/g/django/members/holidays";

#[tokio::test]
async fn d12_a_holiday_gives_everybody_the_same_grace_and_is_set_in_advance() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        assert!(!member.opens(HOLIDAYS).await.offers("/holidays"), "the chair sets it");
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(HOLIDAYS).await.form("/holidays");
        let late = chair.sends(&form.clone().with("from", "2026-11-20").with("last", "2026-12-03")).await;
        assert!(late.status == 422 && late.says("is set before it begins"), "{}", late.text());
        let backwards = chair.sends(&form.clone().with("from", "2027-03-25").with("last", "2027-03-24")).await;
        assert!(backwards.says("24 Mar 2027 lies before the first day, 25 Mar 2027"), "{}", backwards.text());
        let endless = chair.sends(&form.clone().with("from", "2027-03-25").with("last", "2998-12-31")).await;
        assert!(endless.status == 422 && endless.says("A holiday has at most 90 days"), "{}", endless.text());
        let far = chair.sends(&form.clone().with("from", "2028-03-25").with("last", "2028-03-26")).await;
        assert!(far.status == 422 && far.says("A holiday begins within a year from now"), "{}", far.text());
        let set = chair.sends_and_goes_on(&form.with("from", "2027-03-25").with("last", "2027-04-10")).await;
        assert!(set.says("Thu 25 Mar 2027 to Sat 10 Apr 2027"), "{}", set.text());

        until(&world, "2027-04-05T00:00:00Z").await;
        for name in ["Member A", "Member B"] {
            assert!(!is_member(&world, name).await, "rights rest");
            let members = world.here.store.members(world.group("django")).await.unwrap();
            let left = members.iter().any(|one| one.person == world.person("django", name) && one.left.is_some());
            assert!(!left, "and the membership is not over");
        }
        let person = world.person("django", "Member A");
        let judged = world.here.store.begin(world.group("django"), Actor::Person(person), RenewTerm { person }).await;
        judged.unwrap().keep().await.unwrap().commit().await.unwrap();
        assert!(is_member(&world, "Member A").await, "from the old end on");
        until(&world, "2027-04-11T00:00:00Z").await;
        let members = world.here.store.members(world.group("django")).await.unwrap();
        let of = |name: &'static str| members.iter().find(|one| one.person == world.person("django", name)).unwrap();
        assert_eq!(of("Member B").left.as_ref().unwrap().0, at("2027-04-01T00:00:00Z"));
        assert!(of("Member A").left.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_holiday_overlaps_no_other_and_is_taken_back_before_it_begins() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(HOLIDAYS).await.form("/holidays").with("from", "2026-12-20").with("last", "2027-01-03");
        let set = chair.sends_and_goes_on(&form).await;
        let form = set.form("/holidays").with("from", "2027-01-03").with("last", "2027-01-10");
        let refused = chair.sends(&form).await;
        assert!(
            refused.status == 422 && refused.says("The holiday from 20 Dec 2026 to 3 Jan 2027 has days of it already"),
            "{}",
            refused.text()
        );
        assert!(!site.browser("django", "Member A").await.opens(HOLIDAYS).await.offers("/take-back"), "a chair’s");
        let back = chair.sends_and_goes_on(&set.form("/take-back")).await;
        assert!(back.says("The holiday is taken back") && !back.says("Sun 20 Dec 2026"), "{}", back.text());
        assert_eq!(chair.sends(&set.form("/take-back")).await.status, 404, "it is taken back once");
        let again = back.form("/holidays").with("from", "2026-12-20").with("last", "2027-01-03");
        let set = chair.sends_and_goes_on(&again).await.form("/take-back");
        until(&world, "2026-12-20T00:00:00Z").await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(HOLIDAYS).await;
        assert!(!page.offers("/take-back"), "it has begun");
        let token = page.form("/holidays").value("token").unwrap().to_owned();
        let late = chair.sends(&set.with("token", token)).await;
        assert!(late.status == 422 && late.says("has begun, and people rely on it"), "{}", late.text());
    })
    .await;
}

#[test]
fn d2_d4_terms_that_begin_on_the_last_days_of_august_end_on_the_last_of_february() {
    let charter = charter::presets::DJANGO.charter().unwrap();
    let rule = TermRule::read(charter.rules(), "2024-01-11".parse().unwrap()).unwrap();
    let end = |start: &str| {
        let start: Date = start.parse().unwrap();
        Term::starting(start, rule.months, &rule.zone).unwrap().ends.to_string()
    };
    for start in ["2024-08-28", "2024-08-29", "2024-08-30", "2024-08-31"] {
        assert_eq!(end(start), "2025-02-28", "{start}");
    }
    assert_eq!(end("2023-08-31"), "2024-02-29");
}
