//! While fewer members have a vote than the charter lets a group have, votes are suspended, and start anew afterwards.

use super::scene::{DAY, MEMBERS, decision, rest_is_voted_on, vote, vote_for};
use decisions::Outcome;
use stories::{Browser, DJANGO, Page, Role, Sample, Site, World, on_each};

/// The first group with only its two officers.
fn two() -> Sample {
    let officer = |name, offices| Role { name, offices, statuses: &["individual_member"] };
    let roster = vec![officer("Chair", &["chair"]), officer("Co-Chair", &["co_chair"])];
    Sample { roster: Box::leak(roster.into_boxed_slice()), ..DJANGO }
}

#[tokio::test]
async fn votes_are_suspended_while_fewer_than_two_members_have_one_and_the_board_is_named() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[two()])).await;
        let open = rest_is_voted_on(&world, "Chair").await;
        assert!(open.says("The vote is called."), "{}", open.text());
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let leave = chair.opens("/g/django/members").await.form("/leave");
        chair.sends(&leave).await;

        let alone = site.browser("django", "Co-Chair").await;
        let ballot = alone.opens(&vote(1)).await.form("/ballot").with("choice", "yes");
        let refused = alone.sends(&ballot).await;
        assert!(refused.says("votes are suspended until there are more"), "{}", refused.text());
        assert!(refused.says("README-7") && refused.says("ask the board"), "clause and body: {}", refused.text());
        world.pass(DAY * 8).await;
        let alone = site.browser("django", "Co-Chair").await;
        let page = alone.opens(&vote(1)).await;
        assert!(page.says("Suspended") && page.says("It may be run again once there are more."), "{}", page.text());
        let questions = world.here.store.questions(world.group("django")).await.unwrap();
        assert!(questions[0].answer.is_none(), "nothing is answered");
        let request = alone.opens(&format!("/g/django/requests/{}", questions[0].id)).await;
        let again = alone.sends(&request.form("/vote")).await;
        assert!(again.says("Fewer than 2 members have a vote now"), "{}", again.text());
    })
    .await;
}

/// The Co-Chair records that the Chair’s membership of the foundation ended, or began again.
async fn records(world: &World, browser: &Browser<'_>, how: &str, from: &str) -> Page {
    let form = browser.opens("/g/django/members/statuses").await.form("/members/statuses");
    let form = form.with("person", world.person("django", "Chair").to_string()).with("status", "individual_member");
    let form = form.with("how", how).with("from", from).with("evidence", "https://minutes.example/members");
    browser.sends_and_goes_on(&form).await
}

#[tokio::test]
async fn a_vote_that_was_suspended_is_run_again_once_there_are_enough_and_home_says_so() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[two()])).await;
        let site = Site::of(&world).await;
        // Fourteen days later the Chair's vote rests, while the vote is open.
        records(&world, &site.browser("django", "Co-Chair").await, "ended", "2026-11-10").await;
        rest_is_voted_on(&world, "Co-Chair").await;
        vote_for(&world, &vote(1), "yes", &["Co-Chair"]).await;
        world.pass(DAY * 8).await;
        let row = decision(&world, 1).await;
        assert_eq!(row.closed.unwrap().counted.unwrap().1, Outcome::Suspended);
        let site = Site::of(&world).await;
        let alone = site.browser("django", "Co-Chair").await;
        let page = alone.opens(&vote(1)).await;
        assert!(page.says("It may be run again once there are more."), "{}", page.text());
        let home = alone.opens("/g/django/").await;
        assert!(!home.says("Call a vote"), "not while there are too few: {}", home.text());

        let page = records(&world, &alone, "began", "2026-11-28").await;
        assert_eq!(page.status, 200, "{}", page.text());
        world.work().await;
        assert!(alone.opens(MEMBERS).await.says("Chair"));
        let home = alone.opens("/g/django/").await;
        assert!(home.says("Call a vote"), "{}", home.text());
        let question = format!("/g/django/requests/{}", row.question.id);
        let page = alone.opens(&question).await;
        assert!(page.says("was suspended, since too few members had a vote"), "{}", page.text());
        let again = alone.sends_and_goes_on(&page.form("/vote")).await;
        assert!(again.says("The vote is called."), "{}", again.text());
        vote_for(&world, &vote(2), "yes", &["Co-Chair", "Chair"]).await;
        world.pass(DAY * 7).await;
        let page = Site::of(&world).await.browser("django", "Chair").await.opens(&vote(2)).await;
        assert!(page.says("Passed") && page.says("2 of 2"), "{}", page.text());
    })
    .await;
}
