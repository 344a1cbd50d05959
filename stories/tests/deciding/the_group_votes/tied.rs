//! A tie, where the charter's rule gives somebody the casting vote.

use super::scene::{DAY, at, decision, resting, state_of, takes, under_the_rule, votes_for};
use acts::beside;
use decisions::Outcome;
use stories::{Site, World};

const RULE: &str = "tie = \"casting_vote\"\ncasting_vote = { office = \"chair\", within = \"P3D\" }";

/// Three for it and three against: everybody has voted, so that it closes.
async fn ties(world: &World, site: &Site<'_>) {
    resting(world, site).await;
    for (who, choice) in [
        ("Chair", "no"),
        ("Co-Chair", "no"),
        ("Board Liaison", "no"),
        ("Member A", "yes"),
        ("Member B", "yes"),
        ("Member C", "yes"),
    ] {
        let page = votes_for(&site.browser("django", who).await, &at("django"), choice).await;
        assert!(!page.offers("/casting"), "nobody decides a tie before there is one: {}", page.text());
    }
    world.work().await;
}

#[tokio::test]
async fn a_tie_is_decided_by_the_office_that_the_rule_names_and_by_nobody_else() {
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        ties(&world, &site).await;
        let member = site.browser("django", "Co-Chair").await;
        let page = member.opens(&at("django")).await;
        assert!(page.says("Waits for the casting vote") && page.says("The Chair decides this tie"), "{}", page.text());
        assert!(!page.offers("/casting") && !page.offers("/withdraw"), "{}", page.text());
        let (group, id) = (world.group("django"), decision(&world, "django").await.id);
        let other =
            beside::give_casting_vote(&world.here, group, &world.elevated("django", "Co-Chair"), id, "yes").await;
        assert!(other.unwrap_err().to_string().contains("the Chair decides a tie, and nobody else"));

        let chair = site.browser("django", "Chair").await;
        let home = chair.opens("/g/django/").await;
        assert!(home.says("Decide the tie"), "{}", home.text());
        let form = chair.opens(&at("django")).await.form("/casting");
        let none = chair.sends(&form).await;
        assert!(none.status == 422 && none.says("Choose yes or no"), "{}", none.text());
        let page = chair.sends_and_goes_on(&form.with("casting", "yes")).await;
        assert!(page.says("The casting vote decided the tie: agreed."), "{}", page.text());
        world.work().await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant", "what follows from a yes is done");
        let row = decision(&world, "django").await;
        assert!(row.question.answer.unwrap().0.tally.contains("3 of 6, tie; casting vote yes"));
        let again = beside::give_casting_vote(&world.here, group, &world.elevated("django", "Chair"), id, "no").await;
        assert!(again.unwrap_err().to_string().contains("closed"), "once");
    })
    .await;
}

#[tokio::test]
async fn a_tie_that_nobody_decides_in_its_time_stays_one_and_changes_nothing() {
    under_the_rule(RULE, async |world: World| {
        let site = Site::of(&world).await;
        ties(&world, &site).await;
        world.pass(DAY * 3).await;
        let page = site.browser("django", "Chair").await.opens(&at("django")).await;
        assert!(page.says("Tied, not carried") && !page.offers("/casting"), "{}", page.text());
        let (group, row) = (world.group("django"), decision(&world, "django").await);
        let late =
            beside::give_casting_vote(&world.here, group, &world.elevated("django", "Chair"), row.id, "yes").await;
        assert!(late.unwrap_err().to_string().contains("closed"));
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
        let (recorded, ..) = row.question.answer.unwrap();
        assert!(!recorded.yes && recorded.tally.contains("no casting vote in time"), "{recorded:?}");
    })
    .await;
}

#[tokio::test]
async fn a_tie_of_a_secret_vote_is_decided_too_and_its_ballots_stay_secret() {
    under_the_rule(&format!("{RULE}\nsecrecy = \"secret\""), async |world: World| {
        let site = Site::of(&world).await;
        ties(&world, &site).await;
        assert!(world.here.store.ballots(&decision(&world, "django").await).await.unwrap().is_empty());
        let page = takes(&site, "django", "Chair", "/casting", &[("casting", "no")]).await;
        assert!(page.says("The casting vote decided the tie: not agreed."), "{}", page.text());
        let row = decision(&world, "django").await;
        let (tally, outcome) = row.closed.unwrap().counted.unwrap();
        assert_eq!((tally.yes, tally.no, outcome), (3, 3, Outcome::Rejected));
    })
    .await;
}
