//! A group that is not composed as its charter asks is told so, with the day of it; votes go on.

use super::scene::{DAY, MEMBERS, rest_is_voted_on};
use stories::{Site, World, both};

#[tokio::test]
async fn o1_one_person_in_two_offices_is_told_with_a_day_count() {
    both(async |world: World| {
        let now = world.now().micros();
        let both = format!(
            "UPDATE office_held SET from_at = {now}, person_id = (SELECT person_id FROM office_held WHERE office = 'chair') \
             WHERE office = 'co_chair'"
        );
        world.on_the_database(&both).await;
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(MEMBERS).await;
        assert!(page.says("One person is Chair and Co-Chair; these are two people's offices."), "{}", page.text());
        world.pass(DAY * 2).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(MEMBERS).await;
        assert!(page.says("This is day 3 of it; it is to be mended by"), "{}", page.text());
        let home = member.opens("/g/django/").await;
        assert!(home.says("One person is Chair and Co-Chair") && home.says("Day 3"), "{}", home.text());
        let vote = rest_is_voted_on(&world, "Member A").await;
        assert!(vote.says("The vote is called."), "votes go on: {}", vote.text());
        world.pass(DAY * 60).await;
        let page = site.browser("django", "Member A").await.opens(MEMBERS).await;
        assert!(page.says("it was to be mended by"), "nothing shuts by itself: {}", page.text());
    })
    .await;
}
