//! The order of an agenda, its minutes, and the running order against the clock.

use super::scene::{MINUTE, meetings, page_of, plans, until};
use stories::{Browser, Page, Site, World, both};

/// Puts something on the agenda, with so many minutes.
async fn adds(browser: &Browser<'_>, at: &str, words: &str, minutes: &str) -> Page {
    let form = browser.opens(at).await.form("/agenda").with("item", words).with("takes", minutes);
    browser.sends_and_goes_on(&form).await
}

/// The places of these words on a page.
fn in_order(page: &Page, words: &[&str]) -> bool {
    let text = page.text();
    let places: Option<Vec<usize>> = words.iter().map(|words| text.find(words)).collect();
    places.is_some_and(|places| places.is_sorted())
}

#[tokio::test]
async fn an_agenda_is_set_in_order_by_hand_and_runs_against_the_clock() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        plans(&member, "django", "ad_hoc", "2026-11-21").await;
        let row = meetings(&world, "django").await.remove(0);
        let at = page_of("django", &row);
        adds(&member, &at, "Welcome", "10").await;
        adds(&member, &at, "Budget", "").await;
        let page = adds(&member, &at, "Plans", "25").await;
        assert!(in_order(&page, &["Welcome", "Budget", "Plans"]), "{}", page.text());
        assert!(page.says("18:00 to 18:10") && page.says("18:10 to 18:35"), "{}", page.text());
        assert!(page.says("35 of 60 minutes are planned. 1 thing has no minutes yet."), "{}", page.text());

        let entry = page.form("/plan").value("entry").unwrap().to_owned();
        let up = page.form("/order");
        assert_eq!(
            (up.value("order"), up.value("entry")),
            (Some("down"), Some(entry.as_str())),
            "the first moves down"
        );
        let page = member.sends_and_goes_on(&up).await;
        assert!(in_order(&page, &["Budget", "Welcome", "Plans"]), "{}", page.text());
        let first = page.form("/plan");
        let wrong = member.sends(&first.clone().with("plans", "soon")).await;
        assert!(wrong.status == 422 && wrong.says("Write how many minutes it takes"), "{}", wrong.text());
        assert_eq!(wrong.form("/plan").value("plans"), Some("soon"), "nothing typed is lost");
        let page = member.sends_and_goes_on(&first.with("plans", "40")).await;
        assert!(page.says("18:00 to 18:40") && page.says("18:40 to 18:50"), "{}", page.text());
        assert!(page.says("That is 15 minutes more than the meeting has."), "{}", page.text());
        assert!(!page.says("It is time for"), "it has not begun");

        until(&world, row.starts.plus(MINUTE * 45)).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at).await;
        assert!(page.says("18:45 It is time for \u{201c}Welcome\u{201d}, until 18:50."), "{}", page.text());
        assert!(page.says("The agenda is planned until 19:15, the meeting until 19:00."), "{}", page.text());
        let late = page.form("/order");
        until(&world, row.starts.plus(MINUTE * 61)).await;
        let member = site.browser("django", "Member A").await;
        let over = member.opens(&at).await;
        assert!(!over.offers("/order") && !over.says("It is time for"), "{}", over.text());
        let token = member.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
        let refused = member.sends(&late.with("token", token)).await;
        assert!(refused.status == 422 && refused.says("This meeting is over"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn what_the_group_has_open_is_put_on_the_agenda_by_one_button_and_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        plans(&member, "django", "ad_hoc", "2026-11-21").await;
        let row = meetings(&world, "django").await.remove(0);
        let at = page_of("django", &row);
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        member.sends(&member.opens(&channel).await.form("/ask").with("act", "rest_channel")).await;
        let page = member.opens(&at).await;
        assert!(page.says("Open in the group"), "{}", page.text());
        let path = page.html.split("name=\"leads_to\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let path = path.filter(|path| path.starts_with("/requests/")).unwrap_or_else(|| panic!("{}", page.html));
        // The button beside an open thing is for that thing, which stands on the agenda once whoever presses it.
        let put = page.form("/agenda").without("once").with("leads_to", path);
        let page = member.sends_and_goes_on(&put).await;
        assert!(page.says("Shall Mastodon rest for a while?added by Member A"), "{}", page.text());
        assert!(!page.says("a question without an answer"), "it stands there once: {}", page.text());
        let twice = member.sends(&put).await;
        assert!(twice.status == 422 && twice.says("stands on the agenda already"), "{}", twice.text());
        let foreign = member.sends(&put.with("leads_to", "/requests/else")).await;
        assert_eq!(foreign.status, 422, "only what is open: {}", foreign.text());
    })
    .await;
}
