//! An office that rests on a seat elsewhere ends with it.

use super::scene::{DAY, MEMBERS, SECOND};
use acts::{answers, opinions};
use basics::AnswerId;
use charter::act::{RecordAnswer, RetireChannel};
use charter::{Act as _, Actor};
use stories::{Site, World, both};

#[tokio::test]
async fn f1_the_liaisons_office_counts_as_vacant_from_the_instant_the_board_seat_ended() {
    both(async |world: World| {
        let may_record = async || {
            let group = world.group("django");
            let chair = Actor::Person(world.person("django", "Chair"));
            world
                .here
                .store
                .opinion(group, chair, &RecordAnswer { answer: question(&world).await })
                .await
                .unwrap()
                .may()
        };
        assert!(!may_record().await, "the liaison records what the board answers");
        let ends = world.now().plus(DAY).micros();
        let sql = format!("UPDATE status_held SET until_at = {ends} WHERE status = 'board'");
        world.on_the_database(&sql).await;
        world.pass(DAY - SECOND).await;
        assert!(!may_record().await);
        world.pass(SECOND).await;
        assert!(may_record().await, "while nobody is liaison, the chair does");
        let page = Site::of(&world).await.browser("django", "Chair").await.opens(MEMBERS).await;
        assert!(page.says("Nobody is Board Liaison."), "{}", page.text());
    })
    .await;
}

/// The question to the board whether a channel is to be retired, put by a member where it was not before.
async fn question(world: &World) -> AnswerId {
    let group = world.group("django");
    if let Some(known) = world.here.store.questions(group).await.unwrap().first() {
        return known.id;
    }
    let act = RetireChannel { channel: world.channel("django", "Mastodon").await };
    let (who, person) = (world.elevated("django", "Member A"), world.person("django", "Member A"));
    let opinion = opinions::may(&world.here, group, person, &act).await.unwrap();
    let matters = answers::open_matters(&opinion);
    answers::ask(&world.here, group, &who, act.object(), matters[0], "Shall Mastodon be left?").await.unwrap()
}
