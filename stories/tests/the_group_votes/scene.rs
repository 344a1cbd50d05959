//! What the stories of this folder begin with.

use decisions::Number;
use jiff::SignedDuration;
use store::DecisionRow;
use stories::{Browser, Page, Site, World};

pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const FIRST: Number = Number { year: 2026, place: 1 };

/// Somebody asks for a move of a channel and calls the vote on it; gives the page of the vote.
pub async fn called(world: &World, browser: &Browser<'_>, group: &str, channel: &str, act: &str) -> Page {
    let at = format!("/g/{group}/channels/{}", world.channel(group, channel).await);
    let request = browser.sends_and_goes_on(&browser.opens(&at).await.form("/ask").with("act", act)).await;
    browser.sends_and_goes_on(&request.form("/vote")).await
}

/// Casts a ballot on the page of a vote.
pub async fn votes_for(browser: &Browser<'_>, at: &str, choice: &str) -> Page {
    browser.sends_and_goes_on(&browser.opens(at).await.form("/ballot").with("choice", choice)).await
}

pub fn at(group: &str) -> String {
    format!("/g/{group}/decisions/{FIRST}")
}

pub async fn decision(world: &World, group: &'static str) -> DecisionRow {
    world.here.store.decision(world.group(group), FIRST).await.unwrap().unwrap()
}

pub async fn state_of(world: &World, group: &'static str, channel: &str) -> String {
    let id = world.channel(group, channel).await;
    world.here.store.channel(world.group(group), id).await.unwrap().unwrap().channel.state.to_string()
}

/// A vote of the second group that is open: called by Member A, seconded by Member B.
pub async fn opened(world: &World, site: &Site<'_>) {
    called(world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
    let second = site.browser("jupyter", "Member B").await;
    second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
}

/// A choice that stands in a form as the reader's own.
pub const MINE: &str = "value=\"no\" checked";
