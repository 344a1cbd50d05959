//! What the stories about meetings do again and again.

use basics::Moment;
use charter::act::SetHouseRule;
use jiff::SignedDuration;
use store::MeetingRow;
use stories::{Browser, Page, Site, World};

pub const MINUTE: SignedDuration = SignedDuration::from_mins(1);
pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);

pub fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

/// Moves the clock to this instant, and lets happen what is due by then.
pub async fn until(world: &World, instant: Moment) {
    world.pass(instant.since(world.now())).await;
}

/// The address of the pages on meetings of a group.
pub fn pages(group: &str) -> String {
    format!("/g/{group}/meetings")
}

/// Fills in the form that plans something: what it is, its first day, at six in the evening for an hour.
pub async fn plans(browser: &Browser<'_>, group: &str, what: &str, day: &str) -> Page {
    let form = browser.opens(&format!("{}/new", pages(group))).await.form("/meetings/new");
    let form = form.with("what", what).with("title", "Team meeting").with("day", day).with("time", "18:00");
    let form = form.with("minutes", "60").with("rhythm", "every_two_weeks");
    let answer = browser.sends(&form).await;
    if answer.leads_to.is_some() { browser.goes_on(answer).await } else { answer }
}

/// Plans the regular meetings of the second group, from Tuesday 24 November 2026 on.
pub async fn meets_regularly(world: &World, site: &Site<'_>) {
    let page = plans(&site.browser("jupyter", "Member A").await, "jupyter", "series", "2026-11-24").await;
    assert!(page.says("It is planned."), "{}", page.text());
    assert!(meetings(world, "jupyter").await.len() >= 26);
}

/// The meetings of a group, the earliest first.
pub async fn meetings(world: &World, group: &'static str) -> Vec<MeetingRow> {
    world.here.store.meetings(world.group(group)).await.unwrap()
}

/// The page of a meeting.
pub fn page_of(group: &str, row: &MeetingRow) -> String {
    format!("{}/{}", pages(group), row.id)
}

/// Some people mark themselves present at a meeting, half an hour into it.
pub async fn held_with(world: &World, site: &Site<'_>, row: &MeetingRow, people: &[&'static str]) {
    until(world, row.starts.plus(MINUTE * 30)).await;
    for name in people {
        let browser = site.browser("jupyter", name).await;
        let page = browser.opens(&page_of("jupyter", row)).await;
        let page = browser.sends_and_goes_on(&page.form("/present")).await;
        assert!(page.says("You were there."), "{name}: {}", page.text());
    }
}

/// The second group names its convener.
pub async fn names_convener(world: &World, name: &'static str) {
    set(world, "convener", &world.person("jupyter", name).to_string()).await;
}

/// The second group agrees on a rule of the house, which is then set.
pub async fn set(world: &World, rule: &str, value: &str) {
    let act = SetHouseRule { rule: rule.to_owned(), value: value.to_owned() };
    world.agreed("jupyter", "Member A", &act).await;
    let who = world.elevated("jupyter", "Member A");
    acts::house::set(&world.here, world.group("jupyter"), &who, act).await.unwrap();
}

/// Home of somebody in the second group, in a fresh session: long passes of the clock end older ones.
pub async fn home(site: &Site<'_>, name: &'static str) -> Page {
    site.browser("jupyter", name).await.opens("/g/jupyter/").await
}
