//! Results that are hidden until the close: two groups that differ in nothing but what was chosen look the same everywhere; and
//! where ballots are secret, two that differ in how many have voted.

use super::scene::{DAY, at, called, votes_for, with_rule};
use std::collections::BTreeSet;
use stories::{Browser, DJANGO, JUPYTER, Mailbox, Sample, Site, World, on_each};

/// A world in which these members opened a vote of this group, and those with a choice voted so; with its letters.
async fn voted(database: Option<store::Database>, group: Sample, choices: [Option<&str>; 3]) -> (World, Mailbox) {
    let mailbox = Mailbox::alone().await;
    let mut world = Box::pin(World::of(database, &[group, JUPYTER])).await;
    world.here.mail = Some(mailbox.outbox());
    let site = Site::of(&world).await;
    called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
    world.work().await;
    for (who, choice) in ["Chair", "Co-Chair", "Member A"].into_iter().zip(choices) {
        let browser = site.browser("django", who).await;
        browser.opens(&at("django")).await;
        if let Some(choice) = choice {
            votes_for(&browser, &at("django"), choice).await;
        }
    }
    world.work().await;
    drop(site);
    (world, mailbox)
}

/// The same text with every time of day in the first ten minutes after noon as noon.
fn without_minutes(text: &str) -> String {
    let after = |part: &str| {
        let rest = part.trim_start_matches(|digit: char| digit.is_ascii_digit());
        rest.strip_prefix(':')
            .map_or(rest, |seconds| seconds.trim_start_matches(|c: char| c.is_ascii_digit()))
            .to_owned()
    };
    let parts = text.split("12:0").enumerate();
    parts.map(|(n, part)| if n == 0 { part.to_owned() } else { after(part) }).collect::<Vec<_>>().join("12:0")
}

/// The same text for what is another in every world: ids, digests, tokens, ports, and parts of seconds.
fn without_ids(text: &str) -> String {
    let text: String = text
        .split("localhost:")
        .map(|part| part.trim_start_matches(|digit: char| digit.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join("localhost")
        .split("2026-11-20T")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('Z').map_or(part, |(_, rest)| rest) })
        .collect();
    let mut plain = String::new();
    let mut run = String::new();
    for character in text.chars().chain([' ']) {
        if character.is_ascii_alphanumeric() || character == '-' || character == '_' {
            run.push(character);
            continue;
        }
        plain.push_str(if is_an_id(&run) { "#" } else { &run });
        run.clear();
        plain.push(character);
    }
    without_minutes(&plain)
}

fn is_an_id(run: &str) -> bool {
    // A token of a form may be without any digit; no word is as long.
    let is_long = run.len() >= 40 || (run.len() >= 12 && run.contains(|c: char| c.is_ascii_digit()));
    is_long || (run.len() >= 8 && run.chars().all(|c| c.is_ascii_hexdigit()))
}

/// The pieces of a page in an order of their own: people who were made in the same instant stand in no certain one.
fn in_pieces(html: &str) -> String {
    let mut pieces: Vec<&str> = html.split(['<', '\n']).collect();
    pieces.sort_unstable();
    pieces.join("<")
}

/// Whether what is listed on a page is ordered by when it happened, so that its order could tell something.
fn is_ordered(path: &str) -> bool {
    let ends = ["/g/django", "/g/django/", "/audit.json", "/audit.csv"];
    path.contains("/decisions") || ends.iter().any(|end| path.ends_with(end))
}

/// Every page of the group that links reach, and what is exported, without what is another in every world.
async fn everything(browser: &Browser<'_>) -> Vec<String> {
    let starts = ["/g/django", "/g/django/audit.json", "/g/django/audit.csv", "/", "/you"].map(str::to_owned);
    let (mut open, mut seen, mut found) = (Vec::from(starts), BTreeSet::new(), Vec::new());
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let page = browser.opens(&path).await;
        let links = page.html.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        open.extend(links.filter(|link| link.starts_with("g/django")).map(|link| format!("/{link}")));
        let html = without_ids(&page.html);
        let html = if is_ordered(&path) { html } else { in_pieces(&html) };
        found.push(format!("{} {} {html}", without_ids(&path), page.status));
    }
    found.sort();
    found
}

#[tokio::test]
async fn o6_results_that_are_hidden_leak_by_no_page_title_count_log_export_or_letter() {
    on_each(async |database| {
        let one = voted(database, DJANGO, [Some("yes"), Some("yes"), Some("no")]).await;
        let other = voted(None, DJANGO, [Some("no"), Some("abstain"), Some("yes")]).await;
        look_the_same(&one, &other).await;
        one.0.pass(DAY * 7).await;
        let after = Site::of(&one.0).await.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(after.says("2 of 6, needs 4"), "and it can be seen afterwards: {}", after.text());
    })
    .await;
}

#[tokio::test]
async fn o6_how_many_have_voted_in_a_secret_vote_leaks_by_no_page_title_count_log_export_or_letter() {
    on_each(async |database| {
        let one = voted(database, with_rule("secrecy = \"secret\""), [Some("yes"), Some("no"), None]).await;
        let other = voted(None, with_rule("secrecy = \"secret\""), [None, None, None]).await;
        look_the_same(&one, &other).await;
        let site = Site::of(&one.0).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("6 can vote") && !page.says("have voted"), "{}", page.text());
        one.0.pass(DAY * 7).await;
        let member = site.browser("django", "Member B").await;
        let after = member.opens(&at("django")).await;
        assert!(
            after.says("6 could vote") && after.says("So few ballots"),
            "nor of so few afterwards: {}",
            after.text()
        );
        let log = member.opens("/g/django/audit?act=cast_ballot").await;
        assert!(!log.says("cast a ballot in") && !log.says("told once"), "{}", log.text());
    })
    .await;
}

/// Whoever has not voted finds no difference between the two, and nobody got another letter.
async fn look_the_same((one, letters): &(World, Mailbox), (other, other_letters): &(World, Mailbox)) {
    let (site, other_site) = (Site::of(one).await, Site::of(other).await);
    let here = everything(&site.browser("django", "Member B").await).await;
    let there = everything(&other_site.browser("django", "Member B").await).await;
    assert!(here.len() > 20, "{}", here.len());
    assert_eq!(here.len(), there.len());
    for (here, there) in here.iter().zip(&there) {
        let same = here.chars().zip(there.chars()).take_while(|(one, other)| one == other).count();
        let around = |text: &str| text.chars().skip(same.saturating_sub(200)).take(400).collect::<String>();
        assert!(here == there, "{}\n-----\n{}", around(here), around(there));
    }
    for who in ["chair", "co-chair", "board-liaison", "member-a", "member-b", "member-c"] {
        let address = format!("{who}@django.example");
        let texts = |mailbox: &Mailbox| -> Vec<String> {
            mailbox.of(&address).iter().map(|letter| without_ids(&letter.text())).collect()
        };
        assert_eq!(texts(letters), texts(other_letters), "{who}");
    }
}
