//! Whoever leaves is gone at once.

use super::scene::{DAY, MEMBERS, asks, is_member, own};
use channels::Capability::Publish;
use charter::act::LeaveGroup;
use delivery::{PauseReason, State};
use people::Standing;
use store::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn e1_whoever_leaves_is_gone_at_once_without_a_vote() {
    both(async |world: World| {
        world.give("django", "Chair", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let post = world.writes("django", "Chair", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY).kept().await;
        world.schedules("django", "Chair", post).await.unwrap();
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(MEMBERS).await;
        for said in [
            "You leave at once; nobody votes on it.",
            "Nobody is Chair then.",
            "Your access ends: 1 grant.",
            "1 post that you planned waits for somebody else; nothing is deleted.",
        ] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        let gone = chair.sends(&page.form(&own(&world, "Chair", "leave"))).await;
        let gone = chair.goes_on(gone).await;
        let gone = chair.goes_on(gone).await;
        assert!(gone.says("You are no longer a member of a group here"), "{}", gone.text());

        let (group, person) = (world.group("django"), world.person("django", "Chair"));
        assert!(!is_member(&world, "Chair").await);
        assert_eq!(world.here.store.belonging(person).await.unwrap(), Standing::Left);
        let grants = world.here.store.grants(group).await.unwrap();
        assert!(grants.iter().all(|grant| grant.person != person || !grant.holds(world.now())), "{grants:?}");
        let row = world.deliveries("django", post).await.remove(0);
        assert!(row.row.pauses.contains(PauseReason::Authority), "{row:?}");
        let other = site.browser("django", "Co-Chair").await;
        let page = other.opens(MEMBERS).await;
        assert!(page.says("Former membersChair, left on 20 Nov 2026"), "{}", page.text());
        assert!(page.says("Nobody is Chair. The Co-Chair does the work meanwhile."), "{}", page.text());
        let log = other.opens("/g/django/audit?act=leave_group").await;
        assert!(log.says("gave up their own membership"), "{}", log.text());
        world.pass(DAY).await;
        assert_eq!(world.states("django", post).await, [State::Scheduled], "not sent in the name of alumni");
    })
    .await;
}

#[tokio::test]
async fn e1_nobody_leaves_for_somebody_else() {
    both(async |world: World| {
        let refused = asks(&world, "Chair", LeaveGroup { person: world.person("django", "Member B") }).await;
        assert!(matches!(refused.map(drop), Err(Declined::ByCharter(_))));
        assert!(is_member(&world, "Member B").await);
    })
    .await;
}
