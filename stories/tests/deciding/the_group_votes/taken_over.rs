//! What other members do about a vote: take over what was taken back, stay out of it, and record what they did not ask.

use super::scene::{DAY, at, called, decision, opened, takes, votes_for};
use acts::{answers, votes};
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn what_its_sponsor_took_back_another_member_takes_over() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        votes_for(&site.browser("jupyter", "Member B").await, &at("jupyter"), "yes").await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = sponsor.sends_and_goes_on(&sponsor.opens(&at("jupyter")).await.form("/withdraw")).await;
        assert!(page.says("Taken back") && !page.offers("/take-over"), "{}", page.text());
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let own = votes::take_over(&world.here, group, &world.elevated("jupyter", "Member A"), id).await;
        assert!(own.unwrap_err().to_string().contains("is for another member"));

        let other = site.browser("jupyter", "Member D").await;
        let page = other.sends_and_goes_on(&other.opens(&at("jupyter")).await.form("/take-over")).await;
        assert!(page.says("You took it over") && page.says("called by Member D"), "{}", page.text());
        assert!(page.says("Waits for a second") && !page.offers("/second"), "{}", page.text());
        sponsor.sends_and_goes_on(&sponsor.opens(&at("jupyter")).await.form("/second")).await;
        let page = votes_for(&site.browser("jupyter", "Member C").await, &at("jupyter"), "no").await;
        assert!(page.says("1 of 4 have voted"), "the ballot from before is void: {}", page.text());
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member C").await.opens(&at("jupyter")).await;
        assert!(page.says("quorum 1 of 4, needs 2"), "{}", page.text());
        let late = votes::take_over(&world.here, group, &world.elevated("jupyter", "Member B"), id).await;
        assert!(late.unwrap_err().to_string().contains("this vote is closed"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_taken_any_more_is_said_on_the_page_of_the_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
        let (one, other) = (site.browser("jupyter", "Member B").await, site.browser("jupyter", "Member C").await);
        let stale = other.opens(&at("jupyter")).await.form("/second");
        one.sends_and_goes_on(&one.opens(&at("jupyter")).await.form("/second")).await;
        let late = other.sends(&stale).await;
        assert_eq!(late.status, 422, "{}", late.text());
        assert!(late.says("This vote is open, so that cannot be done with it now."), "{}", late.text());
        assert!(late.says("How this is decided"), "it is the page of the vote: {}", late.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_out_of_a_matter_has_no_ballot_in_it_and_says_why() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        for (who, choice) in [("Member A", "yes"), ("Member B", "yes"), ("Member C", "no")] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), choice).await;
        }
        let member = site.browser("jupyter", "Member C").await;
        let form = member.opens(&at("jupyter")).await.form("/stay-out");
        let none = member.sends(&form).await;
        assert!(none.status == 422 && none.says("Choose one of the grounds"), "{}", none.text());
        let page = member.sends_and_goes_on(&form.with("ground", "works for the vendor concerned")).await;
        assert!(page.says("You stay out of this vote.") && page.says("2 of 4 have voted"), "{}", page.text());
        assert!(!page.offers("/ballot"), "{}", page.text());
        assert!(page.says("Member C: works for the vendor concerned"), "{}", page.text());
        let (group, row) = (world.group("jupyter"), decision(&world, "jupyter").await);
        let ballot = votes::Filled { text: row.text(), choice: "no".into(), reason: String::new() };
        let refused = votes::cast(&world.here, group, &world.elevated("jupyter", "Member C"), row.id, &ballot).await;
        assert!(refused.unwrap_err().to_string().contains("whoever stays out"));
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(&at("jupyter")).await;
        assert!(page.says("2 of 2 non-blank, quorum 2 of 4"), "the ballot that was in is void: {}", page.text());
        let log = site.browser("jupyter", "Member A").await.opens("/g/jupyter/audit?act=declare_conflict").await;
        assert!(log.says("stays out of"), "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_declared_a_conflict_stays_out_when_the_vote_is_taken_over() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        takes(&site, "jupyter", "Member C", "/stay-out", &[("ground", "works for the vendor concerned")]).await;
        takes(&site, "jupyter", "Member A", "/withdraw", &[]).await;
        takes(&site, "jupyter", "Member D", "/take-over", &[]).await;
        takes(&site, "jupyter", "Member A", "/second", &[]).await;
        let page = site.browser("jupyter", "Member C").await.opens(&at("jupyter")).await;
        assert!(page.says("Out of it 1") && !page.offers("/ballot"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_asked_the_group_does_not_record_what_it_answered() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let channel = format!("/g/jupyter/channels/{}", world.channel("jupyter", "Bluesky").await);
        let form = member.opens(&channel).await.form("/ask").with("act", "rest_channel");
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.says("Ask another member to record it."), "{}", page.text());
        let group = world.group("jupyter");
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        let yes = || answers::Filled {
            yes: true,
            decided_on: "2026-11-20".to_owned(),
            source: "https://minutes.example/1".to_owned(),
            tally: String::new(),
        };
        let own = answers::record(&world.here, group, &world.elevated("jupyter", "Member A"), question, yes()).await;
        assert!(matches!(own, Err(Declined::ByCharter(_))), "{own:?}");
        answers::record(&world.here, group, &world.elevated("jupyter", "Member B"), question, yes()).await.unwrap();
    })
    .await;
}
