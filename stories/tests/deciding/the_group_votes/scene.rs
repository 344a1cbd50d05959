//! What the stories of this folder begin with.

use charter::presets::Preset;
use decisions::Number;
use jiff::SignedDuration;
use store::DecisionRow;
use stories::{Browser, DJANGO, Page, Sample, Site, World, on_each};

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

/// The first group under a charter whose rule for what it names no rule for says this besides.
pub fn with_rule(besides: &str) -> Sample {
    let preset = DJANGO.preset;
    let plain = "[decision.ordinary]                   # what the charter names no rule for\n";
    assert!(preset.rules.contains(plain), "the preset has a rule for what it names no rule for");
    let rules = preset.rules.replace(plain, &format!("[decision.ordinary]\n{besides}\n"));
    Sample { preset: Preset { rules: Box::leak(rules.into_boxed_str()), ..preset }, ..DJANGO }
}

/// A story in a world under such a charter, on each database.
pub async fn under_the_rule(besides: &str, story: impl AsyncFn(World)) {
    on_each(async |database| story(Box::pin(World::of(database, &[with_rule(besides)])).await).await).await;
}

/// A vote of the first group is open: called by Member A, on resting a channel.
pub async fn resting(world: &World, site: &Site<'_>) -> Page {
    called(world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await
}

/// Somebody presses the button or sends the form of a step with these fields.
pub async fn takes(site: &Site<'_>, group: &'static str, who: &'static str, step: &str, with: &[(&str, &str)]) -> Page {
    let browser = site.browser(group, who).await;
    let form = browser.opens(&at(group)).await.form(step);
    browser.sends_and_goes_on(&with.iter().fold(form, |form, (name, value)| form.with(name, *value))).await
}
