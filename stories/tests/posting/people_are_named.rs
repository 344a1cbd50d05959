//! The people whom a group names: what each network calls them, who is not to be mentioned, and handles that went over to
//! somebody else.

use channels::Capability::Publish;
use delivery::State;
use jiff::SignedDuration;
use networks::practice::{Calls, Effect, Fault, Host, When};
use stories::{Browser, Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const BOOK: &str = "/g/django/people-we-name";

/// The form that puts Maria into the book, whom two networks know by a handle.
async fn maria(world: &World, browser: &Browser<'_>) -> Form {
    world.practice.somebody(Host::Bluesky, "maria.example");
    world.practice.somebody(Host::Mastodon, "maria");
    let form = browser.opens(BOOK).await.form("/people-we-name").with("name", "Maria").with("word", "maria");
    form.with("handle-bluesky", "@maria.example").with("handle-mastodon", "@Maria@social.example")
}

fn refused(page: &Page, words: &str) {
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says(words), "{words:?} is not in: {}", page.text());
}

#[tokio::test]
async fn somebody_in_the_book_is_called_as_each_network_calls_them() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = maria(&world, &browser).await;
        refused(&browser.sends(&form.clone().with("word", "Maria!")).await, "Write a word of at most 40 small letters");
        let page = browser.sends(&form.clone().with("handle-bluesky", "maria")).await;
        refused(&page, "A handle on Bluesky looks like maria.example");
        assert_eq!(page.form("/people-we-name").value("handle-bluesky"), Some("maria"), "nothing typed is lost");
        let page = browser.sends(&form.clone().with("handle-bluesky", "nobody.example")).await;
        refused(&page, "Nobody on Bluesky has the handle nobody.example");
        let page = browser.sends_and_goes_on(&form).await;
        assert!(page.says("They are in the book.") && page.says("@{maria}"), "{}", page.text());
        refused(&browser.sends(&form).await, "Maria has this word already");

        let post = world.writes("django", "Member A", "Thanks").on(&["Mastodon", "Bluesky"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let page = browser.sends(&form.with("text", "Thanks, @{marai}").with("do", "schedule")).await;
        refused(&page, "names “@{marai}”, and the book of people has nobody of this word");
        let mended = page.form("/edit").with("text", "Thanks, @{maria}").with("do", "save");
        let page = browser.sends_and_goes_on(&mended).await;
        let account = world.practice.somebody(Host::Bluesky, "maria.example").id;
        let told = format!("@maria.example leads to the account {account}.");
        assert!(page.says(&told) && page.says("Thanks, @maria@social.example"), "{}", page.text());
        assert_eq!(page.form("/edit").value("text"), Some("Thanks, @{maria}"), "the word stays in the draft");
        assert_eq!(browser.sends(&page.form("/edit").with("do", "schedule")).await.status, 303);
        world.pass(MINUTE * 10).await;
        let mut sent: Vec<String> = world.practice.published().into_iter().map(|post| post.text).collect();
        sent.sort();
        assert_eq!(sent, ["Thanks, @maria.example", "Thanks, @maria@social.example"]);
    })
    .await;
}

#[tokio::test]
async fn pc05_a_handle_that_went_over_to_somebody_else_since_the_approval_keeps_the_post() {
    both(async |world: World| {
        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let before = world.practice.somebody(Host::Bluesky, "maria.example").id;
        let post = world.writes("django", "Member A", "Thanks").on(&["Bluesky"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let page = browser.sends_and_goes_on(&form.with("text", "Thanks, @{maria}").with("do", "save")).await;
        assert!(page.says(&format!("leads to the account {before}")), "{}", page.text());
        assert_eq!(browser.sends(&page.form("/edit").with("do", "schedule")).await.status, 303);

        let now = world.practice.goes_over(Host::Bluesky, "maria.example").id;
        world.pass(MINUTE * 10).await;
        assert!(world.practice.published().is_empty(), "nobody is named who was not meant");
        assert_eq!(world.states("django", post).await, [State::Scheduled]);
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        let why = format!("@maria.example leads to the account {now} by now, and to {before} when this was planned");
        assert!(page.says(&why), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_to_be_mentioned_is_refused_also_after_the_post_was_planned() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let post = world.writes("django", "Member A", "Thanks, @maria@social.example").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();

        let known = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0);
        let at = format!("{BOOK}/{}", known.id);
        let form = browser.opens(&at).await.form(&known.id.to_string()).with("not-to-be-mentioned", "yes");
        refused(&browser.sends(&form).await, "Write since when and why");
        let page = browser.sends_and_goes_on(&form.with("unwanted", "She asked for it in May.")).await;
        assert!(page.says("Member A wrote that they are not to be mentioned"), "{}", page.text());
        world.pass(MINUTE * 10).await;
        assert!(world.practice.published().is_empty());
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("it names Maria, who is not to be mentioned: She asked for it in May."), "{}", page.text());

        let again = world.writes("django", "Member A", "Thanks, @{maria}").on(&["Mastodon"]).await;
        let again = again.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let declined = world.schedules("django", "Member A", again).await.unwrap_err();
        assert!(format!("{declined:?}").contains("who is not to be mentioned"), "{declined:?}");
        let page = browser.sends_and_goes_on(&browser.opens(&at).await.form("/forget")).await;
        assert!(page.says("They are erased from the book.") && page.says("Nobody is in it yet"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_post_that_names_somebody_who_was_erased_from_the_book_since_waits_for_a_look() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let post = world.writes("django", "Member A", "Thanks").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let done = browser.sends(&form.with("text", "Thanks, @{maria}").with("do", "schedule")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let known = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0);
        browser.sends_and_goes_on(&browser.opens(&format!("{BOOK}/{}", known.id)).await.form("/forget")).await;
        world.pass(MINUTE * 10).await;
        assert!(world.practice.published().is_empty());
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("the book of people has nobody of this word any more"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn somebody_who_is_written_anew_while_their_network_is_silent_keeps_the_account_that_is_known() {
    both(async |world: World| {
        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let before = world.practice.somebody(Host::Bluesky, "maria.example").id;
        let known = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0);
        world.practice.plan(Fault { host: None, calls: Calls::Read, when: When::Before, effect: Effect::Status(503) });
        world.practice.plan(Fault { host: None, calls: Calls::Read, when: When::Before, effect: Effect::Status(503) });
        let form = browser.opens(&format!("{BOOK}/{}", known.id)).await.form(&known.id.to_string());
        browser.sends_and_goes_on(&form.with("name", "Maria M.")).await;
        let kept = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0).known;
        assert_eq!(
            (kept.name.as_str(), kept.handles["bluesky"].account.as_deref()),
            ("Maria M.", Some(before.as_str()))
        );
    })
    .await;
}

#[tokio::test]
async fn a_name_in_the_words_of_one_channel_holds_no_other_channel() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let post = world.writes("django", "Member A", "Thanks to all").on(&["Mastodon", "Bluesky"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let own = format!("text-{}", world.channel("django", "Bluesky").await);
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let done = browser.sends(&form.with(&own, "Thanks, @{maria}").with("do", "schedule")).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let known = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0);
        browser.sends_and_goes_on(&browser.opens(&format!("{BOOK}/{}", known.id)).await.form("/forget")).await;
        world.pass(MINUTE * 10).await;
        let sent: Vec<String> = world.practice.published().into_iter().map(|post| post.text).collect();
        assert_eq!(sent, ["Thanks to all"], "the one that names nobody leaves, and the other waits for a look");
    })
    .await;
}

#[tokio::test]
async fn the_book_is_a_groups_own_paper() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        browser.sends_and_goes_on(&maria(&world, &browser).await).await;
        let known = world.here.store.people_we_name(world.group("django")).await.unwrap().remove(0);
        let stranger = site.browser("jupyter", "Member A").await;
        assert!(!stranger.opens("/g/jupyter/people-we-name").await.says("Maria"));
        assert_eq!(stranger.opens(&format!("/g/jupyter/people-we-name/{}", known.id)).await.status, 404);
    })
    .await;
}
