//! Who may give access, to whom, and until when.

use acts::access::{self, Wish};
use basics::{Moment, PostId};
use channels::Capability;
use charter::Way;
use jiff::SignedDuration;
use store::Declined;
use stories::{World, both};

async fn wish(world: &World, to: &'static str, until: Option<Moment>) -> Wish {
    Wish {
        channel: world.channel("django", "Mastodon").await,
        to: world.person("django", to),
        capability: Capability::Publish,
        reason: "Writes for the group".into(),
        until,
    }
}

async fn grants(world: &World, by: &'static str, wish: Wish) -> Result<(), Declined> {
    let granted = access::grant(&world.here, world.group("django"), &world.elevated("django", by), wish).await;
    granted.map(drop)
}

/// The way on and the lines of a refusal by the charter.
fn by_charter<T: std::fmt::Debug>(refused: Result<T, Declined>) -> (Way, Vec<String>) {
    match refused {
        Err(Declined::ByCharter(grounds)) => {
            let mut lines: Vec<String> = grounds.because.iter().map(|cited| cited.label.clone()).collect();
            lines.dedup();
            (grounds.way, lines)
        }
        other => panic!("not refused by the charter: {other:?}"),
    }
}

#[tokio::test]
async fn g1_a_member_grants_nobody_access() {
    both(async |world: World| {
        let refused = grants(&world, "Member A", wish(&world, "Member B", None).await).await.unwrap_err();
        let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
        assert_eq!(grounds.way, Way::MayNot);
        let d1 = grounds.because.iter().find(|cited| cited.label == "D1").unwrap();
        assert_eq!(d1.who_can, ["chair", "co_chair", "liaison"]);
        grants(&world, "Co-Chair", wish(&world, "Member B", None).await).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn g2_access_goes_to_members_only() {
    both(async |world: World| {
        let mut wish = wish(&world, "Member B", Some(world.now().plus(SignedDuration::from_hours(24)))).await;
        wish.to = world.person("jupyter", "Member D");
        let refused = by_charter(grants(&world, "Co-Chair", wish).await);
        assert_eq!(refused, (Way::MayNot, vec!["D1".to_owned()]), "D1 gives access to other members of the group");
        assert!(world.here.store.grants(world.group("django")).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn g4_a_grant_needs_a_reason_and_ends_no_later_than_the_term() {
    both(async |world: World| {
        let group = world.group("django");
        let end = world.here.store.standing(group, world.person("django", "Member B")).await.unwrap().term_end.unwrap();
        let late =
            grants(&world, "Chair", wish(&world, "Member B", Some(end.plus(SignedDuration::from_secs(1)))).await);
        assert_eq!(by_charter(late.await), (Way::MayNot, vec!["M13".to_owned()]), "an end after the term");
        let silent = Wish { reason: "  ".into(), ..wish(&world, "Member B", None).await };
        let refused = grants(&world, "Chair", silent).await.unwrap_err();
        assert!(matches!(refused, Declined::ByField { field: "reason", .. }), "{refused:?}");
        assert!(refused.to_string().contains("say in a few words why this person needs access"), "{refused}");

        grants(&world, "Chair", wish(&world, "Member B", None).await).await.unwrap();
        let given = world.here.store.grants(group).await.unwrap();
        assert_eq!(given.last().unwrap().until, end, "without a day it ends with the term");
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_access_to_themselves_while_somebody_else_can() {
    both(async |world: World| {
        let refused = grants(&world, "Chair", wish(&world, "Chair", None).await).await.unwrap_err();
        assert!(matches!(refused, Declined::ByCharter(_)), "{refused}");
        grants(&world, "Co-Chair", wish(&world, "Chair", None).await).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_same_access_is_given_once() {
    both(async |world: World| {
        grants(&world, "Chair", wish(&world, "Member B", None).await).await.unwrap();
        let twice = grants(&world, "Co-Chair", wish(&world, "Member B", None).await).await.unwrap_err();
        let told = "this person can publish there already, by a grant that ends on Thu 1 Apr 2027, 00:00 UTC";
        assert!(twice.to_string().contains(told), "{twice}");
    })
    .await;
}

/// A post of Member A about the first goal.
async fn written(world: &World, text: &str, wait: SignedDuration) -> PostId {
    world.writes("django", "Member A", text).on(&["Mastodon"]).await.serving(&["1"]).due_in(wait).kept().await
}

#[tokio::test]
async fn d1_at_the_instant_the_term_ends_nothing_is_allowed_any_more() {
    both(async |world: World| {
        let second = SignedDuration::from_secs(1);
        grants(&world, "Co-Chair", wish(&world, "Member A", None).await).await.unwrap();
        let group = world.group("django");
        let person = world.person("django", "Member A");
        let end = world.here.store.standing(group, person).await.unwrap().term_end.unwrap();
        assert_eq!(end.to_string(), "2027-04-01T00:00:00.000000Z", "six calendar months from 1 October 2026");

        world.here.store.clock().advance(end.since(world.now()) - second);
        let (allowed, late) =
            (written(&world, "In the last second", second).await, written(&world, "Too late", second * 3600).await);
        let wish = wish(&world, "Member B", Some(end)).await;
        world.schedules("django", "Member A", allowed).await.unwrap();

        world.here.store.clock().advance(second);
        assert!(!world.here.store.standing(group, person).await.unwrap().is_member());
        let refused = by_charter(world.schedules("django", "Member A", late).await);
        assert_eq!(refused, (Way::MayNot, vec!["D2".to_owned(), "D1".to_owned()]), "neither a member nor with access");
        let refused = by_charter(grants(&world, "Co-Chair", wish).await);
        assert_eq!(refused, (Way::MayNot, vec!["D1".to_owned()]));
        world.work().await;
        assert!(world.practice.published().is_empty(), "what they planned is judged again, and does not leave either");
    })
    .await;
}
