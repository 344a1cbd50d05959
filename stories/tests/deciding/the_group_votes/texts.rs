//! The text that is voted on: read, changed, and refused where it is another.

use super::scene::{DAY, HOUR, at, called, decision, opened, votes_for};
use acts::votes;
use basics::{DecisionId, Digest};
use jiff::SignedDuration;
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn a_ballot_is_for_the_text_that_was_read_and_for_what_is_on_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let (group, row, who) =
            (world.group("django"), decision(&world, "django").await, world.elevated("django", "Chair"));
        let cast = async |text: Digest, choice: &str, id: DecisionId| {
            let ballot = votes::Filled { text, choice: choice.into(), reason: String::new() };
            votes::cast(&world.here, group, &who, id, &ballot).await
        };
        let other = cast(Digest::of(b"another text"), "yes", row.id).await;
        assert!(matches!(other, Err(Declined::Stale(_))), "{other:?}");
        let unknown = cast(row.text(), "blank", row.id).await;
        assert!(unknown.unwrap_err().to_string().contains("choose one of yes, no, abstain"));
        let nowhere = cast(row.text(), "yes", DecisionId::mint(world.now())).await;
        assert!(matches!(nowhere, Err(Declined::NotFound(_))), "{nowhere:?}");
        world.pass(DAY * 7).await;
        let late = cast(row.text(), "yes", row.id).await;
        assert!(late.unwrap_err().to_string().contains("this vote is closed"), "late by a moment is late");
        let page = site.browser("django", "Chair").await;
        let form = page.opens(&at("django")).await;
        assert!(!form.offers("/ballot"), "{}", form.text());
    })
    .await;
}

#[tokio::test]
async fn j8_the_sponsor_changes_the_text_so_the_week_begins_anew_ballots_are_void_and_everybody_sees_what_is_new() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        for who in ["Member B", "Member C"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.pass(DAY * 7 - SignedDuration::from_mins(1)).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let form = sponsor.opens(&at("jupyter")).await.form("/text");
        let page = sponsor.sends_and_goes_on(&form.with("proposal", "Shall Bluesky become it, until May?")).await;
        assert!(page.says("Changed 1 time") && page.says("0 of 4 have voted"), "{}", page.text());
        assert!(page.html.contains("<ins>") && page.html.contains("<del>"), "{}", page.html);
        world.pass(HOUR).await;
        assert_eq!(
            decision(&world, "jupyter").await.closed,
            None,
            "the old week is over, and nothing is counted by it"
        );
        let home = site.browser("jupyter", "Member B").await.opens("/g/jupyter").await;
        assert!(home.says("Vote 2026-1"), "whoever had voted is asked again: {}", home.text());
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member B").await.opens(&at("jupyter")).await;
        assert!(page.says("Too few took part"), "the ballots from before are void: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn of_a_question_of_its_own_the_group_decides_the_words_as_they_stand_now() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let ask = sponsor.opens("/g/jupyter/decisions").await.form("/decisions");
        let request = sponsor.sends_and_goes_on(&ask.with("question", "Do we leave the forum?")).await;
        sponsor.sends_and_goes_on(&request.form("/vote").with("proposal", "We leave the forum in May.")).await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        let form = sponsor.opens(&at("jupyter")).await.form("/text").with("proposal", "We leave the forum in June.");
        let page = sponsor.sends_and_goes_on(&form).await;
        assert!(page.says("Answer a question of the group’s own"), "{}", page.text());
        assert!(
            page.html.contains("What is voted on now</dt><dd class=\"copy\">We leave the forum in June."),
            "{}",
            page.text()
        );
        assert!(
            page.html.contains("As it was first put</dt><dd class=\"copy\">Do we leave the forum?"),
            "{}",
            page.text()
        );
        assert!(page.says("It is decided in the words that are voted on."), "{}", page.text());
        assert!(!page.says("Nothing follows by itself") && !page.says("may be done, exactly as it was asked"));
        let list = second.opens("/g/jupyter/decisions").await;
        assert!(list.says("We leave the forum in June.") && !list.says("Do we leave the forum?"), "{}", list.text());
        for who in ["Member A", "Member B", "Member C"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.pass(DAY * 7).await;
        let record = site.visitor().opens("/g/jupyter/record").await;
        assert!(record.says("2026-1 We leave the forum in June."), "{}", record.text());
    })
    .await;
}

#[tokio::test]
async fn a_text_is_changed_by_its_sponsor_and_only_where_the_charter_lets_the_vote_begin_anew() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        let (group, row) = (world.group("jupyter"), decision(&world, "jupyter").await);
        let other =
            votes::update(&world.here, group, &world.elevated("jupyter", "Member B"), row.id, "Another text").await;
        assert!(other.unwrap_err().to_string().contains("only the sponsor"));
        let sponsor = world.elevated("jupyter", "Member A");
        let same = votes::update(&world.here, group, &sponsor, row.id, &row.body).await;
        assert!(same.unwrap_err().to_string().contains("nothing was changed"));
        let empty = votes::update(&world.here, group, &sponsor, row.id, "  ").await;
        assert!(empty.unwrap_err().to_string().contains("an empty proposal"));

        let member = site.browser("django", "Member A").await;
        let page = called(&world, &member, "django", "Mastodon", "rest_channel").await;
        assert!(!page.offers("/text"), "{}", page.text());
        let (group, row) = (world.group("django"), decision(&world, "django").await);
        let forbidden =
            votes::update(&world.here, group, &world.elevated("django", "Member A"), row.id, "Another").await;
        assert!(forbidden.unwrap_err().to_string().contains("cannot change under this rule"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_voted_on_stands_in_its_form_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let ask = member.opens(&channel).await.form("/ask").with("act", "rest_channel");
        let request = member.sends_and_goes_on(&ask).await;
        let long = "word ".repeat(5_000);
        let refused = member.sends(&request.form("/vote").with("proposal", long.clone())).await;
        assert!(refused.status == 422 && refused.says("at most 20000 are kept"), "{}", refused.text());
        assert_eq!(refused.form("/vote").value("proposal"), Some(long.as_str()), "nothing is lost");
        let page = member.sends_and_goes_on(&refused.form("/vote").with("proposal", "Shall it rest?")).await;
        let form = page.form("/ballot").with("choice", "yes").with("reason", "I am tired of it");
        let voted = member.sends_and_goes_on(&form).await;
        assert_eq!(
            voted.form("/ballot").value("reason"),
            Some("I am tired of it"),
            "whoever changes it keeps the reason"
        );
        let stale = voted.form("/ballot").with("choice", "no").with("text", Digest::of(b"another").to_string());
        let stale = member.sends(&stale).await;
        assert!(stale.status == 422 && stale.says("Read it as it stands now"), "{}", stale.text());
        assert_eq!(stale.form("/ballot").value("reason"), Some("I am tired of it"));
    })
    .await;
}
