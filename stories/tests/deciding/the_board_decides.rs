//! What is reserved to another body waits for that body, and its answer lets out exactly what it was given for.

use acts::answers::{self, Filled};
use acts::channels::{Move, change};
use acts::opinions;
use basics::{AnswerId, Moment, PostId};
use channels::Capability::Publish;
use charter::{
    Actor, Object, Way,
    act::{OpenChannel, RestChannel},
};
use delivery::State;
use jiff::SignedDuration;
use store::Declined;
use stories::{World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A post of a sponsor's campaign by Member A, due in ten minutes.
async fn campaign_post(world: &World) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "Our sponsor pays for the sprint").on(&["Mastodon"]).await;
    post.serving(&["2"]).for_a_sponsor().due_in(MINUTE * 10).kept().await
}

/// Somebody puts the question that stands in the way of scheduling.
async fn asks(world: &World, who: &'static str, post: PostId) -> AnswerId {
    let group = world.group("django");
    let row = world.here.store.post(group, post).await.unwrap().unwrap();
    let person = world.person("django", who);
    let opinion = opinions::may_schedule(&world.here, group, person, Some(post), &row.draft).await.unwrap();
    let matters = answers::open_matters(&opinion);
    assert_eq!(matters.len(), 1, "{opinion:?}");
    let about = Object::version("post", post, row.draft.digest());
    let who = world.elevated("django", who);
    answers::ask(&world.here, group, &who, about, matters[0], "May this go out?").await.unwrap()
}

async fn records(world: &World, who: &'static str, answer: AnswerId, filled: Filled) -> Result<(), Declined> {
    answers::record(&world.here, world.group("django"), &world.elevated("django", who), answer, filled).await
}

fn yes(source: &str, tally: &str) -> Filled {
    Filled { yes: true, decided_on: "2026-11-20".into(), source: source.into(), tally: tally.into() }
}

fn refused(result: Result<(), Declined>) -> charter::Grounds {
    match result {
        Err(Declined::ByCharter(grounds)) => *grounds,
        other => panic!("not refused by the charter: {other:?}"),
    }
}

#[tokio::test]
async fn h4_a_sponsor_campaign_waits_for_the_board_whoever_asks() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        for who in ["Member A", "Chair", "Co-Chair"] {
            if who != "Member A" {
                world.give("django", who, "Mastodon", &[Publish]).await;
            }
            let grounds = refused(world.schedules("django", who, post).await);
            assert_eq!(grounds.way, Way::AskBody(vec!["board".into()]), "{who}");
            assert_eq!(grounds.because[0].label, "B3");
        }
        world.pass(MINUTE * 11).await;
        assert!(world.practice.published().is_empty());
    })
    .await;
}

#[tokio::test]
async fn h4_the_recorded_answer_lets_exactly_that_text_out() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "5 of 7")).await.unwrap();
        world.schedules("django", "Member A", post).await.unwrap();
        world.pass(MINUTE * 10).await;
        assert_eq!(world.states("django", post).await, [State::Confirmed]);
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn h2_an_edit_voids_the_answer_that_was_given_for_the_old_text() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "")).await.unwrap();

        let (group, author) = (world.group("django"), world.person("django", "Member A"));
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let mut draft = row.draft.clone();
        draft.everywhere.text.push('!');
        acts::drafts::save(&world.here, group, author, post, row.number, &draft).await.unwrap();
        let grounds = refused(world.schedules("django", "Member A", post).await);
        assert_eq!(grounds.because[0].label, "B3");
    })
    .await;
}

#[tokio::test]
async fn h2_the_boards_answer_lets_a_post_without_a_goal_leave_exactly_as_it_was_asked_about() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let text = "Our favourite recipes, by the people who write the framework";
        let post = world.writes("django", "Member A", text).on(&["Mastodon"]).await.due_in(MINUTE * 10).kept().await;
        let grounds = refused(world.schedules("django", "Member A", post).await);
        assert_eq!((grounds.because[0].label.as_str(), &grounds.way), ("B2", &Way::AskBody(vec!["board".into()])));
        let answer = asks(&world, "Member A", post).await;
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "4 of 7")).await.unwrap();

        let (group, author) = (world.group("django"), world.person("django", "Member A"));
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let mut other = row.draft.clone();
        other.everywhere.text.push('!');
        acts::drafts::save(&world.here, group, author, post, row.number, &other).await.unwrap();
        assert_eq!(refused(world.schedules("django", "Member A", post).await).because[0].label, "B2", "other words");
        acts::drafts::save(&world.here, group, author, post, row.number + 1, &row.draft).await.unwrap();
        world.schedules("django", "Member A", post).await.unwrap();
        world.pass(MINUTE * 10).await;
        assert_eq!(world.states("django", post).await, [State::Confirmed]);
        let texts: Vec<_> = world.practice.published().into_iter().map(|post| post.text).collect();
        assert_eq!(texts, [text]);
    })
    .await;
}

#[tokio::test]
async fn h18_an_answer_without_evidence_is_unconfirmed_and_unlocks_nothing() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        records(&world, "Board Liaison", answer, yes("", " ")).await.unwrap();
        refused(world.schedules("django", "Member A", post).await);

        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "")).await.unwrap();
        world.schedules("django", "Member A", post).await.unwrap();
        let asked = world.here.store.questions(world.group("django")).await.unwrap();
        assert_eq!(asked.len(), 2, "a record is never edited: the correction stands beside it");
    })
    .await;
}

#[tokio::test]
async fn h18_only_who_the_charter_names_records_the_boards_answer() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        let source = || yes("https://minutes.example/2026-11", "");
        assert_eq!(refused(records(&world, "Member B", answer, source()).await).way, Way::MayNot);
        assert_eq!(refused(records(&world, "Chair", answer, source()).await).way, Way::MayNot, "the Liaison is there");
        records(&world, "Board Liaison", answer, source()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_no_of_the_board_unlocks_nothing() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        let no = Filled { yes: false, ..yes("https://minutes.example/2026-11", "2 of 7") };
        records(&world, "Board Liaison", answer, no).await.unwrap();
        refused(world.schedules("django", "Member A", post).await);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_the_board_serves_for_six_calendar_months() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "")).await.unwrap();
        let recorded = world.here.store.question(world.group("django"), answer).await.unwrap().unwrap();
        let (recorded, ..) = recorded.answer.unwrap();
        assert_eq!(recorded.expires.unwrap().to_string(), "2027-05-20T00:00:00.000000Z", "six calendar months");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_was_not_used_in_time_expires() {
    both(async |world: World| {
        // The group without terms: its members are still members when its answers expire.
        let (group, channel) = (world.group("jupyter"), world.channel("jupyter", "LinkedIn").await);
        let who = || world.elevated("jupyter", "Member A");
        let rests = async || change(&world.here, group, &who(), channel, Move::Rest).await;
        let grounds = refused(rests().await);
        assert_eq!((grounds.because[0].label.as_str(), &grounds.way), ("R4", &Way::AskGroup));
        let about = Object::new("channel", channel);
        let answer = answers::ask(&world.here, group, &who(), about, &grounds.because[0], "Let it rest?").await;
        let agreed = yes("https://minutes.example/2026-11", "3 of 4");
        // Whoever asked the group has another member record what it answered.
        answers::record(&world.here, group, &world.elevated("jupyter", "Member B"), answer.unwrap(), agreed)
            .await
            .unwrap();

        let rest = RestChannel { channel };
        let may = async || opinions::may(&world.here, group, who().person(), &rest).await.unwrap().may();
        let expires: Moment = "2027-05-20T00:00:00Z".parse().unwrap();
        world.here.store.clock().advance(expires.since(world.now()) - SignedDuration::from_secs(1));
        assert!(may().await, "in its last second it serves");
        world.here.store.clock().advance(SignedDuration::from_secs(1));
        assert!(!may().await);
        assert_eq!(refused(rests().await).way, Way::AskGroup, "the group is asked again");
        let state = world.here.store.channel(group, channel).await.unwrap().unwrap().channel.state;
        assert_eq!(state, channels::State::Active);
    })
    .await;
}

#[tokio::test]
async fn h8_a_new_profile_waits_for_the_board_and_its_name_can_be_held() {
    both(async |world: World| {
        let group = world.group("django");
        let chair = world.elevated("django", "Chair");
        let filled = acts::channels::Filled {
            name: "Forum account".into(),
            network: channels::NetworkName::parse("mastodon").unwrap(),
            place: None,
            handle: "new".into(),
            url: "https://new.example/@new".into(),
            kind: channels::Kind::Ours,
            social: true,
        };
        let id = basics::ChannelId::mint(world.now());
        let channel = filled.checked(id, group).unwrap();
        let grounds = refused(acts::channels::open(&world.here, group, &chair, &channel).await);
        assert_eq!((grounds.because[0].label.as_str(), &grounds.way), ("B4", &Way::AskBody(vec!["board".into()])));

        acts::channels::reserve(&world.here, group, &chair, &channel).await.unwrap();
        let opinion =
            world.here.store.opinion(group, Actor::Person(chair.person()), &OpenChannel { channel: id }).await;
        let opinion = opinion.unwrap();
        let matters = answers::open_matters(&opinion);
        let about = Object::new("channel", id);
        let answer = answers::ask(&world.here, group, &chair, about, matters[0], "Open it?").await.unwrap();
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "6 of 7")).await.unwrap();
        acts::channels::open(&world.here, group, &chair, &channel).await.unwrap();
        let state = world.here.store.channel(group, id).await.unwrap().unwrap().channel.state;
        assert_eq!(state, channels::State::Active);
    })
    .await;
}

#[tokio::test]
async fn an_answer_from_long_before_the_question_was_put_is_refused_in_a_sentence() {
    both(async |world: World| {
        let post = campaign_post(&world).await;
        let answer = asks(&world, "Member A", post).await;
        for day in ["1900-01-01", "2026-10-20"] {
            let early = Filled { decided_on: day.to_owned(), ..yes("https://minutes.example/2026-11", "5 of 7") };
            let refused = records(&world, "Board Liaison", answer, early).await.unwrap_err().to_string();
            assert!(
                refused.contains("the question was put on 20 Nov 2026") && refused.contains(&basics::days::read(day)),
                "{refused}"
            );
        }
        let row = world.here.store.question(world.group("django"), answer).await.unwrap().unwrap();
        assert!(row.answer.is_none(), "the question still waits for its answer");
        records(&world, "Board Liaison", answer, yes("https://minutes.example/2026-11", "")).await.unwrap();
    })
    .await;
}
