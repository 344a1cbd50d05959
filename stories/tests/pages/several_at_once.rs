//! Several people do the same at the same moment: one of them is first, the others are told or change nothing, and nobody
//! loses what they wrote.

use acts::{Declined, answers, drafts, opinions, posts};
use basics::PostId;
use channels::Capability::Publish;
use charter::Object;
use futures::future::join_all;
use jiff::SignedDuration;
use store::{LogFilter, LogReader, Saved};
use stories::{World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// As many as a database serves side by side.
const MANY: usize = 8;

#[tokio::test]
async fn of_all_who_save_a_draft_at_once_one_is_kept_and_the_others_are_told() {
    both(async |world: World| {
        let (group, who) = (world.group("django"), world.person("django", "Member A"));
        let post = world.writes("django", "Member A", "The text of all").kept().await;
        let first = world.here.store.post(group, post).await.unwrap().unwrap();
        for seen in 1..5 {
            let texts: Vec<_> = (0..MANY).map(|number| titled(&first.draft, &format!("{seen}, {number}"))).collect();
            let saving = texts.iter().map(|draft| drafts::save(&world.here, group, who, post, seen, draft));
            let saved: Vec<Saved> = join_all(saving).await.into_iter().map(Result::unwrap).collect();
            let won: Vec<usize> = (0..MANY).filter(|at| saved[*at] == Saved::As(seen + 1)).collect();
            assert_eq!(won.len(), 1, "{saved:?}");
            let behind = saved.iter().filter(|saved| **saved == Saved::Behind { newest: seen + 1 });
            assert_eq!(behind.count(), MANY - 1, "{saved:?}");
            let kept = world.here.store.post(group, post).await.unwrap().unwrap();
            assert_eq!(kept.draft.title, texts[won[0]].title, "what was said to be kept is kept");
        }
    })
    .await;
}

fn titled(draft: &publishing::Draft, title: &str) -> publishing::Draft {
    publishing::Draft { title: title.to_owned(), ..draft.clone() }
}

async fn written(world: &World) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "Once").on(&["Mastodon", "LinkedIn"]).await.serving(&["1"]);
    post.due_in(MINUTE).kept().await
}

#[tokio::test]
async fn a_post_that_is_scheduled_several_times_at_once_stands_in_the_queue_once() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let (group, post) = (world.group("django"), written(&world).await);
        let who: Vec<_> = (0..MANY).map(|_| world.elevated("django", "Member A")).collect();
        let done = join_all(who.iter().map(|who| posts::schedule(&world.here, group, who, post))).await;
        let first = done.into_iter().filter(|planning| !planning.as_ref().unwrap().stood_already);
        assert_eq!(first.count(), 1, "the others are told that it stood there already");
        assert_eq!(world.deliveries("django", post).await.len(), 2, "one for each channel");
        let scheduled = LogFilter { act: Some("schedule_post".to_owned()), ..LogFilter::default() };
        assert_eq!(
            world.here.store.log_length(group, LogReader::Program, &scheduled).await.unwrap(),
            1,
            "what was done once is told once"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deletion_that_is_asked_for_several_times_at_once_happens_once() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let (group, post) = (world.group("django"), written(&world).await);
        world.schedules("django", "Member A", post).await.unwrap();
        world.pass(MINUTE).await;
        let channel = world.channel("django", "Mastodon").await;
        let published = world.deliveries("django", post).await.into_iter().find(|row| row.channel == channel).unwrap();
        let who: Vec<_> = (0..MANY).map(|_| world.elevated("django", "Member A")).collect();
        let asking = who.iter().map(|who| posts::withdraw(&world.here, group, who, published.id));
        only_one(join_all(asking).await, "in the queue already");
        let all = world.deliveries("django", post).await;
        assert_eq!(all.iter().filter(|row| row.deletes()).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_is_put_several_times_at_once_is_put_once() {
    both(async |world: World| {
        let group = world.group("django");
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "For a sponsor").on(&["Mastodon"]).await.for_a_sponsor();
        let post = post.due_in(MINUTE * 60).kept().await;
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let author = world.person("django", "Member A");
        let opinion = opinions::may_schedule(&world.here, group, author, Some(post), &row.draft).await.unwrap();
        let (about, open) = (Object::version("post", post, row.draft.digest()), answers::open_matters(&opinion));
        let who: Vec<_> = (0..MANY).map(|_| world.elevated("django", "Member A")).collect();
        let asking = who.iter().map(|who| answers::ask(&world.here, group, who, about.clone(), open[0], "May we?"));
        only_one(join_all(asking).await, "was put already");
        assert_eq!(world.here.store.questions_about(group, &about).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn somebody_who_is_refused_several_times_at_once_has_one_name_in_the_log() {
    both(async |world: World| {
        let (group, post) = (world.group("django"), written(&world).await);
        let who: Vec<_> = (0..MANY).map(|_| world.elevated("django", "Member C")).collect();
        for refused in join_all(who.iter().map(|who| posts::schedule(&world.here, group, who, post))).await {
            let refused = refused.unwrap_err();
            assert!(matches!(refused, Declined::ByCharter(_)), "their first act is an act like any other: {refused:?}");
        }
        let theirs = LogFilter { who: Some(world.person("django", "Member C")), ..LogFilter::default() };
        assert_eq!(world.here.store.log_length(group, LogReader::Program, &theirs).await.unwrap(), MANY as u64);
    })
    .await;
}

/// One of them did it; each of the others was told so in this sentence.
fn only_one<T: std::fmt::Debug>(done: Vec<Result<T, Declined>>, sentence: &str) {
    let (first, others): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
    assert_eq!(first.len(), 1, "{others:?}");
    for other in others {
        let told = other.unwrap_err();
        assert!(matches!(&told, Declined::ByRule(why) if why.contains(sentence)), "{told:?}");
    }
}
