//! A network that does not offer a call any more: nobody's content is wrong, and no repetition helps.

use super::scene::{MINUTE, Scene, connected};
use delivery::{PauseReason, State};
use serde_json::json;

#[tokio::test]
async fn dl34_a_call_that_is_not_offered_any_more_is_made_once_and_people_are_told() {
    connected("5", async |scene: Scene| {
        for (status, kept) in [(410, State::Scheduled), (404, State::Rejected)] {
            let (text, before) = (format!("Answered {status}"), scene.site.calls());
            for _ in 0..20 {
                scene.site.plan(false, status, &json!({ "title": "Gone", "type": "about:blank" }).to_string());
            }
            let post = scene.plans(&text, MINUTE).await;
            scene.world.live_through(MINUTE * 15).await;
            let row = scene.delivery(post).await;
            assert_eq!((row.row.state, scene.copies(&text)), (kept, 0), "{status}");
            assert_eq!(row.row.pauses.contains(PauseReason::Token), status == 410, "held, where the network says why");
            let told = scene.world.told("jupyter").await;
            assert!(told.iter().any(|notice| notice.delivery == row.id), "{status}: told within a quarter of an hour");
            scene.world.live_through(MINUTE * 180).await;
            assert_eq!(scene.site.calls() - before, 1, "{status}: it is not asked again and again");
            assert!(row.trouble.is_some_and(|why| !why.is_empty()));
        }
    })
    .await;
}
