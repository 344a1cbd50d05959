//! A machine whose clock is set back ends no way in, and opens none that was shut.

use jiff::SignedDuration;
use people::{Purpose, Token, session::IDLE};
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
        let browser = site.browser("django", "Member B").await;
        assert_eq!(browser.opens("/g/django/").await.status, 200);
        let session = browser.holds().iter().find_map(|held| Token::parse(held, Purpose::Session).ok()).unwrap();
        drop((browser, site));
        world.pass(IDLE + DAY).await;
        world.starts_again_with_the_clock_set_by(-DAY * 2).await;
        let page = Site::of(&world).await.holding(&session).opens("/g/django/").await;
        let to = page.leads_to.unwrap_or_default();
        assert!(to.starts_with("/sign-in"), "nothing was logged since, and yet: {to}");
    })
    .await;
}
