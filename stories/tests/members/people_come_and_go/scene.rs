//! What the stories of this folder have in common.

use basics::Moment;
use decisions::Number;
use jiff::SignedDuration;
use store::DecisionRow;
use stories::{Browser, Form, Page, Site, World};

pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const MEMBERS: &str = "/g/django/members";

pub fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

/// Moves the clock to an instant and lets happen what is due by then.
pub async fn until(world: &World, instant: &str) {
    world.pass(at(instant).since(world.now())).await;
}

/// The page of a vote.
pub fn vote(place: u32) -> String {
    format!("/g/django/decisions/2026-{place}")
}

pub async fn decision(world: &World, place: u32) -> DecisionRow {
    let number = Number { year: 2026, place };
    world.here.store.decision(world.group("django"), number).await.unwrap().unwrap()
}

pub async fn is_member(world: &World, name: &'static str) -> bool {
    let standing = world.here.store.standing(world.group("django"), world.person("django", name)).await;
    standing.unwrap().is_member()
}

/// The offices on record that somebody holds now.
pub async fn offices(world: &World, name: &'static str) -> Vec<String> {
    let members = world.here.store.members(world.group("django")).await.unwrap();
    let person = world.person("django", name);
    members.into_iter().find(|member| member.person == person).map(|member| member.offices).unwrap_or_default()
}

/// Each of these casts a ballot on the page of a vote, signed in afresh.
pub async fn vote_for(world: &World, page: &str, choice: &str, who: &[&'static str]) {
    let site = Site::of(world).await;
    for name in who {
        let browser = site.browser("django", name).await;
        let sent = browser.sends(&browser.opens(page).await.form("/ballot").with("choice", choice)).await;
        assert_eq!(sent.status, 303, "{name}: {}", sent.text());
    }
}

/// The form that proposes to remove somebody, as one member fills it in.
pub async fn proposal(world: &World, browser: &Browser<'_>, subject: &'static str, ground: &str) -> Form {
    let page = browser.opens("/g/django/members/removal").await;
    let person = world.person("django", subject).to_string();
    page.form("/members/removal").with("person", person).with("ground", ground)
}

/// A removal is proposed, and its vote called as soon as the person concerned was heard. Gives the page of the vote.
pub async fn removal_is_voted_on(world: &World, by: &'static str, subject: &'static str) -> Page {
    let site = Site::of(world).await;
    let browser = site.browser("django", by).await;
    let question = browser.sends(&proposal(world, &browser, subject, "Posted what was not agreed on.").await).await;
    let question = question.leads_to.unwrap();
    world.pass(DAY * 3).await;
    let browser = site.browser("django", by).await;
    browser.sends_and_goes_on(&browser.opens(&question).await.form("/vote")).await
}

/// A channel is to rest, and the vote on it is called. Gives the page of the vote.
pub async fn rest_is_voted_on(world: &World, by: &'static str) -> Page {
    let site = Site::of(world).await;
    let browser = site.browser("django", by).await;
    let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
    let form = browser.opens(&channel).await.form("/ask").with("act", "rest_channel");
    let request = browser.sends_and_goes_on(&form).await;
    browser.sends_and_goes_on(&request.form("/vote")).await
}
