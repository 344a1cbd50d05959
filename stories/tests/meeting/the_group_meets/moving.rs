//! A meeting is moved on what stands there now, and to a day that somebody can mean.

use super::scene::{MINUTE, at, meetings, meets_regularly, page_of, plans, until};
use stories::{Site, World, both};

#[tokio::test]
async fn a_form_that_was_opened_before_somebody_moved_the_meeting_does_not_move_it_back() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (docs, other) = (site.browser("jupyter", "Member A").await, site.browser("jupyter", "Member B").await);
        plans(&docs, "jupyter", "ad_hoc", "2026-12-01").await;
        let row = meetings(&world, "jupyter").await.remove(0);
        let (at_docs, early) =
            (docs.opens(&page_of("jupyter", &row)).await, other.opens(&page_of("jupyter", &row)).await);
        docs.sends_and_goes_on(&at_docs.form("/move").with("day", "2026-12-02")).await;

        let stale = other.sends(&early.form("/move").with("place", "The small Room")).await;
        assert!(stale.status == 409 && stale.says("It changed meanwhile"), "{} {}", stale.status, stale.text());
        assert!(stale.says("Wed 2 Dec 2026"), "what stands there now: {}", stale.text());
        assert_eq!(stale.form("/move").value("place"), Some("The small Room"), "what was typed is kept");
        let off = other.sends(&early.form("/cancel").with("why", "On the First nobody can")).await;
        assert!(off.status == 409 && off.form("/cancel").value("why") == Some("On the First nobody can"));
        let row = meetings(&world, "jupyter").await.remove(0);
        assert!(row.cancelled.is_none() && row.starts == at("2026-12-02T18:00:00Z"), "{row:?}");

        let seen = stale.form("/move").with("day", "2026-12-02");
        let far = other.sends(&seen.clone().with("day", "2082-12-02")).await;
        assert!(far.status == 422 && far.says("2 Dec 2082 lies more than two years ahead"), "{}", far.text());
        other.sends_and_goes_on(&seen).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        assert_eq!((row.place.as_str(), row.starts), ("The small Room", at("2026-12-02T18:00:00Z")));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_ends_a_series_and_was_opened_before_its_meeting_was_moved_ends_nothing() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        let planner = site.browser("jupyter", "Member A").await;
        let early = planner.opens(&page_of("jupyter", &row)).await;
        planner.sends_and_goes_on(&early.form("/move").with("day", "2026-11-25")).await;
        let stale = planner.sends(&early.form("/end").with("why_end", "We work by mail now")).await;
        assert!(stale.status == 409 && stale.says("It changed meanwhile"), "{} {}", stale.status, stale.text());
        assert_eq!(stale.form("/end").value("why_end"), Some("We work by mail now"), "what was typed is kept");
        assert!(meetings(&world, "jupyter").await.iter().all(|row| row.cancelled.is_none()));
        planner.sends_and_goes_on(&stale.form("/end")).await;
        assert!(meetings(&world, "jupyter").await.iter().all(|row| row.cancelled.is_some()));
    })
    .await;
}

#[tokio::test]
async fn nobody_plans_a_meeting_or_an_action_item_more_than_two_years_ahead() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        for what in ["ad_hoc", "series"] {
            let far = plans(&member, "jupyter", what, "2082-12-01").await;
            assert!(far.status == 422 && far.says("1 Dec 2082 lies more than two years ahead"), "{}", far.text());
        }
        plans(&member, "jupyter", "ad_hoc", "2026-12-01").await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(MINUTE)).await;
        let member = site.browser("jupyter", "Member A").await;
        let action = member.opens(&page_of("jupyter", &row)).await.form("/actions").with("action", "Write it down");
        let action = action.with("owner", world.person("jupyter", "Member A").to_string());
        let far = member.sends(&action.with("due", "2099-01-01")).await;
        assert!(far.status == 422 && far.says("1 Jan 2099 lies more than two years ahead"), "{}", far.text());
    })
    .await;
}
