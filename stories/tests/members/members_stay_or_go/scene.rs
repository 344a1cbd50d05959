//! What the stories of this folder have in common.

use acts::access;
use basics::Moment;
use channels::Capability::Publish;
use charter::Actor;
use jiff::SignedDuration;
use store::Declined;
use stories::{Browser, Page, World};

pub const SECOND: SignedDuration = SignedDuration::from_secs(1);
pub const MINUTE: SignedDuration = SignedDuration::from_mins(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const MEMBERS: &str = "/g/django/members";

/// The terms of the first group began on 1 October 2026.
pub const END: &str = "2027-04-01T00:00:00Z";
pub const NEXT_END: &str = "2027-10-01T00:00:00Z";

pub fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

/// Moves the clock to a while before an instant and lets happen what is due by then.
pub async fn until(world: &World, instant: &str, earlier: SignedDuration) {
    world.pass(at(instant).since(world.now()) - earlier).await;
}

pub fn own(world: &World, name: &'static str, what: &str) -> String {
    format!("/members/{}/{what}", world.person("django", name))
}

pub async fn stays(world: &World, browser: &Browser<'_>, name: &'static str) -> Page {
    let page = browser.opens(MEMBERS).await;
    browser.sends_and_goes_on(&page.form(&own(world, name, "stay"))).await
}

pub async fn is_member(world: &World, name: &'static str) -> bool {
    let standing = world.here.store.standing(world.group("django"), world.person("django", name)).await;
    standing.unwrap().is_member()
}

pub async fn term_end(world: &World, name: &'static str) -> Moment {
    let standing = world.here.store.standing(world.group("django"), world.person("django", name)).await;
    standing.unwrap().term_end.unwrap()
}

/// Somebody asks for an act under their own name, without a page.
pub async fn asks<A: store::Gather>(world: &World, name: &'static str, act: A) -> Result<store::Judged<A>, Declined> {
    world.here.store.begin(world.group("django"), Actor::Person(world.person("django", name)), act).await
}

/// The Co-Chair gives somebody access to the end of their term.
pub async fn gives(world: &World, name: &'static str) {
    let wish = access::Wish {
        channel: world.channel("django", "Mastodon").await,
        to: world.person("django", name),
        capability: Publish,
        reason: "Writes for the group".to_owned(),
        until: None,
    };
    access::grant(&world.here, world.group("django"), &world.elevated("django", "Co-Chair"), wish).await.unwrap();
}
