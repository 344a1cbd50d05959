//! What the stories of this folder begin with.

use acts::requests;
use basics::{GroupId, ReportId};
use jiff::SignedDuration;
use mail::{Letter, Outbox};
use store::ReportRow;
use stories::{Browser, Page, Site, World};

pub const DAY: SignedDuration = SignedDuration::from_hours(24);
pub const BOARD: &str = "board@foundation.example";
pub const TEXT: &str = "## What we did\n\nTwelve posts on two channels. Nobody complained.";

/// The world with an outbox that keeps what leaves, and a board that is written to.
pub async fn with_a_board(mut world: World) -> (World, Outbox) {
    let outbox = Outbox::kept();
    world.here = world.here.clone().with_mail(outbox.clone());
    let (group, chair) = (world.group("django"), world.elevated("django", "Chair"));
    requests::written_to(&world.here, group, &chair, "board", BOARD).await.unwrap();
    (world, outbox)
}

/// Somebody writes a report about the last quarter; gives its page.
pub async fn writes(browser: &Browser<'_>, group: &str, title: &str, with: &[(&str, &str)]) -> Page {
    let form = browser.opens(&format!("/g/{group}/reports/new")).await.form("/reports");
    let form = form.with("title", title).with("text", TEXT);
    browser.sends_and_goes_on(&with.iter().fold(form, |form, (name, value)| form.with(name, *value))).await
}

/// Somebody asks whether a report shall be published, and calls the vote on it; gives the page of the vote.
pub async fn called(browser: &Browser<'_>, report: &Page) -> Page {
    let request = browser.sends_and_goes_on(&report.form("/ask")).await;
    browser.sends_and_goes_on(&request.form("/vote")).await
}

/// These people vote so on a decision of the first group, and its time goes by.
pub async fn decided(world: &World, site: &Site<'_>, number: &str, choice: &str) {
    for who in ["Chair", "Co-Chair", "Member A", "Member B"] {
        let browser = site.browser("django", who).await;
        let page = browser.opens(&format!("/g/django/decisions/{number}")).await;
        browser.sends_and_goes_on(&page.form("/ballot").with("choice", choice)).await;
    }
    world.pass(DAY * 7).await;
}

/// The letters to the board by which reports leave.
pub fn reported(outbox: &Outbox) -> Vec<Letter> {
    let all = outbox.letters().into_iter();
    all.filter(|letter| letter.to.to_string() == BOARD && letter.subject.contains("reports to")).collect()
}

/// The report of this title.
pub async fn report(world: &World, group: GroupId, title: &str) -> ReportRow {
    let all = world.here.store.reports(group).await.unwrap();
    all.into_iter().find(|row| row.paper.title == title).unwrap_or_else(|| panic!("no report {title}"))
}

/// Where everybody reads a report.
pub fn public(group: &str, id: ReportId) -> String {
    format!("/g/{group}/record/reports/{id}")
}
