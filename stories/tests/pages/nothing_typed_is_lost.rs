//! Whoever's session ended while they wrote loses none of it: the answer keeps what was typed, and it goes on from there
//! after signing in again, in the same browser and in no other.

use acts::sign_in;
use jiff::SignedDuration;
use stories::{Browser, Form, Page, Site, World, both};

const TEXT: &str = "A release is out & about.\nThe second line says \"why\".";

/// Longer than any session lives.
const AWAY: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Somebody who writes a post, and is away until their session has ended.
async fn wrote<'a>(world: &World, site: &Site<'a>) -> (Browser<'a>, Form) {
    let browser = site.browser("django", "Member A").await;
    let channel = world.channel("django", "Mastodon").await.to_string();
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new");
    let form = form.with("text", TEXT).ticking("channel", channel).ticking("goal", "1").with("do", "schedule");
    world.here.store.clock().advance(AWAY);
    (browser, form)
}

/// Signs in, in this browser, as another tab of it does.
async fn signs_in_again(world: &World, browser: &Browser<'_>, name: &'static str) {
    let link = sign_in::offer_link(&world.here, world.person("django", name)).await.unwrap();
    let at = format!("/sign-in/{}", link.reveal().expose());
    let page = browser.opens(&at).await;
    assert_eq!(browser.sends(&page.form(&at)).await.status, 303);
}

fn is_kept(page: &Page) -> bool {
    page.status == 403 && page.says("nothing you typed is lost") && page.says("The second line says \"why\".")
}

#[tokio::test]
async fn what_was_typed_goes_on_after_signing_in_in_another_tab() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, form) = wrote(&world, &site).await;
        let over = browser.sends(&form.attaching("picture", vec![1, 2, 3], "image/png")).await;
        assert!(is_kept(&over) && over.says("Images are not kept"), "{}", over.text());
        assert!(over.html.contains("/sign-in?to=%2Fg%2Fdjango%2Fposts%2Fnew"), "the way back is kept");

        let early = browser.sends(&over.form("/carry-on")).await;
        assert!(is_kept(&early) && early.says("Nobody is signed in in this browser yet"), "{}", early.text());

        signs_in_again(&world, &browser, "Member A").await;
        let on = browser.sends(&over.form("/carry-on")).await;
        assert!(on.status == 200 && on.says("Nothing was sent yet"), "{}", on.text());
        let again = browser.sends(&on.form("/posts/new")).await;
        let composer = again.form("/posts/new");
        assert_eq!(composer.value("text"), Some(TEXT), "{}", again.text());
        assert_eq!(again.status, 200, "it is opened, and neither kept nor planned");
        let kept = browser.sends_and_goes_on(&composer.with("do", "save")).await;
        assert_eq!(kept.form("/edit").value("text"), Some(TEXT));
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_lost_its_cookie_keeps_the_words_too() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (_, form) = wrote(&world, &site).await;
        let stranger = site.visitor();
        let over = stranger.sends(&form.plain()).await;
        assert!(is_kept(&over), "{}", over.text());
        signs_in_again(&world, &stranger, "Member A").await;
        let on = stranger.sends(&over.form("/carry-on")).await;
        assert_eq!(on.form("/posts/new").value("text"), Some(TEXT));
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_is_taken_from_its_own_browser_only_and_from_a_page_of_ours() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, form) = wrote(&world, &site).await;
        let over = browser.sends(&form).await;
        let other = site.browser("django", "Member B").await;
        other.opens("/g/django/").await;
        let foreign = other.sends(&over.form("/carry-on")).await;
        assert!(foreign.status == 403 && !foreign.offers("/posts/new"), "{}", foreign.text());

        signs_in_again(&world, &browser, "Member A").await;
        let session = browser.opens("/g/django/posts/new").await.form("/posts/new");
        let with_session = over.form("/carry-on").with("token", session.value("token").unwrap());
        assert_eq!(browser.sends(&with_session).await.status, 403, "the token of a session is for acts");
        let elsewhere = over.form("/carry-on").with("to", "https://evil.example/g/x");
        assert_eq!(browser.sends(&elsewhere).await.status, 404);
        let old = browser.sends(&form).await;
        assert!(old.status == 403 && old.says("opened before you signed in"), "an old token is worth nothing");
    })
    .await;
}

#[tokio::test]
async fn no_secret_is_written_into_a_page_and_a_button_leads_to_signing_in() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Co-Chair").await;
        let at = format!("/g/django/channels/{}/connect", world.channel("django", "Bluesky").await);
        let connect = browser.opens(&at).await.form("/connect").with("handle", "My.Handle.example");
        world.here.store.clock().advance(AWAY);
        let over = browser.sends(&connect.with("password", "abcd-efgh-ijkl")).await;
        assert!(over.says("My.Handle.example"), "{}", over.text());
        assert!(!over.html.contains("abcd-efgh-ijkl"));

        let answer = browser.sends(&Form::default().sent_to(at.replace("/connect", "/test"))).await;
        assert!(answer.leads_to.unwrap_or_default().starts_with("/sign-in?to="));
    })
    .await;
}
