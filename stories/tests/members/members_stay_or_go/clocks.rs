//! Nobody is a member again because the clock of a machine was set back.

use super::scene::{DAY, END, MEMBERS, MINUTE, gives, is_member, until};
use mail::Outbox;
use stories::{Site, World, both};

#[tokio::test]
async fn a_term_that_ended_stays_over_when_the_clock_is_set_back_and_when_the_program_starts_again() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        gives(&world, "Member A").await;
        until(&world, END, -MINUTE).await;
        assert!(!is_member(&world, "Member A").await);
        let letters = outbox.letters().len();

        world.here.store.clock().machine_is_set(-DAY * 60);
        world.work().await;
        assert!(!is_member(&world, "Member A").await, "not in this process");
        world.starts_again_with_the_clock_set_by(-DAY * 60).await;
        world.work().await;
        assert!(!is_member(&world, "Member A").await, "nor in the next");
        let grants = world.here.store.grants(world.group("django")).await.unwrap();
        assert!(grants.iter().all(|grant| !grant.holds(world.now())), "{grants:?}");
        let site = Site::of(&world).await;
        let page = site.browser("django", "Board Liaison").await.opens(MEMBERS).await;
        assert!(page.says("The clock of the machine is 59 days behind what it was"), "{}", page.text());
        assert!(page.says("Member A, until 1 Apr 2027"), "{}", page.text());

        world.pass(DAY).await;
        assert_eq!(outbox.letters().len(), letters, "nobody is written to twice");
        let log = site.browser("django", "Board Liaison").await.opens("/g/django/audit?act=end_term").await;
        assert_eq!(log.text().matches("ended the term of Member A").count(), 1, "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn who_left_is_gone_whatever_the_clock_of_the_machine_shows() {
    both(async |mut world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        member.sends(&member.opens(MEMBERS).await.form("/leave")).await;
        drop((member, site));
        for wrong in [-MINUTE * 5, -DAY] {
            world.starts_again_with_the_clock_set_by(wrong).await;
            assert!(!is_member(&world, "Member A").await);
        }
    })
    .await;
}
