//! Offices are filled by whoever the charter says, pass without a gap, and are given up.

use super::scene::{DAY, MEMBERS, decision, is_member, offices, rest_is_voted_on, vote, vote_for};
use stories::{Browser, Page, Site, World, both};

const OFFICES: &str = "/g/django/members/offices";

async fn fills(world: &World, browser: &Browser<'_>, office: &str, name: &'static str) -> Page {
    let form = browser.opens(OFFICES).await.form("/members/offices");
    let person = world.person("django", name).to_string();
    browser.sends(&form.with("office", office).with("person", person)).await
}

#[tokio::test]
async fn f5_somebody_without_a_board_seat_is_not_put_in_the_liaisons_office_and_only_the_board_fills_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let refused = fills(&world, &chair, "liaison", "Member A").await;
        assert!(refused.status == 422 && refused.says("an active member of the board"), "{}", refused.text());
        assert!(world.here.store.questions(world.group("django")).await.unwrap().is_empty(), "nobody is asked");

        let liaison = site.browser("django", "Board Liaison").await;
        let down = liaison.opens(OFFICES).await.form("/offices/down");
        assert_eq!(down.value("office"), Some("liaison"));
        let record = chair.opens("/g/django/members/statuses").await.form("/members/statuses");
        let record = record.with("person", world.person("django", "Member A").to_string()).with("status", "board");
        let record = record.with("how", "began").with("from", "2026-11-20").with("evidence", "Minutes of the election");
        assert_eq!(chair.sends(&record).await.status, 303);
        let asked = fills(&world, &chair, "liaison", "Member A").await;
        let question = chair.goes_on(asked).await;
        assert!(
            question.says("The Board is to answer") || question.says("The board is to answer"),
            "{}",
            question.text()
        );
        assert!(!question.offers("/vote"), "the group does not vote on it: {}", question.text());
    })
    .await;
}

#[tokio::test]
async fn b6_the_chair_passes_to_somebody_else_and_an_open_vote_keeps_its_roll_and_its_end() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        let question = fills(&world, &member, "chair", "Member A").await.leads_to.unwrap();
        world.pass(DAY * 3).await;
        let member = site.browser("django", "Member B").await;
        member.sends_and_goes_on(&member.opens(&question).await.form("/vote")).await;
        world.pass(DAY * 2).await;
        rest_is_voted_on(&world, "Member C").await;
        let before = decision(&world, 2).await;
        vote_for(&world, &vote(1), "yes", &["Member A", "Member B", "Member C", "Co-Chair"]).await;
        world.pass(DAY * 5).await;
        assert_eq!(offices(&world, "Member A").await, ["chair"]);
        assert!(offices(&world, "Chair").await.is_empty() && is_member(&world, "Chair").await);
        let after = decision(&world, 2).await;
        assert_eq!((before.roll, before.course), (after.roll, after.course), "neither roll nor closing time");
        let page = Site::of(&world).await.browser("django", "Member B").await.opens(OFFICES).await;
        assert!(page.says("Chair: Member A"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_steps_down_stays_a_member_and_the_deputy_acts() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(OFFICES).await.form("/offices/down");
        let other = site.browser("django", "Member A").await;
        assert!(!other.opens(OFFICES).await.offers("/offices/down"), "only its holder gives it up");
        let page = chair.sends_and_goes_on(&form).await;
        assert!(page.says("vacant; Co-Chair does the work meanwhile"), "{}", page.text());
        assert!(offices(&world, "Chair").await.is_empty() && is_member(&world, "Chair").await);
        let again = chair.sends(&form).await;
        assert!(again.says("is not held any more"), "{}", again.text());
        let members = chair.opens(MEMBERS).await;
        assert!(members.says("Nobody is Chair.") && members.says("This is day 1 of it"), "{}", members.text());
    })
    .await;
}
