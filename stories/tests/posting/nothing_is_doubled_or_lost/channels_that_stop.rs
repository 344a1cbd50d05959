//! A channel whose key is gone, that rests, is suspended, or is left for good: what waits for it is held or called off.

use super::scene::{MINUTE, copies, each, on_channel, planned, told};
use acts::{answers, channels::Move, connecting, opinions};
use channels::State::{Active, Suspended};
use charter::{
    Object,
    act::{RestChannel, ResumeChannel, RetireChannel, SuspendChannel},
};
use delivery::{PauseReason, State};
use networks::practice::Host;
use store::Declined;
use stories::{Site, World};

#[tokio::test]
async fn a_revoked_key_holds_its_channel_until_the_account_is_connected_again() {
    each(async |world: World| {
        for (channel, host, account) in
            [("Mastodon", Host::Mastodon, "project"), ("Bluesky", Host::Bluesky, "project.example")]
        {
            let text = format!("Without a key on {channel}");
            let post = planned(&world, &text, &[channel]).await;
            let id = world.practice.account(host, account, account).account.id;
            world.practice.revoke(&id);
            world.live_through(MINUTE * 2).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(
                (row.row.state, copies(&world, host, &text)),
                (State::Scheduled, 0),
                "held, neither sent nor lost"
            );
            assert!(row.row.pauses.contains(PauseReason::Token), "{channel}");
            assert!(told(&world, row.id).await.contains(&"paused".to_owned()), "{channel}");

            connect_again(&world, channel, host, account).await;
            world.live_through(MINUTE * 20).await;
            assert_eq!(copies(&world, host, &text), 1, "{channel}");
            assert!(told(&world, row.id).await.is_empty(), "{channel}");
        }
    })
    .await;
}

async fn connect_again(world: &World, channel: &str, host: Host, account: &str) {
    let (group, who) = (world.group("django"), world.elevated("django", "Co-Chair"));
    let channel = world.channel("django", channel).await;
    let typed = world.practice.typed(host, account, account).unwrap();
    connecting::connect(&world.here, group, &who, channel, &typed).await.unwrap();
}

#[tokio::test]
async fn where_a_server_is_gone_from_its_address_a_post_is_tried_for_a_while_and_people_are_told() {
    each(async |world: World| {
        for (channel, host) in [("Mastodon", Host::Mastodon), ("Bluesky", Host::Bluesky)] {
            let text = format!("Moved away on {channel}");
            let post = planned(&world, &text, &[channel]).await;
            let gone = format!("https://{}.gone.invalid", channel.to_lowercase());
            let there = moves_to(&world, channel, &gone).await;
            world.live_through(MINUTE * 10).await;
            assert_eq!(copies(&world, host, &text), 0);
            let site = Site::of(&world).await;
            let home = site.browser("django", "Member A").await.opens("/g/django/").await;
            assert!(home.says(&format!("“{text}” has not left on {channel}")), "{}", home.text());
            world.live_through(MINUTE * 70).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(row.row.state, State::FailedFinal, "given up, and not in silence");
            assert!(!told(&world, row.id).await.is_empty(), "{channel}: {row:?}");
            assert!(row.trouble.is_some_and(|why| why.contains("gone.invalid")), "it names the server");
            moves_to(&world, channel, &there).await;
            world.live_through(MINUTE * 20).await;
            assert_eq!(copies(&world, host, &text), 0, "what was given up does not leave by itself");
        }
    })
    .await;
}

/// The account of a channel is looked for at this address from now on; where it was before.
async fn moves_to(world: &World, channel: &str, address: &str) -> String {
    let id = world.channel("django", channel).await;
    let before = world.here.store.channel(world.group("django"), id).await.unwrap().unwrap().base_url.unwrap();
    let renamed = format!("UPDATE channel SET base_url = '{address}' WHERE base_url = '{before}'");
    world.on_the_database(&renamed).await;
    before
}

#[tokio::test]
async fn a_channel_that_rests_holds_its_posts_until_it_is_resumed() {
    each(async |world: World| {
        let post = planned(&world, "After the rest", &["Mastodon"]).await;
        moves(&world, "Mastodon", Move::Rest).await;
        world.live_through(MINUTE * 5).await;
        let row = on_channel(&world, post, "Mastodon").await;
        assert!(row.row.pauses.contains(PauseReason::Freeze) && copies(&world, Host::Mastodon, "After the rest") == 0);
        moves(&world, "Mastodon", Move::Resume).await;
        world.live_through(MINUTE).await;
        assert_eq!(copies(&world, Host::Mastodon, "After the rest"), 1);
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_is_suspended_holds_its_posts_until_the_group_resumes_it() {
    each(async |world: World| {
        let post = planned(&world, "After the suspension", &["Mastodon", "Bluesky"]).await;
        moves(&world, "Mastodon", Move::Suspend).await;
        assert_eq!(state_of(&world, "Mastodon").await, Suspended);
        world.live_through(MINUTE * 5).await;
        let row = on_channel(&world, post, "Mastodon").await;
        assert_eq!((row.row.state, copies(&world, Host::Mastodon, "After the suspension")), (State::Scheduled, 0));
        assert!(row.row.pauses.contains(PauseReason::Freeze), "held, neither sent nor lost: {row:?}");
        assert!(told(&world, row.id).await.contains(&"paused".to_owned()));
        assert_eq!(copies(&world, Host::Bluesky, "After the suspension"), 1, "the others are not concerned");
        let later = world.writes("django", "Member A", "Not now").on(&["Mastodon"]).await.serving(&["1"]);
        let later = later.due_in(MINUTE).kept().await;
        let refused = world.schedules("django", "Member A", later).await.unwrap_err();
        assert!(matches!(&refused, Declined::ByCharter(grounds) if grounds.because[0].label == "S2"), "{refused:?}");

        moves(&world, "Mastodon", Move::Resume).await;
        assert_eq!(state_of(&world, "Mastodon").await, Active);
        world.live_through(MINUTE).await;
        assert_eq!(copies(&world, Host::Mastodon, "After the suspension"), 1);
        assert!(told(&world, row.id).await.is_empty(), "nobody is asked any more");
    })
    .await;
}

async fn state_of(world: &World, channel: &str) -> channels::State {
    let id = world.channel("django", channel).await;
    world.here.store.channel(world.group("django"), id).await.unwrap().unwrap().channel.state
}

#[tokio::test]
async fn retiring_a_channel_calls_off_what_waits_for_it() {
    each(async |world: World| {
        let post = planned(&world, "Never there", &["Mastodon", "Bluesky"]).await;
        moves(&world, "Mastodon", Move::Retire).await;
        world.live_through(MINUTE * 2).await;
        assert_eq!(on_channel(&world, post, "Mastodon").await.row.state, State::Cancelled);
        assert_eq!(copies(&world, Host::Bluesky, "Never there"), 1, "the others are not concerned");
    })
    .await;
}

/// The Chair moves a channel, once whoever decides about that has decided.
async fn moves(world: &World, channel: &str, wanted: Move) {
    let group = world.group("django");
    let id = world.channel("django", channel).await;
    let chair = world.elevated("django", "Chair");
    let opinion = match wanted {
        Move::Rest => opinions::may(&world.here, group, chair.person(), &RestChannel { channel: id }).await,
        Move::Suspend => opinions::may(&world.here, group, chair.person(), &SuspendChannel { channel: id }).await,
        Move::Retire => opinions::may(&world.here, group, chair.person(), &RetireChannel { channel: id }).await,
        _ => opinions::may(&world.here, group, chair.person(), &ResumeChannel { channel: id }).await,
    };
    for matter in answers::open_matters(&opinion.unwrap()) {
        let about = Object::new("channel", id);
        let answer = answers::ask(&world.here, group, &chair, about, matter, "May we?").await.unwrap();
        let recorder = if matter.goes_to.as_deref() == Some("board") { "Board Liaison" } else { "Chair" };
        let yes = answers::Filled {
            yes: true,
            decided_on: "2026-11-20".to_owned(),
            source: "https://minutes.example/channels".to_owned(),
            tally: String::new(),
        };
        answers::record(&world.here, group, &world.elevated("django", recorder), answer, yes).await.unwrap();
    }
    acts::channels::change(&world.here, group, &chair, id, wanted).await.unwrap();
}
