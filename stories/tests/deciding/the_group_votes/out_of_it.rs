//! Whoever stays out of a matter, drawn as such, and never a way to take back a ballot that stands for good; and whoever leaves
//! after a vote was over has been in it.

use super::scene::{DAY, at, decision, opened, resting, takes, under_the_rule, votes_for};
use decisions::Outcome;
use stories::{Site, World, both};

#[tokio::test]
async fn a_conflict_declared_after_a_secret_ballot_that_stands_takes_it_not_back() {
    under_the_rule("secrecy = \"secret\"\nballot_change = \"final\"", async |world: World| {
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        for who in ["Chair", "Co-Chair", "Member A", "Member B"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        let voter = site.browser("django", "Member B").await;
        let page = voter.opens(&at("django")).await;
        assert!(
            !page.offers("/ballot") && page.says("Your ballot is in, and by this rule it stands"),
            "{}",
            page.text()
        );
        let page = takes(&site, "django", "Member B", "/stay-out", &[("ground", "works for the sponsor")]).await;
        assert!(page.says("Member B: works for the sponsor; declared after a ballot that stands"), "{}", page.text());
        assert!(!page.offers("/stay-out") && !page.offers("/ballot"), "{}", page.text());
        world.pass(DAY * 7).await;
        let (tally, _) = decision(&world, "django").await.closed.unwrap().counted.unwrap();
        assert_eq!((tally.yes, tally.cast()), (4, 4), "nothing was taken back");
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_out_is_drawn_as_out_of_it_and_not_as_silent() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        votes_for(&site.browser("jupyter", "Member A").await, &at("jupyter"), "yes").await;
        let ground = [("ground", "works for the vendor concerned")];
        let page = takes(&site, "jupyter", "Member C", "/stay-out", &ground).await;
        assert!(page.says("Not yet 2") && page.says("Out of it 1"), "{}", page.text());
        assert!(page.html.contains("tally__recused") && !page.offers("/ballot"), "{}", page.text());
        votes_for(&site.browser("jupyter", "Member B").await, &at("jupyter"), "yes").await;
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(&at("jupyter")).await;
        assert!(page.says("Silent 1") && page.says("Out of it 1"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_vote_that_all_have_cast_counts_those_who_are_members_now_though_their_terms_end_before_its_day() {
    both(async |world: World| {
        // Four days before their terms end, which is before the seven days of the vote do.
        world.pass(DAY * 128).await;
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        for who in ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"] {
            votes_for(&site.browser("django", who).await, "/g/django/decisions/2027-1", "yes").await;
        }
        world.work().await;
        let vote = world.here.store.decisions(world.group("django")).await.unwrap().remove(0);
        let (tally, outcome) = vote.closed.unwrap().counted.unwrap();
        assert_eq!((tally.yes, outcome), (6, Outcome::Passed), "nobody is struck for what comes later");
    })
    .await;
}
