//! A forgotten password, from the page for signing in to the mail and back, over HTTP and SMTP.

use jiff::SignedDuration;
use mail::{MailServer, Outbox};
use people::{TotpSecret, recovery::ANSWER};
use std::time::Duration;
use stories::{Browser, Form, Mailbox, PASSWORD, Page, Site, World, both, founder_comes_in};

const FOUNDER: &str = "founder@lantern.example";
const CHOSEN: &str = "saddle comet walnut eleven";
const GONE: u16 = 410;

/// Asks for a link on the page that the sign-in page leads to.
async fn asks(browser: &Browser<'_>, address: &str) -> Page {
    let page = browser.opens("/sign-in").await;
    assert!(page.html.contains(r#"href="/recover""#) && page.says("Forgotten password?"), "{}", page.text());
    browser.sends(&browser.opens("/recover").await.form("/recover").with("email", address)).await
}

/// The path of the link in the so-manieth letter to the founder.
async fn link(world: &World, mailbox: &Mailbox, count: usize) -> String {
    let link = mailbox.waits_for(FOUNDER, count).await.link("/recover/nuncio_");
    link.strip_prefix(&world.here.public_url).unwrap().to_owned()
}

fn filled(page: &Page, path: &str, password: &str, code: &str) -> Form {
    page.form(path).with("password", password).with("code", code)
}

/// A code that was not used yet: the app shows the next one.
fn next_code(world: &World, secret: &TotpSecret) -> String {
    world.here.store.clock().advance(SignedDuration::from_secs(31));
    secret.code_at(world.now()).expose().to_owned()
}

async fn signs_in(world: &World, browser: &Browser<'_>, secret: &TotpSecret, password: &str) -> Page {
    let code = next_code(world, secret);
    // The first form there is for passkeys; without its fields it is the second.
    let form = browser.opens("/sign-in").await.form("/sign-in").without("account").without("credential");
    browser.sends(&form.with("email", FOUNDER).with("password", password).with("code", code)).await
}

#[tokio::test]
async fn au05_a_new_password_by_mail_takes_the_second_factor_and_signs_nobody_in() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        let (elsewhere, secret) = founder_comes_in(&world, &site).await;
        let browser = site.visitor();
        let asked = asks(&browser, " Founder@LANTERN.example").await;
        assert!(asked.status == 200 && asked.says(ANSWER), "{}", asked.text());
        let letter = mailbox.waits_for(FOUNDER, 1).await;
        assert_eq!((letter.from.as_str(), letter.user.as_str()), ("voice@project.example", mailbox.user.as_str()));
        assert!(letter.raw.contains("From: Nuncio <voice@project.example>\r\n"), "{}", letter.raw);
        for words in ["in the browser in which you asked", "15 minutes and once", "a code from your app is asked for"] {
            assert!(letter.text().contains(words), "{words:?} is not in {}", letter.text());
        }

        let path = link(&world, &mailbox, 1).await;
        let stranger = site.visitor().opens(&path).await;
        assert_eq!(stranger.status, GONE);
        assert!(stranger.says("works only in the browser that asked for it"), "{}", stranger.text());
        assert!(!stranger.offers(&path), "and nothing can be sent from there");
        for _ in 0..3 {
            assert!(browser.opens(&path).await.says("New password"), "looking at it uses nothing up");
        }
        let page = browser.opens(&path).await;
        assert!(page.says("ask a person of your group who may invite"), "{}", page.text());
        let weak = browser.sends(&filled(&page, &path, "password1234", &next_code(&world, &secret))).await;
        assert!(weak.status == 422 && weak.says("first that somebody would try"), "{}", weak.text());
        let wrong = browser.sends(&filled(&page, &path, CHOSEN, "000000")).await;
        assert!(wrong.status == 422 && wrong.says("not the current one"), "{}", wrong.text());
        assert_eq!(elsewhere.opens("/you").await.status, 200, "so far nothing happened");

        let set = browser.sends(&filled(&page, &path, CHOSEN, &next_code(&world, &secret))).await;
        assert_eq!(set.leads_to.as_deref(), Some("/sign-in?recovered=yes"), "{}", set.text());
        let now = browser.goes_on(set).await;
        assert!(
            now.says("Your new password is set, and you are signed out everywhere. Sign in with it"),
            "{}",
            now.text()
        );
        assert!(browser.opens("/you").await.leads_to.unwrap().starts_with("/sign-in"), "nobody was signed in by it");
        assert!(elsewhere.opens("/you").await.leads_to.unwrap().starts_with("/sign-in"), "every session ended");
        let used = browser.opens(&path).await;
        assert!(used.status == GONE && used.says("was used already"), "{}", used.text());

        assert_eq!(signs_in(&world, &browser, &secret, PASSWORD).await.status, 422, "the old one opens nothing");
        assert_eq!(signs_in(&world, &browser, &secret, CHOSEN).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_good_for_15_minutes_and_the_last_of_a_browser_counts() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        let (_, secret) = founder_comes_in(&world, &site).await;
        let (browser, other) = (site.visitor(), site.visitor());
        asks(&browser, FOUNDER).await;
        let first = link(&world, &mailbox, 1).await;
        asks(&other, FOUNDER).await;
        let of_other = link(&world, &mailbox, 2).await;
        assert_eq!(browser.opens(&first).await.status, 200, "nobody undoes it by asking too");
        asks(&browser, FOUNDER).await;
        let second = link(&world, &mailbox, 3).await;
        assert!(browser.opens(&first).await.says("has expired"), "a newer one was asked for here");

        world.here.store.clock().advance(SignedDuration::from_mins(14));
        let page = browser.opens(&second).await;
        let set = browser.sends(&filled(&page, &second, CHOSEN, &next_code(&world, &secret))).await;
        assert_eq!(set.status, 303, "{}", set.text());
        assert!(other.opens(&of_other).await.says("has expired"), "what was asked for elsewhere ends with it");

        asks(&browser, FOUNDER).await;
        let third = link(&world, &mailbox, 4).await;
        world.here.store.clock().advance(SignedDuration::from_mins(15));
        let late = browser.opens(&third).await;
        assert!(late.status == GONE && late.says("has expired"), "{}", late.text());
        let none = browser.opens("/recover/nuncio_nothing").await;
        assert!(none.status == GONE && none.says("This link is not valid"), "{}", none.text());
    })
    .await;
}

#[tokio::test]
async fn au11_an_unknown_address_is_answered_as_a_known_one() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        founder_comes_in(&world, &site).await;
        let unknown = asks(&site.visitor(), "nobody@elsewhere.example").await;
        let without = asks(&site.visitor(), "member-a@django.example").await;
        let known = asks(&site.visitor(), FOUNDER).await;
        for page in [&unknown, &without, &known] {
            assert_eq!((page.status, page.text()), (200, known.text()));
        }
        mailbox.waits_for(FOUNDER, 1).await;
        let told = mailbox.waits_for("member-a@django.example", 1).await;
        assert!(told.text().contains("has no password") && !told.text().contains("/recover/"), "{}", told.text());
        assert!(mailbox.of("nobody@elsewhere.example").is_empty());
        let typo = asks(&site.visitor(), "founder").await;
        assert!(typo.status == 422 && typo.says("is not an e-mail address"), "{}", typo.text());
        let empty = asks(&site.visitor(), "").await;
        assert!(empty.says("Write the address.") && !empty.says("it has no @"), "{}", empty.text());
    })
    .await;
}

#[tokio::test]
async fn nobodys_mailbox_is_filled() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        founder_comes_in(&world, &site).await;
        for address in [FOUNDER, "nobody@elsewhere.example"] {
            let mut statuses = Vec::new();
            for _ in 0..4 {
                statuses.push(asks(&site.visitor(), address).await.status);
            }
            assert_eq!(statuses, [200, 200, 200, 429], "{address} is known, or is not");
        }
        let mut taken = 0;
        for _ in 0..60 {
            world.here.store.clock().advance(SignedDuration::from_secs(59));
            taken += usize::from(asks(&site.visitor(), FOUNDER).await.status == 200);
        }
        assert!(taken + 3 <= 12, "ten letters an hour at most: {taken} in the hour after the first three");
    })
    .await;
}

/// A mail server that is not there, or lets nobody in, changes nothing of the answer.
#[tokio::test]
async fn a_letter_that_does_not_leave_changes_nothing_of_the_answer() {
    both(async |mut world: World| {
        let nowhere = MailServer::at("smtp://voice:hunter22@127.0.0.1:9", "voice@project.example").unwrap();
        world.here = world.here.clone().with_mail(nowhere.into());
        let site = Site::of(&world).await;
        founder_comes_in(&world, &site).await;
        let asked = asks(&site.visitor(), FOUNDER).await;
        assert!(asked.status == 200 && asked.says(ANSWER), "{}", asked.text());
    })
    .await;
}

#[tokio::test]
async fn what_a_mail_server_answered_is_said_without_the_password() {
    let mailbox = Mailbox::alone().await;
    let letter = |to: &str| mail::Letter {
        to: people::EmailAddress::parse(to).unwrap(),
        subject: "A new password".to_owned(),
        text: "…".to_owned(),
    };
    let full = mailbox.outbox().send(letter("full@lantern.example")).await.unwrap_err().to_string();
    assert!(full.contains("refused the letter: 552") && full.contains("no room left"), "{full}");
    let wrong: Outbox = MailServer::at(&mailbox.address("voice", "hunter22"), "voice@project.example").unwrap().into();
    let said = wrong.send(letter(FOUNDER)).await.unwrap_err();
    let said = format!("{said} {said:?}");
    assert!(said.contains("did not accept the user and the password of --mail (code 535)"), "{said}");
    // The listener repeats what it was told, as a server that was set up badly does.
    assert!(!said.contains("hunter22") && !said.contains("AHZvaWNlAGh1bnRlcjIy"), "{said}");
    let nowhere: Outbox = MailServer::at("smtp://127.0.0.1:9", "voice@project.example").unwrap().into();
    let said = nowhere.send(letter(FOUNDER)).await.unwrap_err().to_string();
    assert!(said.contains("127.0.0.1:9 could not be talked with"), "{said}");
    // To this machine by a name that does not say so, and without TLS to be had there.
    let in_the_clear = mailbox.address("voice", "hunter22").replace("127.0.0.1", "0.0.0.0");
    let in_the_clear: Outbox = MailServer::at(&in_the_clear, "voice@project.example").unwrap().into();
    let said = in_the_clear.send(letter(FOUNDER)).await.unwrap_err().to_string();
    assert!(said.contains("could not be talked with") && said.contains("STARTTLS"), "{said}");
    assert!(mailbox.of(FOUNDER).is_empty());
}

#[tokio::test]
async fn an_installation_without_mail_says_who_can_help() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = site.visitor().opens("/recover").await;
        let words =
            "This installation sends no mail, so no link can be sent: ask a person of your group who may invite.";
        assert!(page.status == 200 && page.says(words) && !page.offers("/recover"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn letters_can_be_kept_instead_of_sent() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        founder_comes_in(&world, &site).await;
        asks(&site.visitor(), FOUNDER).await;
        while outbox.letters().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(outbox.letters()[0].to.to_string(), FOUNDER);
    })
    .await;
}
