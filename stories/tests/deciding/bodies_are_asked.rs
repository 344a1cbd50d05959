//! A question reaches the body that decides it: by mail, once, with all that is needed, and behind a link that needs no
//! account. Any member calls in the body above the group.

use acts::{answers, opinions};
use basics::{AnswerId, PostId};
use channels::Capability::Publish;
use charter::Object;
use jiff::SignedDuration;
use mail::{Letter, MailServer, Outbox};
use stories::{Browser, Mailbox, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const REQUESTS: &str = "/g/django/requests";
const BOARD: &str = "board@foundation.example";

/// Somebody says where the board is written to.
async fn addresses(browser: &Browser<'_>, email: &str) -> Page {
    let form = browser.opens(REQUESTS).await.form("/requests/to/board").with("email_board", email);
    browser.sends_and_goes_on(&form).await
}

/// Member A asks the board about a post for a sponsor.
async fn asks(world: &World) -> (PostId, AnswerId) {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "Our sponsor pays for the sprint").on(&["Mastodon"]).await;
    let post = post.serving(&["2"]).for_a_sponsor().due_in(DAY * 30).kept().await;
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let row = world.here.store.post(group, post).await.unwrap().unwrap();
    let opinion = opinions::may_schedule(&world.here, group, who.person(), Some(post), &row.draft).await.unwrap();
    let about = Object::version("post", post, row.draft.digest());
    let matter = answers::open_matters(&opinion)[0];
    let asked = answers::ask(&world.here, group, &who, about, matter, "May this go out?").await.unwrap();
    (post, asked)
}

fn letters_to(outbox: &Outbox, address: &str) -> Vec<Letter> {
    outbox.letters().into_iter().filter(|letter| letter.to.to_string() == address).collect()
}

/// The address in a letter that needs no account.
fn link(letter: &Letter) -> String {
    let line = letter.text.lines().find(|line| line.contains("/asked/")).unwrap();
    line.trim().strip_prefix("http://localhost:4100").unwrap().to_owned()
}

fn records(answer: AnswerId, page: &Page, source: &str) -> stories::Form {
    let form = page.form(&format!("/requests/{answer}")).with("outcome", "yes").with("on", "2026-11-20");
    form.with("source", source)
}

#[tokio::test]
async fn h18_a_question_is_mailed_to_the_board_once_with_all_that_is_needed_to_decide() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let (_, question) = asks(&world).await;
        world.work().await;
        assert!(outbox.letters().is_empty(), "nobody said where the board is written to");

        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let page = addresses(&chair, BOARD).await;
        assert!(
            page.says("Questions go to board@foundation.example, as Chair said on 20 Nov 2026."),
            "{}",
            page.text()
        );
        world.work().await;
        world.pass(MINUTE).await;
        let letters = letters_to(&outbox, BOARD);
        assert_eq!(letters.len(), 1, "once");
        golden(&letters[0]);
        let page = chair.opens(&format!("{REQUESTS}/{question}")).await;
        assert!(page.says("Mailed to board@foundation.example on Fri 20 Nov 2026"), "{}", page.text());
        let log = chair.opens("/g/django/audit?act=address_body").await;
        assert!(log.says("said where to write to the board"), "{}", log.text());

        // What is answered is not mailed when the address changes.
        let liaison = site.browser("django", "Board Liaison").await;
        let form = records(question, &liaison.opens(&format!("{REQUESTS}/{question}")).await, "");
        liaison.sends_and_goes_on(&form).await;
        addresses(&chair, "secretary@foundation.example").await;
        world.pass(MINUTE).await;
        assert!(letters_to(&outbox, "secretary@foundation.example").is_empty());
    })
    .await;
}

/// The letter word by word, but for its link.
fn golden(letter: &Letter) {
    let token = link(letter).rsplit('/').next().unwrap().to_owned();
    let found = format!("Subject: {}\n\n{}", letter.subject, letter.text.replace(&token, "LINK"));
    let digest = found.lines().find_map(|line| line.strip_prefix("Its digest (SHA-256): ")).unwrap().to_owned();
    // Which channel it is about is drawn anew in each story, and with it the digest.
    let found = found.replace(&digest, "DIGEST");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/mail-request.txt");
    if std::env::var_os("NUNCIO_BLESS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), found, "{path}");
}

#[tokio::test]
async fn h18_the_link_in_the_letter_shows_the_board_how_its_answer_stands_without_an_account() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let (post, question) = asks(&world).await;
        let site = Site::of(&world).await;
        addresses(&site.browser("django", "Co-Chair").await, BOARD).await;
        world.work().await;
        let at = link(&letters_to(&outbox, BOARD)[0]);
        let board = site.visitor();
        let page = board.opens(&at).await;
        assert_eq!(page.status, 200, "{}", page.text());
        for words in
            ["The board is to answer", "Our sponsor pays for the sprint", "May this go out?", "sponsor campaign"]
        {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.says("It serves for 6 months from the day it was decided on."), "{}", page.text());
        let other = at.replace("/asked/django/", "/asked/jupyter/");
        assert_eq!(board.opens(&other).await.status, 404, "a link opens nothing in another group");
        assert_eq!(board.opens(&at[..at.len() - 1]).await.status, 404);

        let liaison = site.browser("django", "Board Liaison").await;
        let own = format!("{REQUESTS}/{question}");
        liaison.sends_and_goes_on(&records(question, &liaison.opens(&own).await, "")).await;
        let page = board.opens(&at).await;
        assert!(page.says("Unconfirmed") && page.says("it unlocks nothing yet"), "{}", page.text());
        assert!(world.schedules("django", "Member A", post).await.is_err(), "an unconfirmed answer unlocks nothing");

        let form = records(question, &liaison.opens(&own).await, "https://minutes.example/2026-11");
        liaison.sends_and_goes_on(&form).await;
        let page = board.opens(&at).await;
        assert!(page.says("The board agreed") && page.says("https://minutes.example/2026-11"), "{}", page.text());
        assert!(page.says("Serves until 20 May 2027"), "its expiry is shown: {}", page.text());
        world.schedules("django", "Member A", post).await.unwrap();
        world.pass(DAY * 182).await;
        assert!(board.opens(&at).await.says("Served until 20 May 2027"));
    })
    .await;
}

#[tokio::test]
async fn h18_a_mail_server_that_is_down_for_a_day_loses_no_question_and_doubles_none() {
    both(async |mut world: World| {
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        let there = world.here.clone();
        world.here = there.clone().with_mail(down.into());
        asks(&world).await;
        {
            let site = Site::of(&world).await;
            addresses(&site.browser("django", "Chair").await, BOARD).await;
        }
        for _ in 0..24 {
            world.pass(MINUTE * 60).await;
        }
        let mailbox = Mailbox::open().await;
        world.here = there.with_mail(mailbox.outbox());
        world.work().await;
        world.pass(DAY).await;
        let letter = mailbox.waits_for(BOARD, 1).await;
        assert!(letter.text().contains("May this go out?"), "{}", letter.raw);
        assert_eq!(mailbox.of(BOARD).len(), 1, "once, by the real way");
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_say_where_the_board_is_written_to_reads_who_can_and_a_wrong_address_stands_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await.opens(REQUESTS).await;
        assert!(!member.offers("/requests/to/board"), "{}", member.text());
        assert!(member.says("Write there") && member.says("Co-Chair"), "{}", member.text());
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(REQUESTS).await.form("/requests/to/board").with("email_board", "the board");
        let page = chair.sends(&form).await;
        assert_eq!(page.status, 422);
        assert!(page.says("is not an e-mail address"), "{}", page.text());
        assert_eq!(page.form("/requests/to/board").value("email_board"), Some("the board"), "nothing typed is lost");
        let elsewhere = form.clone().sent_to("/g/django/requests/to/nobody").with("email_nobody", BOARD);
        assert_eq!(chair.sends(&elsewhere).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn j8_any_member_calls_in_the_executive_council_with_a_reason_and_its_answer_is_recorded() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member B").await;
        let at = "/g/jupyter/requests";
        let page = member.opens(at).await;
        assert!(page.says("The executive council may intervene, or be called on by members."), "{}", page.text());
        let council = "council@foundation.example";
        let to = page.form("/requests/to/executive_council").with("email_executive_council", council);
        member.sends_and_goes_on(&to).await;

        let empty = member.sends(&page.form("/requests/call-in").with("reason", " ")).await;
        assert_eq!(empty.status, 422);
        assert!(empty.says("Say why the body is called in"), "{}", empty.text());
        let why = "We have voted on this three times.";
        let page = member.sends_and_goes_on(&page.form("/requests/call-in").with("reason", why)).await;
        assert!(page.says("The executive council is to answer") && page.says(why), "{}", page.text());
        let open = world.here.store.questions(world.group("jupyter")).await.unwrap();
        let question = open.into_iter().find(|row| row.question.matter == "call_in").unwrap().id;
        world.work().await;
        let letters = letters_to(&outbox, council);
        assert_eq!(letters.len(), 1);
        assert!(letters[0].text.contains(why) && letters[0].text.contains("GUIDE-15"), "{}", letters[0].text);

        let other = site.browser("jupyter", "Member A").await;
        let own = format!("{at}/{question}");
        let form = records(question, &other.opens(&own).await, "https://minutes.example/council");
        let page = other.sends_and_goes_on(&form).await;
        assert!(page.says("The executive council agreed"), "{}", page.text());
        assert!(site.visitor().opens(&link(&letters[0])).await.says("https://minutes.example/council"));
    })
    .await;
}
