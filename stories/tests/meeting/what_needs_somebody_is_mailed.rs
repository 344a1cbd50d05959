//! By choice, what needs somebody comes by mail: each thing at once, or all of it once a day, with a way out that works signed
//! out and by one press of a mail program.

use jiff::SignedDuration;
use mail::{MailServer, Outbox};
use stories::{Browser, Mailbox, Page, Site, World, both};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MEMBER_B: &str = "member-b@jupyter.example";

async fn chooses(browser: &Browser<'_>, how: &str, hour: &str, zone: &str) -> Page {
    let form = browser.opens("/you").await.form("/you/mail");
    browser.sends_and_goes_on(&form.with("how", how).with("hour", hour).with("zone", zone)).await
}

/// Member A puts a question to the second group and calls a vote, which another member has to second.
async fn calls_a_vote(world: &World) -> String {
    let site = Site::of(world).await;
    let member = site.browser("jupyter", "Member A").await;
    let ask = member.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "Shall a code do?");
    let question = member.sends_and_goes_on(&ask).await;
    let page =
        member.sends_and_goes_on(&question.form("/vote").with("proposal", "A code is enough, 27 of us say")).await;
    page.form("/withdraw").to.trim_end_matches("/withdraw").to_owned()
}

/// The letters to somebody that they chose to get: whoever has a ballot is told of the vote itself in any case.
fn to(outbox: &Outbox, address: &str) -> Vec<mail::Letter> {
    let chosen = |letter: &mail::Letter| letter.to.to_string() == address && letter.text.contains("/unsubscribe/");
    outbox.letters().into_iter().filter(chosen).collect()
}

fn way_out(text: &str) -> String {
    let line = text.lines().find(|line| line.contains("/unsubscribe/")).unwrap().trim();
    line.strip_prefix("http://localhost:4100").unwrap().to_owned()
}

#[tokio::test]
async fn what_needs_somebody_is_mailed_once_at_once_and_says_nothing_of_the_choices() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        {
            let site = Site::of(&world).await;
            let page = chooses(&site.browser("jupyter", "Member B").await, "at_once", "8", "Europe/Copenhagen").await;
            assert!(page.says("Each thing, at once"), "{}", page.text());
        }
        world.work().await;
        assert!(outbox.letters().is_empty(), "nothing needs them");
        calls_a_vote(&world).await;
        world.work().await;
        world.pass(HOUR).await;
        let letters = to(&outbox, MEMBER_B);
        assert_eq!(letters.len(), 1, "once");
        assert_eq!(letters[0].subject, "One thing needs you");
        let text = &letters[0].text;
        assert!(text.contains("Vote 2026-1 waits for a second: A code is enough"), "{text}");
        assert!(text.contains("http://localhost:4100/g/jupyter/decisions/2026-1"), "{text}");
        assert!(text.contains("CET"), "in their own zone: {text}");
        for hidden in ["yes", "abstain"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        assert!(to(&outbox, "member-c@jupyter.example").is_empty(), "nobody is mailed who did not choose so");
    })
    .await;
}

#[tokio::test]
async fn all_that_needs_somebody_is_mailed_once_a_day_from_their_hour_on() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        {
            let site = Site::of(&world).await;
            let member = site.browser("jupyter", "Member B").await;
            chooses(&member, "daily", "15", "Europe/Copenhagen").await;
            let wrong = member.opens("/you").await.form("/you/mail").with("how", "daily").with("zone", "Nowhere/Here");
            let wrong = member.sends(&wrong.with("hour", "15")).await;
            assert!(wrong.status == 422 && wrong.says("is not a time zone"), "{}", wrong.text());
        }
        calls_a_vote(&world).await;
        world.work().await;
        world.pass(HOUR).await;
        assert!(to(&outbox, MEMBER_B).is_empty(), "it is 14:00 there");
        world.pass(HOUR).await;
        world.pass(HOUR).await;
        assert_eq!(to(&outbox, MEMBER_B).len(), 1, "from 15:00 on, once");
        world.pass(HOUR * 24).await;
        world.pass(HOUR).await;
        assert_eq!(to(&outbox, MEMBER_B).len(), 2, "and again the next day, while it needs them");
    })
    .await;
}

#[tokio::test]
async fn the_way_out_works_signed_out_by_a_press_and_by_a_mail_program_and_looking_at_it_changes_nothing() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        {
            let site = Site::of(&world).await;
            chooses(&site.browser("jupyter", "Member B").await, "at_once", "8", "UTC").await;
        }
        calls_a_vote(&world).await;
        world.work().await;
        mailbox.waits_for(MEMBER_B, 1).await;
        let chosen = mailbox.of(MEMBER_B).into_iter().find(|letter| letter.raw.contains("List-Unsubscribe"));
        let letter = chosen.expect("a letter with a way out");
        let header = |name: &str| letter.raw.lines().find(|line| line.starts_with(name)).map(str::to_owned);
        assert_eq!(
            header("List-Unsubscribe-Post:").as_deref(),
            Some("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        );
        assert!(letter.raw.contains("List-Unsubscribe:"), "{}", letter.raw);
        let at = way_out(&letter.text());

        let site = Site::of(&world).await;
        let stranger = site.visitor();
        let page = stranger.opens(&at).await;
        assert!(page.status == 200 && page.says("With one press you get no more of it"), "{}", page.text());
        assert!(stranger.opens(&at).await.says("With one press"), "looking changes nothing");
        assert_eq!(stranger.opens(&at.replace("/unsubscribe/0", "/unsubscribe/1")).await.status, 404);

        let by_a_program = reqwest::Client::new()
            .post(format!("{}{at}", site.address()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click");
        let answer = by_a_program.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "no origin, no cookie, no token");
        assert!(answer.headers().contains_key("content-security-policy"));
        assert!(stranger.opens(&at).await.says("You get no such mail any more"));
        let you = site.browser("jupyter", "Member B").await.opens("/you").await;
        assert_eq!(you.form("/you/mail").value("how"), Some("off"));
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_is_down_for_a_day_loses_nothing_that_needs_somebody_and_doubles_nothing() {
    both(async |mut world: World| {
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        let there = world.here.clone();
        world.here = there.clone().with_mail(down.into());
        {
            let site = Site::of(&world).await;
            chooses(&site.browser("jupyter", "Member B").await, "at_once", "8", "UTC").await;
        }
        calls_a_vote(&world).await;
        for _ in 0..24 {
            world.pass(HOUR).await;
        }
        let outbox = Outbox::kept();
        world.here = there.with_mail(outbox.clone());
        world.work().await;
        world.pass(HOUR).await;
        assert_eq!(to(&outbox, MEMBER_B).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_chose_each_thing_at_once_gets_one_letter_about_a_vote_and_not_two() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        chooses(&site.browser("jupyter", "Member B").await, "at_once", "8", "UTC").await;
        let at = calls_a_vote(&world).await;
        let second = site.browser("jupyter", "Member C").await;
        second.sends_and_goes_on(&second.opens(&at).await.form("/second")).await;
        world.work().await;
        world.pass(HOUR).await;
        let all: Vec<String> =
            outbox.letters().into_iter().filter(|one| one.to.to_string() == MEMBER_B).map(|one| one.text).collect();
        assert_eq!(all.len(), 1, "{all:#?}");
        assert!(all[0].contains("you have a ballot in it"), "the letter of the vote, with its text: {}", all[0]);
    })
    .await;
}
