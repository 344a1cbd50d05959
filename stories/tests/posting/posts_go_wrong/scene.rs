//! A post that is being written, and a page that refuses it.

use jiff::SignedDuration;
use stories::{Browser, Form, Page, World};

pub const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The empty form, filled in with this text for Mastodon, due ten minutes after noon, when stories begin.
pub async fn begun(world: &World, browser: &Browser<'_>, text: &str) -> Form {
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", text);
    let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string());
    form.ticking("goal", "1").with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

pub fn refused_with(page: &Page, words: &str) {
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says(words), "{words:?} is not in: {}", page.text());
    assert!(page.html.contains("<title>Error: "), "the title says it first");
}
