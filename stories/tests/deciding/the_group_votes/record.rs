//! The public record of decisions, where the charter says so.

use super::scene::{DAY, at, votes_for};
use stories::{Site, World, both};

const RECORD: &str = "/g/jupyter/record";

#[tokio::test]
async fn j21_the_public_reads_rule_dates_count_and_who_voted_how_by_role_or_by_name() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let ask = sponsor.opens("/g/jupyter/decisions").await.form("/decisions");
        let request = sponsor.sends_and_goes_on(&ask.with("question", "Do we meet on Mondays?")).await;
        let call = request.form("/vote").with("for_members", "One of us is ill on Tuesdays");
        let page = sponsor.sends_and_goes_on(&call).await;
        assert!(page.says("One of us is ill on Tuesdays"), "members read it: {}", page.text());
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        votes_for(&sponsor, &at("jupyter"), "yes").await;
        votes_for(&second, &at("jupyter"), "no").await;
        let with_reason = site.browser("jupyter", "Member C").await;
        let form = with_reason.opens(&at("jupyter")).await.form("/ballot").with("choice", "yes");
        with_reason.sends_and_goes_on(&form.with("reason", "I am free then")).await;
        let decisions = sponsor.opens("/g/jupyter/decisions").await;
        assert!(decisions.says("You stand in it by your role."), "{}", decisions.text());
        let shown = sponsor.sends_and_goes_on(&decisions.form("/public-name")).await;
        assert!(shown.says("You stand in it by your name."), "{}", shown.text());

        let stranger = site.visitor();
        let early = stranger.opens(RECORD).await;
        assert!(early.says("Nothing is decided yet."), "not before the close: {}", early.text());
        assert_eq!(stranger.opens(&format!("{RECORD}/2026-1")).await.status, 404);
        world.pass(DAY * 7).await;
        let list = stranger.opens(RECORD).await;
        assert!(list.says("2026-1 Do we meet on Mondays?") && list.says("Passed"), "{}", list.text());
        let page = stranger.opens(&format!("{RECORD}/2026-1")).await;
        for words in ["2 of 3 non-blank, quorum 3 of 4", "Opened", "Closed", "Do we meet on Mondays?"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.html.contains("<dt>Member A</dt><dd>Yes</dd>"), "by name: {}", page.html);
        assert!(page.html.contains("<dt>Member</dt><dd>No</dd>"), "by role: {}", page.html);
        assert!(!page.says("Member B") && !page.says("Member C"), "{}", page.text());
        assert!(!page.says("ill on Tuesdays") && !page.says("I am free then"), "what is for members: {}", page.text());
        let django = stranger.opens("/g/django/record").await;
        assert_eq!(django.status, 404, "a charter that says nothing makes nothing public");
    })
    .await;
}
