//! Several groups live in one installation and share nothing but the software: with the ids of another group nobody
//! reads, writes, grants, answers or settles anything, and the other group's log does not even notice.

use acts::{
    access::{self, Wish},
    accounts::{self, KeptSessions},
    answers, channels as register, connecting, drafts, opinions, posts, settle,
};
use basics::{AnswerId, ChannelId, DeliveryId, Digest, GrantId, GroupId, MeetingId, Moment, PostId};
use channels::Capability::Publish;
use charter::{
    Actor, Object, Way,
    act::{
        ApproveMinutes, AttendMeeting, CancelMeeting, CorrectAttendance, EndSeries, MoveMeeting, PlanMeeting,
        PublishMinutes, RecordAnswer, ResumeSeries, WriteMinutes,
    },
};
use delivery::{PersonSays, Remote};
use jiff::SignedDuration;
use networks::{Secret, Sessions as _, practice::Host};
use people::Elevated;
use store::{Declined, Plan, Planned, SentForm};
use stories::{DJANGO, JUPYTER, Sample, World, both, on_each};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Ids of things that one group has.
struct Things {
    post: PostId,
    delivery: DeliveryId,
    channel: ChannelId,
    grant: GrantId,
    question: AnswerId,
    meeting: MeetingId,
}

/// A meeting of a group, tomorrow.
async fn meeting_of(world: &World, group: &'static str) -> MeetingId {
    let form = SentForm::without_page(world.now());
    let (meeting, who) = (MeetingId::from(form.id.uuid()), Actor::Person(world.person(group, "Member A")));
    let plan = Plan { title: "Ours".to_owned(), place: String::new(), minutes: 30 };
    let judged = world.here.store.begin(world.group(group), who, PlanMeeting { meeting }).await.unwrap();
    let planned = Planned::One(meetings::Kind::AdHoc, world.now().plus(MINUTE * 1440));
    judged.keep(&plan, planned, &form).await.unwrap().commit().await.unwrap();
    meeting
}

/// Every act about a meeting.
async fn acts_on_meetings(
    world: &World,
    group: GroupId,
    who: &Elevated,
    meeting: MeetingId,
) -> Vec<(&'static str, Result<(), Declined>)> {
    let (store, person, content) = (&world.here.store, who.person(), Digest::of(b""));
    let by = Actor::Person(person);
    vec![
        ("move a meeting", store.begin(group, by, MoveMeeting { meeting }).await.map(drop)),
        ("call a meeting off", store.begin(group, by, CancelMeeting { meeting }).await.map(drop)),
        ("end a series", store.begin(group, by, EndSeries { meeting }).await.map(drop)),
        ("resume a series", store.begin(group, by, ResumeSeries { meeting }).await.map(drop)),
        ("attend a meeting", store.begin(group, by, AttendMeeting { meeting, person }).await.map(drop)),
        ("correct attendance", store.begin(group, by, CorrectAttendance { meeting, person }).await.map(drop)),
        ("write minutes", store.begin(group, by, WriteMinutes { meeting }).await.map(drop)),
        ("approve minutes", store.begin(group, by, ApproveMinutes { meeting, content }).await.map(drop)),
        ("publish minutes", store.begin(group, by, PublishMinutes { meeting, content }).await.map(drop)),
    ]
}

/// A group with one of everything: a published post, a grant, and a question that waits for its answer.
async fn things_of(world: &World, group: &'static str) -> Things {
    world.give(group, "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes(group, "Member A", "Ours").on(&["Mastodon"]).await.serving(&["1"]);
    let post = post.due_in(MINUTE).kept().await;
    world.schedules(group, "Member A", post).await.unwrap();
    world.pass(MINUTE).await;
    let id = world.group(group);
    Things {
        post,
        delivery: world.deliveries(group, post).await[0].id,
        channel: world.channel(group, "Mastodon").await,
        grant: world.here.store.grants(id).await.unwrap()[0].id,
        question: question_of(world, group).await,
        meeting: meeting_of(world, group).await,
    }
}

/// A question of a group: the one it put when access was given, or one about a sponsor's campaign.
async fn question_of(world: &World, group: &'static str) -> AnswerId {
    let (id, author) = (world.group(group), world.elevated(group, "Member A"));
    if let Some(known) = world.here.store.questions(id).await.unwrap().first() {
        return known.id;
    }
    let post = world.writes(group, "Member A", "For a sponsor").on(&["Mastodon"]).await.for_a_sponsor();
    let post = post.due_in(MINUTE * 60).kept().await;
    let row = world.here.store.post(id, post).await.unwrap().unwrap();
    let opinion = opinions::may_schedule(&world.here, id, author.person(), Some(post), &row.draft).await.unwrap();
    let about = Object::version("post", post, row.draft.digest());
    answers::ask(&world.here, id, &author, about, answers::open_matters(&opinion)[0], "May we?").await.unwrap()
}

fn yes() -> answers::Filled {
    let source = "https://minutes.example/1".to_owned();
    answers::Filled { yes: true, decided_on: "2026-11-20".to_owned(), source, tally: String::new() }
}

/// Every act there is, by somebody, in a group, with these things.
async fn every_act(world: &World, group: GroupId, who: &Elevated, of: &Things) -> Vec<(&'static str, Declined)> {
    let here = &world.here;
    let there = Remote { id: "1".to_owned(), url: Some("https://social.example/@us/1".to_owned()) };
    let wish = Wish {
        channel: of.channel,
        to: who.person(),
        capability: Publish,
        reason: "Mine now".to_owned(),
        until: Some(world.now().plus(MINUTE * 60)),
    };
    let typed = world.practice.typed(Host::Mastodon, "stranger", "Stranger").unwrap();
    let server = networks::Typed::new([("server".to_owned(), world.practice.address(Host::Mastodon).unwrap())]);
    let mut done = vec![
        ("schedule", posts::schedule(here, group, who, of.post).await.map(drop)),
        ("cancel", posts::cancel(here, group, who, of.post).await),
        ("withdraw", posts::withdraw(here, group, who, of.delivery).await),
        ("settle", settle::settle(here, group, who, of.delivery, PersonSays::Drop).await),
        ("settle, it is there", settle::settle(here, group, who, of.delivery, PersonSays::ItIsThere(there)).await),
        ("paste an address", settle::at(here, group, of.delivery, "https://social.example/@us/3").await.map(drop)),
        ("posted", settle::posted(here, group, who, of.delivery, "https://social.example/@us/2").await),
        ("grant", access::grant(here, group, who, wish.clone()).await.map(drop)),
        ("ask for a grant", access::ask(here, group, who, &wish).await.map(drop)),
        ("end access", access::end(here, group, who, of.grant, "Theirs").await),
        ("record an answer", answers::record(here, group, who, of.question, yes()).await),
        ("connect", connecting::connect(here, group, who, of.channel, &typed).await.map_err(Declined::from)),
        (
            "start connecting",
            connecting::start(here, group, who, of.channel, &server).await.map(drop).map_err(Declined::from),
        ),
    ];
    for act in ["rest_channel", "resume_channel", "suspend_channel", "retire_channel", "prefer_channel", "open_channel"]
    {
        let wanted = register::Move::of(act).unwrap();
        done.push((act, register::change(here, group, who, of.channel, wanted).await));
    }
    done.extend(acts_on_meetings(world, group, who, of.meeting).await);
    assert!(world.here.store.meeting(group, of.meeting).await.unwrap().is_none());
    let draft = world.here.store.post(group, of.post).await.unwrap().map(|row| row.draft);
    assert!(draft.is_none(), "a post of another group is not read");
    let empty = publishing::Draft::new(publishing::Language::parse("en").unwrap());
    done.push(("save", drafts::save(here, group, who.person(), of.post, 1, &empty).await.map(drop)));
    done.into_iter().map(|(act, done)| (act, done.expect_err(act))).collect()
}

/// Everything that is read by an id, asked for in another group than the one whose id it is.
#[tokio::test]
async fn what_is_read_by_its_id_is_read_in_its_own_group_alone() {
    both(async |world: World| {
        let things = things_of(&world, "django").await;
        let (own, other) = (world.group("django"), world.group("jupyter"));
        let (store, who) = (&world.here.store, world.person("django", "Member A"));
        let planned = store.post(own, things.post).await.unwrap().unwrap().content.unwrap();
        let picture =
            drafts::upload(&world.here, own, who, world.arrived(&picture()).await, None).await.unwrap().digest;
        for (group, is_there) in [(own, true), (other, false)] {
            let found = [
                !store.transitions(group, things.delivery).await.unwrap().is_empty(),
                store.planned_version(group, things.post, planned).await.unwrap().is_some(),
                store.channel_token(group, things.channel).await.unwrap().is_some(),
                store.person_named(group, who).await.unwrap().is_some(),
                store.picture_bytes(group, picture).await.is_ok(),
            ];
            assert_eq!(found, [is_there; 5], "{group}");
        }
    })
    .await;
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// What a group could notice.
async fn seen_by(world: &World, group: GroupId) -> String {
    let store = &world.here.store;
    let log: Vec<_> = world.log(group).await.into_iter().map(|kept| kept.entry).collect();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {}",
        log,
        store.grants(group).await.unwrap(),
        store.channels(group).await.unwrap(),
        store.questions(group).await.unwrap(),
        store.meetings(group).await.unwrap(),
        store.asking(group, Moment::from_micros(0)).await.unwrap(),
        store.revision(group).await.unwrap()
    )
}

#[tokio::test]
async fn with_the_ids_of_another_group_nothing_is_there() {
    both(async |world: World| {
        let groups = ["django", "jupyter"];
        let things = [things_of(&world, groups[0]).await, things_of(&world, groups[1]).await];
        for (own, other) in [(0, 1), (1, 0)] {
            let (group, theirs) = (world.group(groups[own]), world.group(groups[other]));
            let before = seen_by(&world, theirs).await;
            for name in ["Member A", "Member B", if own == 0 { "Chair" } else { "Member C" }] {
                let who = world.elevated(groups[own], name);
                for (act, declined) in every_act(&world, group, &who, &things[other]).await {
                    assert!(matches!(declined, Declined::NotFound(_)), "{name} of {}: {act}: {declined}", groups[own]);
                }
            }
            assert_eq!(seen_by(&world, theirs).await, before, "{} noticed something", groups[other]);
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_member_of_a_group_does_nothing_in_it() {
    both(async |world: World| {
        let things = things_of(&world, "django").await;
        let group = world.group("django");
        let kept = |world: &World| {
            let store = world.here.store.clone();
            async move { (store.grants(group).await.unwrap(), store.channels(group).await.unwrap()) }
        };
        let before = kept(&world).await;
        let stranger = world.elevated("jupyter", "Member A");
        let (here, of) = (&world.here, &things);
        let draft = world.writes("django", "Member A", "Not yet").on(&["Mastodon"]).await.serving(&["1"]);
        let draft = draft.due_in(MINUTE).kept().await;
        let refused = [
            posts::schedule(here, group, &stranger, draft).await.map(drop),
            posts::cancel(here, group, &stranger, of.post).await,
            posts::withdraw(here, group, &stranger, of.delivery).await,
            access::end(here, group, &stranger, of.grant, "Not mine").await,
            answers::record(here, group, &stranger, of.question, yes()).await,
            register::change(here, group, &stranger, of.channel, register::Move::Suspend).await,
        ];
        for (refused, clause) in refused.into_iter().zip(["D2", "D2", "D2", "D1", "B0", "D1"]) {
            let Err(Declined::ByCharter(grounds)) = refused else { panic!("not by the charter: {refused:?}") };
            assert_eq!(grounds.way, Way::MayNot, "{grounds:?}");
            assert_eq!(grounds.because[0].label, clause, "{grounds:?}");
        }
        let empty = publishing::Draft::new(publishing::Language::parse("en").unwrap());
        let begun = drafts::begin(here, group, stranger.person(), &empty).await;
        assert!(matches!(begun, Err(Declined::NotFound(_))), "not even that there is something is told");
        assert_eq!(kept(&world).await, before);
        let act = RecordAnswer { answer: of.question };
        let opinion = here.store.opinion(group, Actor::Person(stranger.person()), &act).await;
        assert!(!opinion.unwrap().may());
    })
    .await;
}

/// The second group, with the Bluesky account of the first.
const WITH_THE_SAME_ACCOUNT: Sample = Sample {
    accounts: &[("Mastodon", Host::Mastodon, "notebooks"), ("Bluesky", Host::Bluesky, "project.example")],
    ..JUPYTER
};

async fn keys_of(world: &World, group: &str) -> Vec<u8> {
    let channel = world.channel(group, "Bluesky").await;
    world.here.store.channel_token(world.group(group), channel).await.unwrap().unwrap().to_vec()
}

/// Connects the account again, with a new app password: the old one is worth nothing any more.
async fn connected_again(world: &World, group: &'static str, officer: &'static str) {
    let before = world.practice.account(Host::Bluesky, "project.example", "Project");
    world.practice.revoke(&before.account.id);
    let typed = world.practice.typed(Host::Bluesky, "project.example", "Project").unwrap();
    let (channel, who) = (world.channel(group, "Bluesky").await, world.elevated(group, officer));
    connecting::connect(&world.here, world.group(group), &who, channel, &typed).await.unwrap();
}

#[tokio::test]
async fn two_groups_with_one_account_never_receive_each_others_keys() {
    on_each(async |database| {
        let world = Box::pin(World::impatient(database, &[DJANGO, WITH_THE_SAME_ACCOUNT])).await;
        connected_again(&world, "jupyter", "Member A").await;
        world.give("jupyter", "Member B", "Bluesky", &[Publish]).await;
        let [own, others] = [keys_of(&world, "jupyter").await, keys_of(&world, "django").await];
        world.practice.end_sessions();
        let post = world.writes("jupyter", "Member B", "Ours").on(&["Bluesky"]).await.due_in(MINUTE).kept().await;
        world.schedules("jupyter", "Member B", post).await.unwrap();
        world.pass(MINUTE).await;
        assert!(world.deliveries("jupyter", post).await[0].row.remote.is_some(), "it left with a renewed session");
        assert_ne!(keys_of(&world, "jupyter").await, own, "the renewed session is kept");
        assert_eq!(keys_of(&world, "django").await, others, "in the group whose session it is, and in no other");
    })
    .await;
}

#[tokio::test]
async fn a_session_of_an_old_key_does_not_take_the_place_of_a_new_key() {
    both(async |world: World| {
        let (group, channel) = (world.group("django"), world.channel("django", "Bluesky").await);
        let row = world.here.store.channel(group, channel).await.unwrap().unwrap();
        let stale = accounts::open(&world.here, &row).await.unwrap();
        connected_again(&world, "django", "Chair").await;
        let before = keys_of(&world, "django").await;
        let kept = KeptSessions(world.here.store.clone()).keep(&stale, &Secret::new("of the old key")).await;
        assert!(kept.unwrap_err().to_string().contains("connected again"));
        assert_eq!(keys_of(&world, "django").await, before);
        let current = accounts::open(&world.here, &row).await.unwrap();
        KeptSessions(world.here.store.clone()).keep(&current, &Secret::new("of the new key")).await.unwrap();
        let kept = accounts::open(&world.here, &row).await.unwrap();
        assert_eq!(kept.session.unwrap().expose(), "of the new key");
        assert_eq!(kept.token.expose(), current.token.expose());
    })
    .await;
}
