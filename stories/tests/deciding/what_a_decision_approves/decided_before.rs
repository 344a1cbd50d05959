//! A body decided at its meeting before somebody put the request here: that is recorded, and says so wherever it is read.

use super::scene::{REQUESTS, puts_a_sponsors_post, says};
use acts::answers::{self, Filled};
use basics::Digest;
use charter::Act as _;
use decisions::Effect;
use stories::{Site, World, both};

const OLDER: &str = "Decided before it was asked here. Look whether exactly this was decided";

#[tokio::test]
async fn h18_what_was_decided_before_it_was_asked_here_is_recorded_with_a_line_that_says_so() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (question, group) = (puts_a_sponsors_post(&world, &site).await, world.group("django"));
        let member = site.browser("django", "Member A").await;
        let liaison = site.browser("django", "Board Liaison").await;
        let kept = says(&liaison, question, ["yes", "2026-10-21", "5 of 7"]).await;
        assert_eq!(kept.status, 303, "thirty days before: {}", kept.text());
        let page = member.opens(&format!("{REQUESTS}/{question}")).await;
        assert!(page.says("The board agreed") && page.says(OLDER), "{}", page.text());
        let row = world.here.store.question(group, question).await.unwrap().unwrap();
        assert!(row.unlocks(world.now()), "it serves like any other");
        let log = format!("{:?}", world.log(group).await);
        assert!(log.contains("decided_before_it_was_asked_here"), "the record keeps it");

        let corrected = says(&liaison, question, ["yes", "2026-11-20", "5 of 7"]).await;
        assert_eq!(corrected.status, 303, "{}", corrected.text());
        let page = member.opens(&corrected.leads_to.unwrap()).await;
        assert_eq!(page.text().matches(OLDER).count(), 1, "only the record that was corrected: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn e7_nobody_records_that_a_removal_was_decided_before_it_was_proposed() {
    both(async |world: World| {
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let (subject, ground) = (world.person("jupyter", "Member D"), Digest::of(b"Posted what was not agreed on."));
        let act = charter::act::RemoveMember { person: subject, ground };
        let opinion = acts::opinions::may(&world.here, group, who.person(), &act).await.unwrap();
        let cited = answers::open_matters(&opinion)[0];
        let effect = Some(Effect::RemoveMember { person: subject, ground });
        let asked = answers::Asked { about: act.object(), cited, text: "Shall they go?", effect };
        let question = answers::put(&world.here, group, &who, asked).await.unwrap();
        let before = Filled {
            yes: true,
            decided_on: "2026-11-19".to_owned(),
            source: "https://minutes.example/removal".to_owned(),
            tally: String::new(),
        };
        let refused = answers::record(&world.here, group, &who, question, before).await.unwrap_err().to_string();
        assert!(refused.contains("is heard before it is decided"), "{refused}");
    })
    .await;
}
