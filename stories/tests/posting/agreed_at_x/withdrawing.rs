//! A network that does not offer a call any more: nobody's content is wrong, and no repetition helps.

use super::scene::{MINUTE, Scene, connected};
use delivery::{PauseReason, State};
use serde_json::json;

#[tokio::test]
async fn dl34_a_call_that_is_not_offered_any_more_is_made_once_and_people_are_told() {
    // Where the network says that it is gone for good, the post is held until somebody connects the account again.
    answered(410, State::Scheduled).await;
    answered(404, State::Rejected).await;
}

async fn answered(status: u16, becomes: State) {
    connected("5", async |scene: Scene| {
        for _ in 0..20 {
            scene.site.plan(false, status, &json!({ "title": "Gone", "type": "about:blank" }).to_string());
        }
        let post = scene.plans("Nobody takes it", MINUTE).await;
        scene.world.live_through(MINUTE * 15).await;
        let row = scene.delivery(post).await;
        assert_eq!((row.row.state, scene.site.posts().len()), (becomes, 0), "{status}");
        assert_eq!(row.row.pauses.contains(PauseReason::Token), becomes == State::Scheduled, "{status}");
        let told = scene.world.told("jupyter").await;
        assert!(told.iter().any(|notice| notice.delivery == row.id), "{status}: told within a quarter of an hour");
        scene.world.live_through(MINUTE * 180).await;
        assert_eq!(scene.site.calls(), 1, "{status}: it is not asked again and again");
        assert!(row.trouble.is_some_and(|why| !why.is_empty()));
    })
    .await;
}
