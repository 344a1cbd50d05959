//! Outside statuses begin and end on a day, as somebody recorded, and what hangs on them follows by itself.

use super::scene::{DAY, MEMBERS, at, is_member, offices, until, vote};
use basics::{Digest, GrantId};
use channels::Capability::Publish;
use charter::{
    Actor,
    act::{CastBallot, GrantAccess},
    presets::Preset,
};
use std::sync::LazyLock;
use stories::{Browser, DJANGO, Page, Sample, Site, World, both, on_each};

const STATUSES: &str = "/g/django/members/statuses";

async fn records(world: &World, browser: &Browser<'_>, name: &'static str, said: [&str; 3]) -> Page {
    let [status, how, from] = said;
    let form = browser.opens(STATUSES).await.form("/members/statuses");
    let form = form.with("person", world.person("django", name).to_string()).with("status", status).with("how", how);
    browser.sends(&form.with("from", from).with("evidence", "https://minutes.example/election")).await
}

#[tokio::test]
async fn f1_the_board_seat_ends_and_with_it_the_office_at_midnight_and_grants_stay() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let late = records(&world, &chair, "Board Liaison", ["board", "ended", "soon"]).await;
        assert!(late.status == 422 && late.says("is not a day"), "{}", late.text());
        let odd = records(&world, &chair, "Board Liaison", ["board", "ended", "0027-01-01"]).await;
        assert!(odd.status == 422 && odd.says("lies before 1970: write the year with four digits"), "{}", odd.text());
        let unread = chair.sends(&late.form("/members/statuses").with("from", "2027-01-01").with("evidence", "")).await;
        assert!(unread.says("Say where it can be read: the minutes, a message, an address."), "{}", unread.text());
        assert!(unread.says("Not done yet, for one reason"), "{}", unread.text());
        let done = records(&world, &chair, "Board Liaison", ["board", "ended", "2027-01-01"]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        until(&world, "2026-12-31T23:59:59Z").await;
        assert!(is_member(&world, "Board Liaison").await);
        until(&world, "2027-01-01T00:00:00Z").await;
        assert!(!is_member(&world, "Board Liaison").await && offices(&world, "Board Liaison").await.is_empty());
        let grants = world.here.store.grants(world.group("django")).await.unwrap();
        assert!(grants.iter().any(|grant| grant.holds(world.now())), "grants already made stay: {grants:?}");
        let member = site.browser("django", "Member B").await;
        let page = member.opens(MEMBERS).await;
        assert!(page.says("Nobody is Board Liaison.") && page.says("This is day 1 of it"), "{}", page.text());
        let home = member.opens("/g/django/").await;
        assert!(home.says("Nobody is Board Liaison, and the group is incomplete without."), "{}", home.text());
        let log = member.opens("/g/django/audit?act=follow_status").await;
        assert!(
            log.says("The charter") && log.says("acted on a change in what Board Liaison is outside the group"),
            "{}",
            log.text()
        );
    })
    .await;
}

#[tokio::test]
async fn f1_nobody_grants_by_an_office_whose_seat_has_ended() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        records(&world, &chair, "Board Liaison", ["board", "ended", "2026-11-21"]).await;
        world.here.store.clock().advance(DAY);
        let act = GrantAccess {
            grant: GrantId::mint(world.now()),
            channel: world.channel("django", "Mastodon").await,
            to: world.person("django", "Member A"),
            capability: "publish".to_owned(),
            until: at("2027-01-01T00:00:00Z"),
        };
        let liaison = Actor::Person(world.person("django", "Board Liaison"));
        let opinion = world.here.store.opinion(world.group("django"), liaison, &act).await.unwrap();
        assert!(!opinion.may(), "also before anything was carried out");
    })
    .await;
}

#[tokio::test]
async fn f2_whoever_was_admitted_too_stays_to_the_end_of_their_own_term() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        records(&world, &chair, "Chair", ["board", "began", "2026-11-20"]).await;
        let liaison = site.browser("django", "Board Liaison").await;
        let down = liaison.opens("/g/django/members/offices").await.form("/offices/down");
        liaison.sends(&down).await;
        assert!(!is_member(&world, "Board Liaison").await, "who was only liaison is a member no more");
        let form = chair.opens("/g/django/members/offices").await.form("/members/offices").with("office", "liaison");
        let asked = chair.sends(&form.with("person", world.person("django", "Chair").to_string())).await;
        let at = asked.leads_to.unwrap();
        let recorded = chair.opens(&at).await.form(&at);
        let recorded =
            recorded.with("outcome", "yes").with("on", "2026-11-20").with("source", "https://minutes.example/1");
        chair.sends(&recorded).await;
        let put = chair.opens("/g/django/members/offices").await.form("/members/offices").with("office", "liaison");
        let put = chair.sends(&put.with("person", world.person("django", "Chair").to_string())).await;
        assert_eq!(put.status, 303, "{}", put.text());
        let mut held = offices(&world, "Chair").await;
        held.sort();
        assert_eq!(held, ["chair", "liaison"]);
        let page = chair.opens(MEMBERS).await;
        assert!(page.says("Your membership has no end of its own."), "{}", page.text());

        records(&world, &chair, "Chair", ["board", "ended", "2026-11-22"]).await;
        until(&world, "2026-11-22T00:00:00Z").await;
        assert_eq!(offices(&world, "Chair").await, ["chair"]);
        let page = site.browser("django", "Chair").await.opens(MEMBERS).await;
        assert!(page.says("Your term runs until Thu 1 Apr 2027"), "{}", page.text());
    })
    .await;
}

/// The first charter, with a liaison who watches and does not vote.
static OBSERVED: LazyLock<Preset> = LazyLock::new(|| {
    let preset = DJANGO.preset;
    let plain = "appointed_by = \"board\"\n";
    assert!(preset.rules.contains(plain), "the preset has an office that the board fills");
    let rules = preset.rules.replace(plain, "appointed_by = \"board\"\nvotes = false\n");
    Preset { rules: Box::leak(rules.into_boxed_str()), ..preset }
});

#[tokio::test]
async fn f6_a_liaison_who_only_observes_is_on_no_roll() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[Sample { preset: *OBSERVED, ..DJANGO }])).await;
        let page = super::scene::rest_is_voted_on(&world, "Member A").await;
        assert!(page.says("0 of 5 have voted"), "{}", page.text());
        let liaison = Site::of(&world).await.browser("django", "Board Liaison").await.opens(&vote(1)).await;
        assert!(!liaison.offers("/ballot"), "{}", liaison.text());
    })
    .await;
}

#[tokio::test]
async fn e11_whoever_is_disqualified_has_no_access_at_once_and_stays_a_member() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Later today").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let page = super::scene::rest_is_voted_on(&world, "Member B").await;
        assert!(page.says("0 of 6 have voted"), "{}", page.text());
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let done = records(&world, &chair, "Member A", ["coc_disqualified", "began", "2026-11-20"]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let again = world.writes("django", "Member A", "And again").on(&["Mastodon"]).await.serving(&["1"]);
        let again = again.due_in(DAY).kept().await;
        assert!(world.schedules("django", "Member A", again).await.is_err(), "at once, without a vote");
        assert!(is_member(&world, "Member A").await, "the membership ends by a vote only");
        let page = chair.opens("/g/django/members").await;
        assert!(page.says("rests: publish on Mastodon"), "{}", page.text());
        let page = chair.opens("/g/django/members/statuses").await;
        assert!(page.says("Recorded by Chair on 20 Nov 2026"), "{}", page.text());
        let text = super::scene::decision(&world, 1).await.text();
        let ballot = CastBallot { decision: super::scene::decision(&world, 1).await.id, text };
        let judged = world
            .here
            .store
            .begin(world.group("django"), Actor::Person(world.person("django", "Member A")), ballot)
            .await;
        let refused = judged.unwrap().keep("yes", "").await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("your vote rests"), "{refused}");
        assert_ne!(text, Digest::of(b""));
        world.pass(DAY * 2).await;
        let states = world.states("django", post).await;
        assert_eq!(states, [delivery::State::Scheduled], "what was planned does not leave");
    })
    .await;
}

#[tokio::test]
async fn continuing_eligibility_that_is_lost_takes_the_vote_after_fourteen_days() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        records(&world, &chair, "Member A", ["individual_member", "ended", "2026-11-21"]).await;
        until(&world, "2026-12-04T12:00:00Z").await;
        let page = super::scene::rest_is_voted_on(&world, "Member B").await;
        assert!(page.says("0 of 6 have voted"), "fourteen days to mend it: {}", page.text());
        until(&world, "2026-12-12T12:00:00Z").await;
        let page = site.browser("django", "Member B").await.opens(&vote(1)).await;
        assert!(page.says("of 5"), "who lost the vote is struck: {}", page.text());
        assert!(is_member(&world, "Member A").await);
    })
    .await;
}
