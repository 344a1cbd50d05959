//! A channel is held, opened, left and rested by whoever decides it.

use super::scene::page_of;
use stories::{Page, Site, World, both};

#[tokio::test]
async fn h8_the_name_of_a_new_profile_is_held_and_it_opens_when_the_boards_vote_is_recorded() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens("/g/django/channels/new").await.form("/channels/new");
        assert!(form.value("how") != Some("open"), "nobody here opens it alone");
        let form = form.with("network", "mastodon").with("name", "Conference").with("handle", "@conf");
        let form = form.with("page", "https://social.example/@conf");
        let forged = chair.sends(&form.clone().with("how", "open")).await;
        assert_eq!(forged.status, 403);
        assert!(forged.says("B4"), "{}", forged.text());

        let put = chair.sends(&form.with("how", "ask")).await;
        let at = put.leads_to.clone().unwrap();
        let asked = chair.goes_on(put).await;
        assert!(asked.says("Shall Conference") && asked.says("B4") && asked.says("reserved"), "{}", asked.text());
        assert!(!asked.offers(&at), "the Chair does not record the board's answer");
        let liaison = site.browser("django", "Board Liaison").await;
        let answer = liaison.opens(&at).await.form(&at).with("outcome", "yes").with("on", "2026-11-20");
        let unconfirmed = liaison.sends_and_goes_on(&answer).await;
        assert!(unconfirmed.says("Unconfirmed"), "{}", unconfirmed.text());
        let channel = page_of(&world, "django", "Conference").await;
        assert!(!can_open(&chair.opens(&channel).await));

        let again = unconfirmed.form(&at).with("outcome", "yes").with("on", "2026-11-20");
        let confirmed = liaison.sends_and_goes_on(&again.with("source", "https://minutes.example/11")).await;
        assert!(
            confirmed.says("The board agreed") && confirmed.says("corrected by a later record"),
            "{}",
            confirmed.text()
        );
        let page = chair.opens(&channel).await;
        assert!(can_open(&page), "{}", page.text());
        let opened = chair.sends_and_goes_on(&open_form(&page)).await;
        assert!(opened.says("Done, and in the log.") && !opened.says("Reserved:"), "{}", opened.text());
    })
    .await;
}

fn open_form(page: &Page) -> stories::Form {
    page.form("/moves").with("act", "open_channel")
}

fn can_open(page: &Page) -> bool {
    page.html.contains("value=\"open_channel\"") && page.offers("/moves")
}

#[tokio::test]
async fn h9_resting_needs_the_groups_decision_and_leaving_the_boards() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at).await;
        assert!(page.says("Ask to let it rest") && page.says("S3"), "{}", page.text());
        assert!(page.says("Ask to retire it") && page.says("B5"), "{}", page.text());
        for (act, clause) in [("rest_channel", "S3"), ("retire_channel", "B5")] {
            let form = page.form("/ask").with("act", act).sent_to(format!("{at}/moves"));
            let refused = member.sends(&form).await;
            assert_eq!(refused.status, 403);
            assert!(refused.says(clause), "{}", refused.text());
        }
        let asked = member.sends_and_goes_on(&page.form("/ask").with("act", "retire_channel")).await;
        assert!(asked.says("Shall we leave Mastodon for good?"), "{}", asked.text());
        let waits = member.opens(&at).await;
        assert!(waits.says("Retire it: asked, waiting for the answer"), "{}", waits.text());
        let listed = member.opens("/g/django/requests").await;
        assert!(listed.says("Shall we leave Mastodon for good?") && listed.says("The board is to answer"));
    })
    .await;
}

#[tokio::test]
async fn h9_the_groups_recorded_decision_lets_a_channel_rest_and_the_boards_is_not_needed() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let (member, chair) = (site.browser("django", "Member A").await, site.browser("django", "Chair").await);
        let put = member.sends(&member.opens(&at).await.form("/ask").with("act", "rest_channel")).await;
        let request = put.leads_to.clone().unwrap();
        let asked = member.goes_on(put).await;
        assert!(!asked.offers(&request), "a member does not record it here: {}", asked.text());
        let form = chair.opens(&at).await.form("/ask").with("act", "rest_channel").sent_to(format!("{at}/moves"));
        assert_eq!(chair.sends(&form).await.status, 403, "asked is not decided");

        let answer = chair.opens(&request).await.form(&request).with("outcome", "yes").with("on", "2026-11-20");
        let decided = chair.sends_and_goes_on(&answer.with("tally", "4 of 6")).await;
        assert!(decided.says("The group agreed"), "{}", decided.text());
        let page = chair.opens(&at).await;
        let rested = chair.sends_and_goes_on(&page.form("/moves").with("act", "rest_channel")).await;
        assert!(rested.says("Done, and in the log."), "{}", rested.text());
        let register = member.opens("/g/django/channels").await;
        assert!(register.says("Dormant: nothing is posted for now"), "{}", register.text());
    })
    .await;
}
