//! What publishing costs: nothing leaves beyond the cap of a calendar month, and none is above nothing where the charter
//! allocates no money.

use super::scene::{MINUTE, Scene, connected, open_channel, opened};
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use stories::Site;

#[tokio::test]
async fn what_would_cost_more_than_the_month_may_does_not_leave_and_the_next_month_it_can() {
    connected("0.05", async |scene: Scene| {
        let (first, second) = (scene.plans("First", MINUTE).await, scene.plans("Second", MINUTE * 5).await);
        scene.world.live_through(MINUTE * 4).await;
        assert_eq!(scene.copies("First"), 1, "0.03 of 0.05");
        assert!(matches!(scene.delivery(first).await.row.state, State::Verified | State::Confirmed | State::Live));
        scene.world.live_through(MINUTE * 30).await;
        let row = scene.delivery(second).await;
        let held: Vec<PauseReason> = row.row.pauses.iter().collect();
        assert_eq!((row.row.state, held, scene.copies("Second")), (State::Scheduled, vec![PauseReason::Content], 0));
        let why = row.trouble.unwrap();
        assert!(why.contains("costs 0.03") && why.contains("0.03 of the 0.05"), "{why}");
        let told = scene.world.told("jupyter").await;
        assert!(told.iter().any(|notice| notice.delivery == row.id), "somebody is told");

        let december = "2026-12-01T00:00:00Z".parse::<basics::Moment>().unwrap();
        scene.world.live_through(december.since(scene.world.now()) + MINUTE).await;
        let third = scene.plans("Third", MINUTE).await;
        scene.world.live_through(MINUTE * 30).await;
        assert_eq!(scene.copies("Third"), 1, "{:?}", scene.delivery(third).await.trouble);
    })
    .await;
}

#[tokio::test]
async fn a_post_that_the_month_cannot_pay_is_refused_while_somebody_writes() {
    connected("0.05", async |scene: Scene| {
        let world = &scene.world;
        let text = "Read https://project.example/news";
        let post = world.writes("jupyter", "Member A", text).on(&["X"]).await.due_in(MINUTE).kept().await;
        let refused = world.schedules("jupyter", "Member A", post).await.unwrap_err().to_string();
        assert!(refused.contains("costs 0.22") && refused.contains("0.00 of the 0.05"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn nothing_leaves_before_somebody_typed_what_it_may_cost() {
    connected("", async |scene: Scene| {
        let world = &scene.world;
        let post = world.writes("jupyter", "Member A", "Free?").on(&["X"]).await.due_in(MINUTE).kept().await;
        let refused = world.schedules("jupyter", "Member A", post).await.unwrap_err().to_string();
        assert!(refused.contains("its monthly cap is 0"), "{refused}");
        world.live_through(SignedDuration::from_hours(1)).await;
        assert_eq!(scene.site.calls(), 0);
        let site = Site::of(world).await;
        let page = site.browser("jupyter", "Member A").await;
        let page = page.opens(&format!("/g/jupyter/channels/{}", scene.channel)).await;
        assert!(page.says("nothing, so nothing leaves there"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn where_the_charter_allocates_no_money_there_is_no_cap_and_its_clause_is_quoted() {
    opened("project", async |scene: Scene| {
        let world = &scene.world;
        let group = world.group("django");
        let who = world.elevated("django", "Co-Chair");
        let on_x = open_channel(world, "django", "Co-Chair").await;
        let begun = acts::connecting::start(&world.here, group, &who, on_x, &Scene::typed("5")).await;
        let refused = begun.err().unwrap().to_string();
        assert!(refused.contains("U1") && refused.contains("allocates no money"), "{refused}");
        assert!(acts::connecting::start(&world.here, group, &who, on_x, &Scene::typed("")).await.is_ok());
    })
    .await;
}
