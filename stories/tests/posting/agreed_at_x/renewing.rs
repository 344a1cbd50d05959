//! Keys that are good for one renewal: one worker of all machines uses one up, and what dies in the middle of that loses
//! nothing.

use super::scene::{MINUTE, NEARLY_TWO_HOURS, Scene, connected};
use acts::{clock, renewing};
use delivery::{PauseReason, State};
use networks::oauth::Pair;
use std::{future::Future, pin::pin, task::Poll, time::Duration};
use store::Turn;

/// Long enough that whoever comes meanwhile does come meanwhile.
const A_MOMENT: Duration = Duration::from_millis(300);

async fn access(scene: &Scene) -> String {
    Pair::of(&scene.kept().await).unwrap().access.to_string()
}

#[tokio::test]
async fn dl19_a_key_that_several_workers_find_due_is_renewed_by_one_and_the_others_take_what_it_kept() {
    connected("5", async |scene: Scene| {
        let (other, row, old) = (scene.another_process().await, scene.row().await, access(&scene).await);
        scene.world.here.store.clock().advance(NEARLY_TWO_HOURS);
        scene.site.hold_answers(A_MOMENT);
        let here = &scene.world.here;
        let all = [here, &other, here, &other, here, &other].map(|here| renewing::ready(here, &row));
        let all = futures::future::try_join_all(all).await.unwrap();
        let new = access(&scene).await;
        assert!(new != old, "the key is another one by now");
        for account in all {
            assert_eq!(Pair::of(&account).unwrap().access.as_str(), new, "everybody uses the same key");
        }
        assert_eq!(scene.site.keys().counted(), (1, 0), "nobody came with a used one");
        renewing::ready(here, &row).await.unwrap();
        assert_eq!(scene.site.keys().counted().0, 1, "a key that is good is left alone");
    })
    .await;
}

#[tokio::test]
async fn dl19_a_post_leaves_with_the_key_that_another_worker_renewed() {
    connected("5", async |scene: Scene| {
        let post = scene.plans("After a renewal", NEARLY_TWO_HOURS).await;
        let (other, row) = (scene.another_process().await, scene.row().await);
        scene.world.here.store.clock().advance(NEARLY_TWO_HOURS);
        scene.site.hold_answers(A_MOMENT);
        let (first, second) = tokio::join!(renewing::ready(&other, &row), scene.world.work());
        assert!(first.is_ok(), "{second:?}");
        assert_eq!(scene.site.keys().counted(), (1, 0));
        scene.world.live_through(MINUTE * 10).await;
        assert_eq!(scene.copies("After a renewal"), 1);
        assert!(matches!(scene.delivery(post).await.row.state, State::Verified | State::Live));
    })
    .await;
}

#[tokio::test]
async fn dl20_a_renewed_key_that_died_with_its_process_holds_the_post_until_somebody_connects_again() {
    connected("5", async |scene: Scene| {
        let post = scene.plans("Not lost", NEARLY_TWO_HOURS).await;
        let process = scene.another_process().await;
        scene.world.here.store.clock().advance(NEARLY_TWO_HOURS);
        scene.site.hold_answers(Duration::from_mins(1));
        // K5: X has renewed the key, and the process that asked for it dies before it has the answer.
        tokio::select! {
            _ = clock::tick(&process) => panic!("X holds its answer back"),
            () = renewed_at(&scene) => {}
        }
        drop(process);
        scene.site.hold_answers(Duration::ZERO);
        is_held_and_told(&scene, post).await;
        scene.connects("5").await.unwrap();
        scene.world.live_through(MINUTE * 30).await;
        assert_eq!(scene.copies("Not lost"), 1);
        assert!(matches!(scene.delivery(post).await.row.state, State::Verified | State::Live));
    })
    .await;
}

async fn renewed_at(scene: &Scene) {
    while scene.site.keys().counted().0 == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The post waits for somebody who connects the account again, and people are told so.
async fn is_held_and_told(scene: &Scene, post: basics::PostId) {
    scene.world.here.store.clock().advance(MINUTE * 3);
    clock::take_over(&scene.world.here).await.unwrap();
    scene.world.live_through(MINUTE * 5).await;
    let row = scene.delivery(post).await;
    let held: Vec<PauseReason> = row.row.pauses.iter().collect();
    assert_eq!((row.row.state, held), (State::Scheduled, vec![PauseReason::Token]));
    let told = scene.world.told("jupyter").await;
    assert!(told.iter().any(|notice| notice.delivery == row.id), "somebody is told");
    assert!(row.trouble.is_some_and(|why| why.contains("connect the account again")));
    assert_eq!((scene.site.posts().len(), scene.site.keys().counted().1), (0, 1), "one try told that it was used up");
}

#[tokio::test]
async fn dl20_a_turn_whose_worker_died_before_it_renewed_is_over_soon_and_the_post_leaves() {
    connected("5", async |scene: Scene| {
        let post = scene.plans("A minute late", NEARLY_TWO_HOURS + MINUTE * 2).await;
        scene.world.here.store.clock().advance(NEARLY_TWO_HOURS);
        // K4: the turn is taken, and nothing was asked of X.
        let turn = scene.world.here.store.bookkeeping().turn_to_renew(scene.channel).await.unwrap();
        assert!(matches!(turn, Turn::Ours(_)));
        drop(turn);
        let again = scene.world.here.store.bookkeeping().turn_to_renew(scene.channel).await.unwrap();
        assert!(matches!(again, Turn::Theirs(_)), "nobody else renews it within the minute");
        scene.world.live_through(MINUTE * 15).await;
        assert_eq!((scene.copies("A minute late"), scene.site.keys().counted()), (1, (1, 0)));
        assert!(matches!(scene.delivery(post).await.row.state, State::Verified | State::Live));
    })
    .await;
}

#[tokio::test]
async fn dl20_wherever_a_process_dies_around_a_renewal_the_post_is_there_once_or_people_know() {
    connected("100", async |scene: Scene| {
        let (mut steps, mut renewed, mut asked, mut finished) = (1, 0, 0, false);
        while !finished {
            let text = format!("Died after {steps} steps");
            let post = scene.plans(&text, NEARLY_TWO_HOURS).await;
            scene.world.here.store.clock().advance(NEARLY_TWO_HOURS);
            let process = scene.another_process().await;
            finished = dies_after(steps, clock::tick(&process)).await;
            drop(process);
            scene.world.here.store.clock().advance(MINUTE * 3);
            clock::take_over(&scene.world.here).await.unwrap();
            scene.world.live_through(MINUTE * 40).await;
            let row = scene.delivery(post).await;
            if row.row.pauses.iter().any(|why| why == PauseReason::Token) {
                assert!(scene.world.told("jupyter").await.iter().any(|notice| notice.delivery == row.id));
                scene.connects("100").await.unwrap();
                scene.world.live_through(MINUTE * 40).await;
                asked += 1;
            } else {
                renewed += 1;
            }
            let state = scene.delivery(post).await.row.state;
            assert!(matches!(state, State::Verified | State::Live), "{text}: {state}");
            assert_eq!(scene.copies(&text), 1, "{text}");
            steps += STRIDE;
        }
        assert!(renewed > 3, "most deaths cost nothing: {renewed} of {}", renewed + asked);
    })
    .await;
}

/// So many steps lie between two deaths: a machine has two cores, and what happens at a step differs with every run.
const STRIDE: usize = 5;

/// Lets a process live for so many steps; it dies between two of them. True when it had finished before.
async fn dies_after(steps: usize, living: impl Future) -> bool {
    let (mut living, mut left) = (pin!(living), steps);
    std::future::poll_fn(|context| match left.checked_sub(1) {
        None => Poll::Ready(false),
        Some(fewer) => {
            left = fewer;
            living.as_mut().poll(context).map(|_| true)
        }
    })
    .await
}
