//! Drafts of the first charter, and the way from a draft to a recorded or a voted yes.

use acts::{
    Declined,
    amending::{self, Filled},
    answers,
};
use basics::{AnswerId, CharterDraftId};
use charter::presets;
use jiff::SignedDuration;
use stories::{Browser, Page, Site, World};

pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const LIAISON: &str = "board-liaison@django.example";
pub const EVERYBODY: [&str; 6] = ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"];

/// Text and rules of the first preset, each after some edits; every edit has to find its place.
pub fn edited(text: &[(&str, &str)], rules: &[(&str, &str)]) -> (String, String) {
    let edit = |whole: &str, edits: &[(&str, &str)]| {
        edits.iter().fold(whole.to_owned(), |whole, (from, to)| {
            assert_eq!(whole.matches(from).count(), 1, "{from:?} stands once");
            whole.replace(from, to)
        })
    };
    (edit(presets::DJANGO.text, text), edit(presets::DJANGO.rules, rules))
}

/// The fourth goal is given up.
pub fn without_the_fourth_goal() -> (String, String) {
    edited(
        &[("- Help the board to bring official news and updates of the foundation to people.\n", "")],
        &[
            ("  [1, 1, [1, 1, 1, 1], 2, 1, [1, 1, 1, 1, 2]", "  [1, 1, [1, 1, 1], 2, 1, [1, 1, 1, 1, 2]"),
            ("4 = \"G4\"\n", ""),
            ("G4 = \"2.3.4\"\n", ""),
        ],
    )
}

/// The group meets every three weeks.
pub fn every_three_weeks() -> (String, String) {
    edited(&[("for all, every two weeks", "for all, every three weeks")], &[("every = \"P14D\"", "every = \"P21D\"")])
}

/// What the charter names no rule for needs five of six.
pub fn five_of_six() -> (String, String) {
    let from = "[decision.ordinary]                   # what the charter names no rule for\nthreshold = { gt = [1, 2]";
    let to = "[decision.ordinary]                   # what the charter names no rule for\nthreshold = { gte = [5, 6]";
    edited(&[], &[(from, to)])
}

/// Somebody fills in the form of a draft on its page; gives what it was answered.
pub async fn proposes(browser: &Browser<'_>, (text, rules): (String, String), minor: bool) -> Page {
    let form = browser.opens("/g/django/charter/drafts/new").await.form("/charter/drafts");
    let form = form.with("text", text.replace('\n', "\r\n")).with("rules", rules.replace('\n', "\r\n"));
    let form = form.with("reason", "It is what we do by now.");
    browser.sends(&if minor { form.ticking("minor", "yes") } else { form }).await
}

/// Somebody puts a draft to whoever decides, without a page.
pub async fn put(world: &World, draft: CharterDraftId) -> AnswerId {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let draft = world.here.store.charter_draft(group, draft).await.unwrap().unwrap();
    amending::ask(&world.here, group, &who, &draft).await.unwrap()
}

/// The same from the draft to the board's recorded yes, which names this day.
pub async fn the_board_agrees(world: &World, (text, rules): (String, String), from: &str) -> CharterDraftId {
    let (group, member) = (world.group("django"), world.person("django", "Member A"));
    let filled = Filled { text, rules, reason: "It is what we do by now.".into(), is_minor: false };
    let draft = amending::propose(&world.here, group, member, &filled).await.unwrap();
    let answer = put(world, draft).await;
    record(world, answer, from).await.unwrap();
    draft
}

pub async fn record(world: &World, answer: AnswerId, from: &str) -> Result<(), Declined> {
    let yes = answers::Filled {
        yes: true,
        decided_on: world.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string(),
        source: "https://minutes.example/charter".into(),
        tally: "5 of 7".into(),
    };
    let liaison = world.elevated("django", "Board Liaison");
    answers::record_from(&world.here, world.group("django"), &liaison, answer, yes, from).await
}

/// Everybody votes yes on the vote that a question was called to; then its week goes by.
pub async fn everybody_agrees(world: &World, site: &Site<'_>, at: &str) {
    for who in EVERYBODY {
        let browser = site.browser("django", who).await;
        browser.sends_and_goes_on(&browser.opens(at).await.form("/ballot").with("choice", "yes")).await;
    }
    world.pass(DAY * 7).await;
}
