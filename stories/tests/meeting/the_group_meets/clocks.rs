//! A clock that is set back invites nobody twice, plans nothing twice, and begins no meeting again.

use super::scene::{DAY, HOUR, held_with, meetings, meets_regularly, page_of, until};
use mail::Outbox;
use stories::{Site, World, both};

#[tokio::test]
async fn meetings_are_planned_told_and_held_once_although_the_clock_is_set_back() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let first = meetings(&world, "jupyter").await.remove(0);
        until(&world, first.starts.plus(-DAY * 2)).await;
        held_with(&world, &site, &first, &["Member A", "Member B"]).await;
        until(&world, first.starts.plus(HOUR * 2)).await;
        let (planned, letters) = (meetings(&world, "jupyter").await.len(), outbox.letters().len());
        assert!(letters > 0);

        world.here.store.clock().machine_is_set(-DAY * 3);
        world.work().await;
        let other = site.browser("jupyter", "Member C").await;
        let page = other.opens(&page_of("jupyter", &first)).await;
        assert!(page.says("days behind what it was") && page.says("Team meetingHeld"), "it is over: {}", page.text());
        drop((other, site));
        world.starts_again_with_the_clock_set_by(-DAY * 3).await;
        world.work().await;
        let site = Site::of(&world).await;
        let page = site.browser("jupyter", "Member C").await.opens(&page_of("jupyter", &first)).await;
        assert!(page.says("Team meetingHeld"), "nor is it going on after a restart: {}", page.text());
        drop(site);
        world.pass(HOUR).await;
        assert_eq!((meetings(&world, "jupyter").await.len(), outbox.letters().len()), (planned, letters));
    })
    .await;
}
