//! The roll of a vote is fixed when it opens and may only shrink; nobody can add to it.

use super::scene::{DAY, HOUR, decision, rest_is_voted_on, until, vote, vote_for};
use stories::{Site, World, both};

#[tokio::test]
async fn b1_a_ballot_stands_when_its_voter_lapses_before_the_close() {
    both(async |world: World| {
        until(&world, "2027-03-28T00:00:00Z").await;
        let number = "/g/django/decisions/2027-1";
        rest_is_voted_on(&world, "Board Liaison").await;
        vote_for(&world, number, "yes", &["Member A"]).await;
        stay(&world, &["Chair", "Co-Chair", "Member B", "Member C"]).await;
        vote_for(&world, number, "yes", &["Chair", "Co-Chair", "Board Liaison"]).await;
        until(&world, "2027-04-04T00:05:00Z").await;
        let page = Site::of(&world).await.browser("django", "Chair").await.opens(number).await;
        assert!(page.says("Passed") && page.says("4 of 6"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn b2_whoever_lapses_without_having_voted_is_struck() {
    both(async |world: World| {
        until(&world, "2027-03-28T00:00:00Z").await;
        let number = "/g/django/decisions/2027-1";
        rest_is_voted_on(&world, "Board Liaison").await;
        stay(&world, &["Chair", "Co-Chair", "Member B", "Member C"]).await;
        vote_for(&world, number, "yes", &["Chair", "Co-Chair", "Board Liaison"]).await;
        until(&world, "2027-04-04T00:05:00Z").await;
        let page = Site::of(&world).await.browser("django", "Chair").await.opens(number).await;
        assert!(page.says("Passed") && page.says("3 of 5"), "base 5, needs 3: {}", page.text());
    })
    .await;
}

async fn stay(world: &World, who: &[&'static str]) {
    let site = Site::of(world).await;
    for name in who {
        let browser = site.browser("django", name).await;
        let form = browser.opens("/g/django/members").await.form("/stay");
        assert_eq!(browser.sends(&form).await.status, 303, "{name}");
    }
}

#[tokio::test]
async fn b4_whoever_voted_no_and_resigns_is_gone_at_once_and_the_ballot_stands() {
    both(async |world: World| {
        rest_is_voted_on(&world, "Member A").await;
        vote_for(&world, &vote(1), "no", &["Member B"]).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        member.sends(&member.opens("/g/django/members").await.form("/leave")).await;
        vote_for(&world, &vote(1), "yes", &["Member A", "Chair", "Co-Chair"]).await;
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Chair").await.opens(&vote(1)).await;
        assert!(page.says("3 of 6, needs 4"), "{}", page.text());
        let (tally, _) = decision(&world, 1).await.closed.unwrap().counted.unwrap();
        assert_eq!((tally.yes, tally.no), (3, 1));
    })
    .await;
}

#[tokio::test]
async fn b3_b9_nobody_comes_onto_the_roll_of_an_open_vote() {
    both(async |world: World| {
        let page = rest_is_voted_on(&world, "Member A").await;
        for way in ["/voters", "/roll", "/electorate"] {
            assert!(!page.offers(way), "there is no such form");
        }
        let ballot = page.form("/ballot").with("choice", "yes");
        // Somebody comes into the group while the vote is open.
        let now = world.now().micros();
        let joins = format!(
            "INSERT INTO member (group_id, person_id, known_as, joined_at) \
             SELECT held.group_id, person.id, 'Newcomer', {now} FROM office_held AS held, person \
             WHERE held.office = 'chair' AND person.email = 'member-d@jupyter.example'"
        );
        world.on_the_database(&joins).await;
        world.on_the_database("UPDATE group_revision SET revision = revision + 1").await;
        world.pass(HOUR).await;
        let site = Site::of(&world).await;
        let newcomer = site.browser("jupyter", "Member D").await;
        let page = newcomer.opens(&vote(1)).await;
        assert!(
            page.says("Whoever was no member when the vote opened, or whom it is about, has no ballot in it"),
            "{}",
            page.text()
        );
        assert!(!page.offers("/ballot"));
        let token = newcomer.opens("/g/django/members").await.form("/leave").value("token").unwrap().to_owned();
        let forged = newcomer.sends(&ballot.with("token", token)).await;
        assert!(
            forged.says("hoever was no member when the vote opened, or whom it is about, has no ballot in it"),
            "{}",
            forged.text()
        );
        assert_eq!(decision(&world, 1).await.roll.unwrap().entitled(), 6);
    })
    .await;
}
