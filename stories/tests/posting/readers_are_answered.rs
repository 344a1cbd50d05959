//! Talking with people: on the channel that the charter names for it, and on no other.

use channels::Capability::Reply;
use charter::Way;
use jiff::SignedDuration;
use networks::practice::{Calls, Effect, Fault, Host, When};
use store::Declined;
use stories::{Browser, Form, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn readers_post(world: &World, host: Host) -> String {
    let post = world.practice.comment(host, "reader", "When is the next call?", None).unwrap();
    world.practice.page_of(&post).unwrap()
}

#[tokio::test]
async fn k11_nobody_is_answered_on_a_channel_that_only_announces() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        let asked = readers_post(&world, Host::Bluesky);
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Bluesky"]).await;
        let reply = reply.answering(&asked).due_in(MINUTE).kept().await;
        let refused = world.schedules("jupyter", "Member A", reply).await.unwrap_err();
        let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
        assert_eq!(grounds.way, Way::MayNot);
        let clause = &grounds.because[0];
        assert_eq!(clause.label, "E5");
        assert!(clause.instead.as_ref().unwrap().contains("preferred channel"), "{clause:?}");
        world.pass(MINUTE * 2).await;
        assert_eq!(world.practice.published_by("notebooks.example").len(), 0);
    })
    .await;
}

#[tokio::test]
async fn k12_the_same_answer_on_the_preferred_channel_goes_out() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let asked = readers_post(&world, Host::Mastodon);
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Mastodon"]).await;
        let reply = reply.answering(&asked).due_in(MINUTE).kept().await;
        world.schedules("jupyter", "Member A", reply).await.unwrap();
        world.pass(MINUTE).await;
        let ours: Vec<_> =
            world.practice.published().into_iter().filter(|post| post.text.contains("Tuesday")).collect();
        assert_eq!(ours.len(), 1);
        assert!(ours[0].reply_to.is_some(), "it stands below the question");
    })
    .await;
}

/// The form of a reply of Member A on the channel that the charter prefers, due in ten minutes.
async fn replies(world: &World, browser: &Browser<'_>, to: &str) -> Form {
    let form = browser.opens("/g/jupyter/posts/new").await.form("/posts/new").with("text", "On Tuesday");
    let form = form.ticking("channel", world.channel("jupyter", "Mastodon").await.to_string()).with("answers", to);
    form.with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC").with("do", "schedule")
}

#[tokio::test]
async fn a_reply_to_nothing_is_refused_while_its_author_is_there() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let nothing = format!("{}-gone", readers_post(&world, Host::Mastodon));
        let refused = browser.sends(&replies(&world, &browser, &nothing).await).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.says("Look at the address again: Mastodon finds no post to answer"), "{}", refused.text());
        assert!(refused.html.contains("href=\"#answers\""), "it stands at its field");
        assert_eq!(refused.form("/edit").value("answers"), Some(nothing.as_str()), "what was typed is kept");
        let waiting = world.here.store.going_out(world.group("jupyter"), 10).await.unwrap();
        assert!(waiting.is_empty(), "nothing waits for its minute to fail: {waiting:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reply_whose_network_does_not_answer_is_planned_with_a_warning() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("jupyter", "Member A").await;
        let form = replies(&world, &browser, &readers_post(&world, Host::Mastodon)).await;
        let away =
            Fault { host: Some(Host::Mastodon), calls: Calls::Read, when: When::Before, effect: Effect::Status(503) };
        world.practice.plan(away);
        let planned = browser.sends_and_goes_on(&form).await;
        assert!(planned.says("Scheduled for Fri 20 Nov 2026, 12:10 UTC."), "{}", planned.text());
        assert!(planned.says("could not say whether what it answers is there"), "{}", planned.text());
        world.pass(MINUTE * 10).await;
        let sent = world.practice.published();
        assert!(sent.iter().any(|post| post.text.contains("Tuesday") && post.reply_to.is_some()), "{sent:?}");
    })
    .await;
}
