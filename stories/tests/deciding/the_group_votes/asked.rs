//! Groups of another size than six: what half is, ties, and abstentions whose effect is told before they are confirmed.

use super::scene::{DAY, at, called, decision, votes_for};
use stories::{DJANGO, JUPYTER, Role, Sample, Site, World, on_each};

const fn member(name: &'static str) -> Role {
    Role { name, offices: &[], statuses: &["individual_member", "union_of_councils"] }
}

const CHAIR: Role = Role { name: "Chair", offices: &["chair"], statuses: &["individual_member"] };
const CO_CHAIR: Role = Role { name: "Co-Chair", offices: &["co_chair"], statuses: &["individual_member"] };
const LIAISON: Role = Role { name: "Board Liaison", offices: &["liaison"], statuses: &["board", "individual_member"] };

const FIVE: Sample = Sample { roster: &[CHAIR, CO_CHAIR, LIAISON, member("Member A"), member("Member B")], ..DJANGO };
const SEVEN: Sample = Sample {
    roster: &[CHAIR, CO_CHAIR, LIAISON, member("Member A"), member("Member B"), member("Member C"), member("Member D")],
    ..DJANGO
};
const SEVEN_WITHOUT_OFFICES: Sample = Sample {
    roster: &[
        member("Member A"),
        member("Member B"),
        member("Member C"),
        member("Member D"),
        member("Member E"),
        member("Member F"),
        member("Member G"),
    ],
    ..JUPYTER
};

/// A vote of the first group, with these ballots; gives the words of its page after the week.
async fn comes_to(sample: Sample, ballots: &'static [(&'static str, &'static str)], says: &[&str]) {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[sample])).await;
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for (who, choice) in ballots {
            votes_for(&site.browser("django", who).await, &at("django"), choice).await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member A").await.opens(&at("django")).await;
        for words in says {
            assert!(page.says(words), "{words}: {}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a3_three_of_five_are_more_than_half() {
    let ballots =
        &[("Chair", "yes"), ("Co-Chair", "yes"), ("Member A", "yes"), ("Member B", "no"), ("Board Liaison", "no")];
    comes_to(FIVE, ballots, &["3 of 5", "Passed"]).await;
}

#[tokio::test]
async fn a4_four_of_seven_are_more_than_half_though_three_are_silent() {
    let ballots = &[("Chair", "yes"), ("Co-Chair", "yes"), ("Member A", "yes"), ("Member B", "yes")];
    comes_to(SEVEN, ballots, &["4 of 7", "Passed", "Silent 3"]).await;
}

#[tokio::test]
async fn a4_three_of_seven_are_too_few_though_nobody_says_no() {
    let ballots = &[
        ("Chair", "yes"),
        ("Co-Chair", "yes"),
        ("Member A", "yes"),
        ("Member B", "abstain"),
        ("Member C", "abstain"),
        ("Member D", "abstain"),
        ("Board Liaison", "abstain"),
    ];
    comes_to(SEVEN, ballots, &["3 of 7, needs 4", "Not carried", "Neither 4"]).await;
}

#[tokio::test]
async fn a6_a_tie_is_rejected_and_the_chair_has_no_casting_vote() {
    let ballots = &[
        ("Chair", "yes"),
        ("Co-Chair", "yes"),
        ("Member A", "yes"),
        ("Member B", "no"),
        ("Member C", "no"),
        ("Board Liaison", "no"),
    ];
    comes_to(DJANGO, ballots, &["3 of 6, tie", "Tied, not carried", "nothing changes", "Tiesnot carried"]).await;
}

#[tokio::test]
async fn a5_whoever_abstains_is_told_before_that_it_works_like_a_no_and_stands_in_the_record() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[DJANGO])).await;
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let before = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(before.says("AbstainTakes part, and works like a no"), "{}", before.text());
        for (who, choice) in [
            ("Chair", "yes"),
            ("Co-Chair", "yes"),
            ("Member A", "yes"),
            ("Member B", "abstain"),
            ("Member C", "abstain"),
            ("Board Liaison", "no"),
        ] {
            votes_for(&site.browser("django", who).await, &at("django"), choice).await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member A").await.opens(&at("django")).await;
        assert!(page.says("3 of 6, needs 4") && page.says("Neither 2"), "{}", page.text());
        assert!(page.says("Member B Abstain") && page.says("Member C Abstain"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn j7_two_against_two_of_seven_are_a_tie_with_a_quorum() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[SEVEN_WITHOUT_OFFICES])).await;
        let site = Site::of(&world).await;
        called(&world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        for (who, choice) in [("Member A", "yes"), ("Member B", "yes"), ("Member C", "no"), ("Member D", "no")] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), choice).await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member E").await.opens(&at("jupyter")).await;
        assert!(page.says("2 of 4 non-blank, tie, quorum 4 of 7"), "{}", page.text());
        assert!(page.says("Tied, not carried"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn the_same_ballot_twice_is_one_ballot_and_one_entry() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[DJANGO])).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        votes_for(&member, &at("django"), "yes").await;
        let again = votes_for(&member, &at("django"), "yes").await;
        assert!(again.says("Your ballot is in.") && again.says("1 of 6 have voted"), "{}", again.text());
        assert_eq!(world.here.store.ballots(&decision(&world, "django").await).await.unwrap().len(), 1);
        let log = member.opens("/g/django/audit?act=cast_ballot").await;
        assert_eq!(log.text().matches("cast a ballot in").count(), 1, "{}", log.text());
    })
    .await;
}
