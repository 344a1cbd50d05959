//! A machine whose clock is set back ends no way in, and opens none that was shut.

use jiff::SignedDuration;
use people::session::IDLE;
use stories::{Site, World, both};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn the_codes_of_an_app_are_right_by_the_clock_of_the_machine() {
    both(async |world: World| {
        world.here.store.clock().machine_is_set(-DAY);
        let site = Site::of(&world).await;
        let (browser, _) = site.joins("django", "Co-Chair", "Member B").await;
        let home = browser.opens("/g/django/").await;
        assert!(home.status == 200 && home.says("23 hours behind what it was"), "{}", home.text());
    })
    .await;
}

#[tokio::test]
async fn a_session_that_was_over_is_not_alive_again_after_a_start_on_an_earlier_clock() {
    both(async |mut world: World| {
        let site = Site::of(&world).await;
        let person = world.person("django", "Member B");
        let browser = site.browser("django", "Member B").await;
        browser.opens("/g/django/").await;
        drop((browser, site));
        assert_eq!(world.here.store.sessions_of(person).await.unwrap().len(), 1);
        world.pass(IDLE + DAY).await;
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty());
        world.starts_again_with_the_clock_set_by(-DAY * 2).await;
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty(), "nothing was logged since, and yet");
    })
    .await;
}
