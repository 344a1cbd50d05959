//! What the stories of this folder begin with.

use basics::{AnswerId, PostId};
use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Browser, Form, Page, Site, World};

pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const REQUESTS: &str = "/g/django/requests";

/// A post for Mastodon in the composer, serving the second goal, due at noon of a day.
pub async fn writes(world: &World, browser: &Browser<'_>, text: &str, day: &str) -> Form {
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", text);
    let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string()).ticking("goal", "2");
    form.with("day", day).with("time", "12:00").with("zone", "UTC")
}

pub fn post_of(page: &Page) -> PostId {
    let path = page.leads_to.as_deref().unwrap_or_else(|| panic!("{}: {}", page.status, page.text()));
    path.split(['/', '?']).find_map(|part| part.parse().ok()).unwrap()
}

/// The question of the group that waits for its answer.
pub async fn waiting(world: &World) -> AnswerId {
    let all = world.here.store.questions(world.group("django")).await.unwrap();
    all.into_iter().find(|row| row.answer.is_none()).unwrap().id
}

/// A post for a sponsor is written by Member A and put to the board; the question.
pub async fn puts_a_sponsors_post(world: &World, site: &Site<'_>) -> AnswerId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let member = site.browser("django", "Member A").await;
    let form = writes(world, &member, "Thanks to our sponsor", "2026-12-20").await.with("sponsor", "campaign");
    member.sends(&form.with("do", "ask")).await;
    waiting(world).await
}

/// Somebody fills in what was decided, on the page of the question.
pub async fn says(browser: &Browser<'_>, question: AnswerId, said: [&str; 3]) -> Page {
    let at = format!("{REQUESTS}/{question}");
    let [outcome, on, tally] = said;
    let form = browser.opens(&at).await.form(&at).with("outcome", outcome).with("on", on).with("tally", tally);
    browser.sends(&form).await
}

pub async fn agrees(world: &World, site: &Site<'_>, on: &str) {
    let liaison = site.browser("django", "Board Liaison").await;
    let page = says(&liaison, waiting(world).await, ["yes", on, "5 yes, 1 no"]).await;
    assert_eq!(page.status, 303, "{}", page.text());
}
