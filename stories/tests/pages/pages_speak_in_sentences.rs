//! What pages say is a sentence for people: no words of a library, no button against its verdict, nothing told twice.

use channels::Capability::Publish;
use mail::MailServer;
use stories::{Browser, Form, Mailbox, Page, Site, World, both};

async fn post(world: &World, browser: &Browser<'_>, text: &str) -> Form {
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", text);
    let form = form.ticking("channel", world.channel("django", "Mastodon").await.to_string()).ticking("goal", "1");
    form.with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

fn without_raw_words(page: &Page) {
    for raw in ["UUID", "parsing", "deserialize", "invalid type", "missing field", "RelativeUrlWithoutBase"] {
        assert!(!page.html.contains(raw), "{raw:?} is on the page: {}", page.text());
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_answered_in_words_of_ours() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        for path in ["posts/abc", "posts/abc/edit", "channels/abc", "requests/abc", "media/abc", "nowhere", "posts/%ff"]
        {
            let page = browser.opens(&format!("/g/django/{path}")).await;
            assert!(
                page.status == 404 && page.says("There is nothing here"),
                "{path}: {} {}",
                page.status,
                page.text()
            );
            without_raw_words(&page);
        }
        let page = browser.opens("/g/django/posts/new?channel=abc").await;
        assert!(page.status == 400 && page.says("not in a form that this page understands"), "{}", page.text());
        without_raw_words(&page);
        let page = browser.sends(&browser.opens("/you").await.form("/you/theme").without("theme")).await;
        assert!(page.status == 400 && page.says("Open the page again and send it from there."), "{}", page.text());
        without_raw_words(&page);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_in_sentences() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Co-Chair").await;
        let new = browser.opens("/g/django/channels/new").await.form("/channels/new").with("network", "mastodon");
        let page =
            browser.sends(&new.with("name", "").with("page", "https://social.example/@p").with("how", "ask")).await;
        assert!(page.says("Give the channel a name that people will recognise, such as Mastodon."), "{}", page.text());
        let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let grant = browser.opens(&at).await.form("/grants").with("until", "soon").with("reason", "Writes");
        let page = browser.sends(&grant).await;
        assert!(page.says("\"soon\" is not a day; write it as 2027-03-14."), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_question_says_who_put_it_in_which_office() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let form = post(&world, &browser, "Thank you, sponsors").await.with("sponsor", "campaign").with("do", "ask");
        let page = browser.sends_and_goes_on(&form).await;
        let question = page.html.split("href=\"").find(|rest| rest.starts_with("/g/django/requests/")).unwrap();
        let page = browser.opens(question.split('"').next().unwrap()).await;
        assert!(page.says("Member A, as a member, put this question to the board on"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_may_not_go_out_has_no_button_that_lets_it_out() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.sends(&post(&world, &browser, "A release is out").await.with("do", "check")).await;
        assert!(page.says("It may not go out as it stands"), "{}", page.text());
        assert!(!page.html.contains("value=\"schedule\"") && !page.html.contains("disabled"));
        assert!(page.html.contains("value=\"save\"") && page.says("Why it may not go out"));
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let page = browser.sends(&post(&world, &browser, "A release is out").await.with("do", "check")).await;
        assert!(page.html.contains("value=\"schedule\"") && !page.says("Why it may not go out"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_was_just_done_is_told_once() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let planned = browser.sends(&post(&world, &browser, "A release is out").await.with("do", "schedule")).await;
        let at = planned.leads_to.clone().unwrap_or_else(|| panic!("{}", planned.text()));
        assert!(!at.contains('?'), "an address tells nothing that it could tell again: {at}");
        assert!(browser.goes_on(planned).await.says("Scheduled for Fri 20 Nov 2026, 12:10 UTC."));
        assert!(!browser.opens(&at).await.says("Scheduled for"), "nothing was done by reloading it");
        assert!(!browser.opens(&format!("{at}?done=scheduled")).await.says("Scheduled for"));
    })
    .await;
}

#[tokio::test]
async fn the_record_of_a_channel_has_its_grants_with_office_and_clause() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Co-Chair").await;
        let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let member = world.person("django", "Member B").to_string();
        let grant = browser.opens(&at).await.form("/grants").with("to", member).with("capability", "publish");
        let page = browser.sends_and_goes_on(&grant.with("reason", "Writes for the group")).await;
        let page = browser.sends_and_goes_on(&page.form("/grants/end")).await;
        let record = page.html.split(">Record</h2>").nth(1).unwrap();
        let lines: Vec<&str> = record.split("<li>").skip(1).collect();
        for did in ["took back the access of", "gave access to"] {
            let line = lines.iter().find(|line| line.contains(did)).unwrap_or_else(|| panic!("{did}: {}", page.text()));
            assert!(line.contains("Member B") && line.contains("to publish here"), "{line}");
            assert!(line.contains("class=\"clause\""), "{line}");
        }
        assert!(!page.says("Co-Chair, as Co-Chair"), "an office that is the name is said once: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_mailed_where_mail_is_set_and_shown_where_it_is_not() {
    both(async |mut world: World| {
        let invite = format!("/members/{}/invite", world.person("django", "Member B"));
        {
            let site = Site::of(&world).await;
            let browser = site.browser("django", "Chair").await;
            let page = browser.sends(&browser.opens("/g/django/members").await.form(&invite)).await;
            assert!(page.says("Hand it over yourself") && page.html.contains("/join/nuncio_"), "{}", page.text());
        }

        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        {
            let site = Site::of(&world).await;
            let browser = site.browser("django", "Chair").await;
            let page = browser.sends(&browser.opens("/g/django/members").await.form(&invite)).await;
            assert!(page.says("The link was mailed to member-b@django.example."), "{}", page.text());
            assert!(!page.html.contains("nuncio_"), "nobody but its person sees it");
            let letter = mailbox.waits_for("member-b@django.example", 1).await;
            for words in ["Chair invites you to", "as a member", "It works once, until Mon 23 Nov 2026, 12:0"] {
                assert!(letter.text().contains(words), "{words:?} is not in {}", letter.text());
            }
            let link = letter.link("/join/nuncio_");
            let page = site.visitor().opens(link.strip_prefix(&world.here.public_url).unwrap()).await;
            assert!(page.says("This invitation is for Member B, as a member."), "{}", page.text());
            let page = browser.sends(&browser.opens("/g/django/invitations").await.form("/invitations")).await;
            assert!(!page.html.contains("nuncio_") && page.says("The link was mailed to"), "{}", page.text());
        }

        let refusing = Mailbox::alone().await;
        let wrong = MailServer::at(&refusing.address("voice", "wrong"), "voice@project.example").unwrap();
        world.here = world.here.clone().with_mail(wrong.into());
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Chair").await;
        let page = browser.sends(&browser.opens("/g/django/members").await.form(&invite)).await;
        assert!(
            page.says("No letter left for member-b@django.example") && !page.html.contains("nuncio_"),
            "{}",
            page.text()
        );
    })
    .await;
}
