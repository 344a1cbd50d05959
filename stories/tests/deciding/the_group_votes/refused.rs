//! Steps of a vote that are not taken.

use super::scene::{DAY, at, called, decision};
use acts::votes;
use charter::{
    Actor,
    act::{CloseVote, SecondVote},
};
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn only_its_sponsor_takes_a_vote_back() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("django", "Member A").await;
        let page = called(&world, &sponsor, "django", "Mastodon", "rest_channel").await;
        let (group, id) = (world.group("django"), decision(&world, "django").await.id);
        let refused = votes::withdraw(&world.here, group, &world.elevated("django", "Chair"), id).await;
        assert!(refused.unwrap_err().to_string().contains("only the sponsor"), "an office makes no difference");
        let back = sponsor.sends_and_goes_on(&page.form("/withdraw")).await;
        assert!(back.says("Taken back"), "{}", back.text());
        world.pass(DAY * 7).await;
        assert_eq!(
            decision(&world, "django").await.closed.and_then(|closing| closing.counted),
            None,
            "nothing is counted"
        );
    })
    .await;
}

#[tokio::test]
async fn a_vote_is_not_closed_before_its_time() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let decision = decision(&world, "django").await.id;
        for who in [Actor::Person(world.person("django", "Chair")), Actor::Charter] {
            let judged = world.here.store.begin(world.group("django"), who, CloseVote { decision }).await.unwrap();
            let refused = judged.keep(None).await.map(drop).unwrap_err();
            assert!(refused.to_string().contains("this vote is open until"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_member_has_no_part_in_a_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let row = decision(&world, "django").await;
        let stranger = site.browser("jupyter", "Member A").await;
        assert_eq!(stranger.opens(&at("django")).await.status, 404, "another group’s vote is not there");
        let (group, who) = (world.group("django"), world.elevated("jupyter", "Member A"));
        let ballot = votes::Filled { text: row.text(), choice: "yes".into(), reason: String::new() };
        let cast = votes::cast(&world.here, group, &who, row.id, &ballot).await;
        assert!(matches!(cast, Err(Declined::ByCharter(_))), "{cast:?}");
        let second = world.here.store.begin(group, Actor::Person(who.person()), SecondVote { decision: row.id }).await;
        assert!(matches!(second.map(drop), Err(Declined::ByCharter(_))));
    })
    .await;
}

#[tokio::test]
async fn a17_there_is_one_vote_at_a_time_on_one_question() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        let question = decision(&world, "django").await.question.id;
        let page = member.opens(&format!("/g/django/requests/{question}")).await;
        assert!(page.says("Vote 2026-1: open") && !page.offers("/vote"), "{}", page.text());
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let second = votes::call(&world.here, group, &who, question, "Shall it rest?").await;
        assert!(second.unwrap_err().to_string().contains("under way already: 2026-1"));
    })
    .await;
}
