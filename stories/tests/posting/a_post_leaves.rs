//! A post leaves under the charter: once, at its minute, by the authority of whoever planned it.

use channels::Capability::Publish;
use charter::Way;
use delivery::State;
use jiff::SignedDuration;
use networks::practice::Host;
use store::Declined;
use stories::{World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[tokio::test]
async fn h1_a_member_with_publish_posts_under_a_goal_without_a_board_step() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon", "Bluesky"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 5).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();

        world.pass(MINUTE * 4).await;
        assert!(world.practice.published().is_empty(), "nothing leaves before its minute");
        world.pass(MINUTE).await;

        let texts: Vec<_> = world.practice.published().into_iter().map(|post| (post.host, post.text)).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts.iter().any(|(host, text)| *host == Host::Mastodon && text == "A release is out"));
        assert!(texts.iter().any(|(host, text)| *host == Host::Bluesky && text == "A release is out"));
        for delivery in world.deliveries("django", post).await {
            assert_eq!(delivery.row.state, State::Confirmed);
            let sent = delivery.sent.unwrap();
            assert_eq!((sent.office.as_deref(), sent.clause.as_deref()), (Some("member"), Some("D2")));
            assert!(delivery.row.remote.unwrap().url.is_some());
        }
        world.pass(MINUTE).await;
        world.pass(MINUTE * 15).await;
        assert_eq!(world.states("django", post).await, [State::Live, State::Live], "read back, and still there");
        assert_eq!(world.practice.published().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn h2_without_a_goal_the_board_decides() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Our favourite recipes").on(&["Mastodon"]).await;
        let post = post.due_in(MINUTE).kept().await;
        let refused = world.schedules("django", "Member A", post).await.unwrap_err();
        let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
        assert_eq!(grounds.way, Way::AskBody(vec!["board".into()]));
        assert_eq!(grounds.because[0].label, "B2");
        world.pass(MINUTE * 2).await;
        assert!(world.practice.published().is_empty());
    })
    .await;
}

#[tokio::test]
async fn c7_a_member_without_a_grant_publishes_nowhere() {
    both(async |world: World| {
        let post = world.writes("django", "Member C", "Hello").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
        let refused = world.schedules("django", "Member C", post).await.unwrap_err();
        let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
        assert_eq!(grounds.way, Way::MayNot);
        assert!(grounds.because.iter().any(|cited| cited.label == "D1"));
    })
    .await;
}

#[tokio::test]
async fn a_right_that_ended_in_between_holds_the_post_and_tells_people() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();

        let group = world.group("django");
        let grants = world.here.store.grants(group).await.unwrap();
        let theirs = grants.iter().find(|grant| grant.person == world.person("django", "Member A")).unwrap();
        let chair = world.elevated("django", "Chair");
        acts::access::end(&world.here, group, &chair, theirs.id, "No longer writes").await.unwrap();
        world.pass(MINUTE * 10).await;

        assert!(world.practice.published().is_empty());
        assert_eq!(world.states("django", post).await, [State::Scheduled], "held, neither sent nor lost");
        let told = world.told("django").await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].kind, "paused");
    })
    .await;
}

#[tokio::test]
async fn an_edit_after_planning_leaves_the_planned_text_alone() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "The planned text").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 5).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();

        let (group, author) = (world.group("django"), world.person("django", "Member A"));
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let mut draft = row.draft.clone();
        draft.everywhere.text = "Something else".into();
        acts::drafts::save(&world.here, group, author, post, row.number, &draft).await.unwrap();
        world.pass(MINUTE * 5).await;
        let texts: Vec<_> = world.practice.published().into_iter().map(|post| post.text).collect();
        assert_eq!(texts, ["The planned text"], "what leaves is what was planned, not what somebody began to write");
    })
    .await;
}
