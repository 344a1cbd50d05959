//! A group ends: agreed to by every member, decided by the body above it, or on the day its charter sets. What is left is an
//! archive that its people go on reading.

use acts::ending_group;
use basics::{AnswerId, Moment};
use channels::Capability::Publish;
use charter::{Actor, act::LeaveGroup, presets::Preset};
use delivery::State;
use jiff::SignedDuration;
use store::Declined;
use stories::{Browser, JUPYTER, Page, Sample, Site, World, both, on_each};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const EVERYBODY: [&str; 6] = ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"];

/// A member asks on the page of the end, and is led to the question.
async fn asks(browser: &Browser<'_>, matter: &str) -> Page {
    let page = browser.opens("/g/django/ending").await;
    let form = page.form("/g/django/ending").with("matter", matter);
    browser.sends_and_goes_on(&form).await
}

async fn question(world: &World, group: &str) -> AnswerId {
    let all = world.here.store.questions(world.group(group)).await.unwrap();
    all.into_iter().find(|row| row.question.about.kind == "group").unwrap().id
}

/// A post of Member A that waits.
async fn planned(world: &World) -> basics::PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "To leave later").on(&["Mastodon"]).await.serving(&["1"]);
    let post = post.due_in(DAY * 20).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

/// The group votes on its end, and these say yes.
async fn votes(world: &World, yes: &[&'static str]) {
    let site = Site::of(world).await;
    let member = site.browser("django", "Member A").await;
    let page = asks(&member, "dissolve_group").await;
    let form = page.form("/vote").with("proposal", "Shall the group end?");
    let page = member.sends_and_goes_on(&form).await;
    let ballot = page.form("/ballot").to;
    let at = ballot.trim_end_matches("/ballot").to_owned();
    for name in yes {
        let browser = site.browser("django", name).await;
        let form = browser.opens(&at).await.form("/ballot").with("choice", "yes");
        let done = browser.sends_and_goes_on(&form).await;
        assert_eq!(done.status, 200, "{name}: {}", done.text());
    }
}

async fn has_ended(world: &World, group: &str) -> bool {
    world.here.store.ending(world.group(group)).await.unwrap().is_some()
}

#[tokio::test]
async fn o3_a_group_ends_when_every_member_says_yes_and_is_an_archive() {
    both(async |world: World| {
        let post = planned(&world).await;
        votes(&world, &EVERYBODY).await;
        world.pass(DAY * 8).await;
        assert!(has_ended(&world, "django").await);
        assert_eq!(world.states("django", post).await, [State::Cancelled], "what waited is called off");
        world.pass(DAY * 20).await;
        assert!(world.practice.published().is_empty());

        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens("/g/django/ending").await;
        assert!(page.says("This group has ended") && page.says("by decision 2026-1"), "{}", page.text());
        for page in ["", "/posts", "/members", "/decisions", "/channels", "/requests", "/charter", "/audit"] {
            let page = chair.opens(&format!("/g/django{page}")).await;
            if page.status != 404 {
                assert_eq!(page.status, 200, "{}", page.text());
                assert!(page.says("is an archive now"), "{}", page.text());
            }
        }
        let export = chair.opens("/g/django/audit.json").await;
        assert_eq!(export.status, 200, "the log can be exported");
        assert!(
            !world
                .here
                .store
                .grants(world.group("django"))
                .await
                .unwrap()
                .iter()
                .any(|grant| { grant.holds(world.now()) })
        );
        let connected = world.here.store.channels(world.group("django")).await.unwrap();
        assert!(connected.iter().all(|row| !row.connected), "the keys are forgotten");
        assert!(!has_ended(&world, "jupyter").await, "another group goes on");
    })
    .await;
}

#[tokio::test]
async fn o3_one_member_who_is_silent_keeps_the_group() {
    both(async |world: World| {
        votes(&world, &EVERYBODY[1..]).await;
        world.pass(DAY * 30).await;
        assert!(!has_ended(&world, "django").await);
    })
    .await;
}

#[tokio::test]
async fn o3_every_write_in_an_archive_is_refused_with_what_decided_it() {
    both(async |world: World| {
        let post = planned(&world).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let composer = member.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        asks(&member, "close_group").await;
        let at = question(&world, "django").await;
        let liaison = site.browser("django", "Board Liaison").await;
        let unconfirmed = async |source: &str| {
            let form = liaison.opens(&format!("/g/django/requests/{at}")).await.form(&format!("/requests/{at}"));
            let form = form.with("outcome", "yes").with("on", "2026-11-20").with("source", source);
            liaison.sends_and_goes_on(&form).await
        };
        unconfirmed("").await;
        world.work().await;
        assert!(!has_ended(&world, "django").await, "an answer without evidence ends nothing");
        unconfirmed("https://minutes.example/2026-11").await;
        world.work().await;
        assert!(has_ended(&world, "django").await, "the board closes a group at any time");

        let page = member.sends(&composer.with("do", "keep")).await;
        assert_eq!(page.status, 422);
        assert!(page.says("This group ended on 20 Nov 2026, by the board on 20 Nov 2026"), "{}", page.text());
        let act = LeaveGroup { person: world.person("django", "Member A") };
        let by = Actor::Person(world.person("django", "Member A"));
        let refused = world.here.store.begin(world.group("django"), by, act).await.map(drop);
        assert!(
            matches!(&refused, Err(Declined::ByRule(sentence)) if sentence.contains("is an archive now")),
            "{refused:?}"
        );
        assert_eq!(site.visitor().opens("/apply/django").await.status, 404, "nobody applies to an archive");
    })
    .await;
}

#[tokio::test]
async fn o3_what_people_have_to_do_at_the_end_is_on_home_and_is_ticked_in_the_archive() {
    both(async |world: World| {
        votes(&world, &EVERYBODY).await;
        world.pass(DAY * 8).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await.opens("/g/django/").await;
        assert!(!member.says("last report"), "only whoever may tick it is asked: {}", member.text());
        let chair = site.browser("django", "Chair").await;
        let home = chair.opens("/g/django/").await;
        assert!(home.says("Write the group’s last report to the board"), "{}", home.text());
        assert!(home.says("Take back the key of Bluesky, in the settings of the account itself"), "{}", home.text());
        let errands = chair.opens("/g/django/errands").await;
        let all = world.here.store.errands(world.group("django")).await.unwrap();
        let report = all.iter().find(|errand| errand.kind == store::ErrandKind::LastReport).unwrap();
        let form = errands.form(&format!("/errands/{}", report.id));
        let page = chair.sends_and_goes_on(&form).await;
        assert!(page.says("It is done, and the log says so."), "{}", page.text());
        assert_eq!(chair.sends(&form).await.status, 409, "it is ticked once");
        assert!(!chair.opens("/g/django/").await.says("last report"));
    })
    .await;
}

#[tokio::test]
async fn o3_members_go_on_reading_the_archive_after_their_term_would_have_ended() {
    both(async |world: World| {
        votes(&world, &EVERYBODY).await;
        world.pass(DAY * 8).await;
        world.pass(DAY * 400).await;
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member C").await.opens("/g/django/audit").await;
        assert!(page.status == 200 && page.says("is an archive now"), "{}", page.text());
        let members = world.here.store.members(world.group("django")).await.unwrap();
        assert!(members.iter().all(|member| member.left.is_none()), "nobody's term is ended in an archive");
    })
    .await;
}

/// The second preset with an end of its own.
fn with_a_sunset() -> Sample {
    let acts = "acts = [\"dissolve_group\"]\n";
    assert!(JUPYTER.preset.rules.contains(acts));
    let rules = JUPYTER.preset.rules.replace(acts, &format!("{acts}unless = {{ sunset = true }}\n"));
    let sunset = "[membership.sunset]\non = \"2026-12-24\"\nclause = \"C1\"\n\n[membership]";
    let rules = rules.replacen("[membership]", sunset, 1);
    let power =
        "[[power]]\nwho = [\"member\"]\nmay = [\"dissolve_group\"]\nonly_while = { sunset = true }\nclause = \"C1\"";
    let rules = rules.replacen("[[reserved]]", &format!("{power}\n\n[[reserved]]"), 1);
    let preset = Preset { rules: Box::leak(rules.into_boxed_str()), ..JUPYTER.preset };
    Sample { preset, ..JUPYTER }
}

#[tokio::test]
async fn o3_a_group_ends_by_itself_on_the_day_its_charter_sets() {
    on_each(async |database| {
        let world = World::of(database, &[with_a_sunset()]).await;
        let end: Moment = "2026-12-24T00:00:00Z".parse().unwrap();
        world.pass(end.since(world.now()) - SignedDuration::from_secs(1)).await;
        assert!(!has_ended(&world, "jupyter").await);
        world.pass(SignedDuration::from_secs(1)).await;
        assert!(has_ended(&world, "jupyter").await, "at its second");
        let who = world.elevated("jupyter", "Member A");
        let refused = ending_group::ask(&world.here, world.group("jupyter"), &who, "dissolve_group").await;
        assert!(refused.is_err());
    })
    .await;
}
