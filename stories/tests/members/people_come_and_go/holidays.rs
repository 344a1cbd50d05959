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
