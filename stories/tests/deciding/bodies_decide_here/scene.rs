//! What the stories of this folder begin with.

use acts::{Declined, answers, opinions};
use basics::{AnswerId, PersonId};
use charter::Act as _;
use charter::act::RetireChannel;
use decisions::Effect;
use jiff::SignedDuration;
use people::EmailAddress;
use stories::{Browser, DJANGO, JUPYTER, Page, Sample, World, on_each};

pub const SECOND: SignedDuration = SignedDuration::from_secs(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const BODIES: &str = "/g/django/members/bodies";

/// The first group, after it recorded that its board decides here; and the second, whose council does.
pub const BOARD_HERE: Sample = Sample { house: &[("decides_here_board", "ordinary")], ..DJANGO };

pub const COUNCIL_HERE: Sample = Sample { house: &[("decides_here_executive_council", "guide")], ..JUPYTER };

pub async fn where_they_decide_here(story: impl AsyncFn(World)) {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[BOARD_HERE, COUNCIL_HERE])).await;
        Box::pin(story(world)).await;
    })
    .await;
}

/// Somebody records on the page that a seat begins, or ends.
pub async fn records(browser: &Browser<'_>, (body, who): (&str, &str), how: &str, from: &str) -> Page {
    let base = browser.opens(BODIES).await;
    let at = if base.status == 200 { BODIES } else { "/g/jupyter/members/bodies" };
    let form = browser.opens(at).await.form("/members/bodies").with("body", body).with("name", who);
    let form = form.with("email", address(who)).with("how", how).with("from", from);
    let answer = browser.sends(&form.with("evidence", "https://minutes.example/seats")).await;
    if answer.leads_to.is_some() { browser.goes_on(answer).await } else { answer }
}

pub fn address(who: &str) -> String {
    format!("{}@foundation.example", who.to_lowercase().replace(' ', "-"))
}

/// The account of somebody with a seat.
pub async fn seated(world: &World, who: &str) -> PersonId {
    let email = EmailAddress::parse(&address(who)).unwrap();
    world.here.store.person_at(&email).await.unwrap().unwrap().id
}

/// Somebody asks whether a channel may be retired, which is done by itself after a yes.
pub async fn asks(world: &World, channel: &str) -> Result<AnswerId, Declined> {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let channel = world.channel("django", channel).await;
    let act = RetireChannel { channel };
    let opinion = opinions::may(&world.here, group, who.person(), &act).await.unwrap();
    let cited = answers::open_matters(&opinion)[0];
    let effect = Some(Effect::RetireChannel { channel });
    let asked = answers::Asked { about: act.object(), cited, text: "Shall we leave this place for good?", effect };
    answers::put(&world.here, group, &who, asked).await
}

pub async fn votes_on(browser: &Browser<'_>, at: &str, choice: &str) -> Page {
    let form = browser.opens(at).await.form("/ballot").with("choice", choice);
    browser.sends_and_goes_on(&form).await
}

pub const VOTE: &str = "/seats/django/2026-1";
