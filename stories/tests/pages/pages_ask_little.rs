//! What a page asks the database does not grow with every person and hardly with every thing on it.

use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Browser, Queries, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Requests to post by hand, each of them a delivery of its own.
async fn asked(world: &World, how_many: usize) {
    for count in 0..how_many {
        let post = world.writes("django", "Member A", &format!("By hand {count}")).on(&["LinkedIn"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
    }
    world.live_through(MINUTE).await;
}

/// What a page costs that was opened before, so that what is remembered is remembered.
async fn cost(queries: &Queries, browser: &Browser<'_>, page: &str) -> u64 {
    assert_eq!(browser.opens(page).await.status, 200, "{page}");
    let (shown, cost) = queries.of(browser.opens(page)).await;
    assert_eq!(shown.status, 200, "{page}");
    assert!(cost > 0, "{page}: nothing was counted");
    cost
}

#[tokio::test]
async fn home_and_the_members_page_read_what_is_common_once() {
    let queries = Queries::counted();
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        asked(&world, 2).await;
        let few = cost(&queries, &browser, "/g/django/").await;
        asked(&world, 10).await;
        let many = cost(&queries, &browser, "/g/django/").await;
        assert!(many <= few + 10 * 6, "ten more requests: {few} questions became {many}");

        let six = cost(&queries, &browser, "/g/django/members").await;
        let other = site.browser("jupyter", "Member A").await;
        let four = cost(&queries, &other, "/g/jupyter/members").await;
        assert!(six <= four + 2 * 3, "two more members: {four} questions became {six}");
        println!("home with 2 requests {few}, with 12 {many}; members: of 4 {four}, of 6 {six}");
    })
    .await;
}
