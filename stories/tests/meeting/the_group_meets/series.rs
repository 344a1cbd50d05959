//! A series ends, and goes on again.

use super::scene::{DAY, HOUR, meetings, meets_regularly, page_of, pages, plans, until};
use mail::Outbox;
use stories::{Page, Site, World, both};

/// Member A plans the series of the first group, and somebody ends it with its second meeting.
async fn ended_by(site: &Site<'_>, world: &World, name: &'static str) -> Page {
    plans(&site.browser("django", "Member A").await, "django", "series", "2026-12-01").await;
    let second = meetings(world, "django").await.remove(1);
    let browser = site.browser("django", name).await;
    let form = browser.opens(&page_of("django", &second)).await.form("/end").with("why_end", "We work by mail now");
    browser.sends_and_goes_on(&form).await
}

#[tokio::test]
async fn a_series_is_ended_by_whoever_planned_it_and_taken_up_again_by_any_member() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        plans(&site.browser("django", "Member A").await, "django", "series", "2026-12-01").await;
        let second = meetings(&world, "django").await.remove(1);
        let other = site.browser("django", "Member B").await;
        let page = other.opens(&page_of("django", &second)).await;
        assert!(page.offers("/cancel") && !page.offers("/end"), "one meeting, and not all of them: {}", page.text());
        let planner = site.browser("django", "Member A").await;
        let form = planner.opens(&page_of("django", &second)).await.form("/end");
        let token = page.form("/cancel").value("token").unwrap().to_owned();
        let refused = other.sends(&form.clone().with("token", token).with("why_end", "I am away")).await;
        assert!(refused.status == 403 && refused.says("C1"), "{}", refused.text());
        assert!(refused.says("I am away"), "nothing typed is lost: {}", refused.text());
        let why = planner.sends(&form).await;
        assert!(why.status == 422 && why.says("Say why the series ends"), "{}", why.text());
        let off = planner.sends_and_goes_on(&why.form("/end").with("why_end", "We work by mail now")).await;
        assert!(off.says("It does not take place: We work by mail now"), "{}", off.text());
        let called_off = meetings(&world, "django").await.iter().filter(|row| row.cancelled.is_some()).count();
        assert_eq!(called_off, 25, "this one and all that follow");

        let list = other.opens(&pages("django")).await;
        assert!(list.says("by Member A: We work by mail now") && !list.says("Past"), "{}", list.text());
        assert!(!list.says("Called off"), "they stand in the line of the series: {}", list.text());
        let back = other.sends_and_goes_on(&list.form("/resume")).await;
        assert!(back.says("The series goes on"), "{}", back.text());
        assert!(meetings(&world, "django").await.iter().all(|row| row.cancelled.is_none() && row.sequence % 2 == 0));
        let log = other.opens("/g/django/audit?act=end_series").await;
        assert!(log.says("ended the series of Team meeting"), "{}", log.text());
        world.pass(DAY * 210).await;
        assert_eq!(meetings(&world, "django").await.len(), 39, "and goes on by itself");
    })
    .await;
}

#[tokio::test]
async fn whoever_leads_the_group_ends_a_series_too_and_it_is_over_once_its_next_meeting_would_have_begun() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = ended_by(&site, &world, "Chair").await;
        assert!(page.offers("/resume"), "{}", page.text());
        let second = meetings(&world, "django").await.remove(1);
        until(&world, second.starts).await;
        let member = site.browser("django", "Member B").await;
        let list = member.opens(&pages("django")).await;
        assert!(!list.offers("/resume") && list.says("ended on"), "{}", list.text());
        let token = member.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
        let late = member.sends(&page.form("/resume").with("token", token)).await;
        assert!(late.status == 422 && late.says("plan a new series"), "{}", late.text());
        world.pass(DAY * 400).await;
        assert_eq!(meetings(&world, "django").await.len(), 26, "a series that ended does not go on");
    })
    .await;
}

#[tokio::test]
async fn a_series_whose_planner_has_left_is_everybodys() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        let other = site.browser("jupyter", "Member B").await;
        assert!(!other.opens(&page_of("jupyter", &row)).await.offers("/end"));
        let planner = site.browser("jupyter", "Member A").await;
        planner.sends(&planner.opens("/g/jupyter/members").await.form("/leave")).await;
        let form = other.opens(&page_of("jupyter", &row)).await.form("/end").with("why_end", "Nobody comes");
        assert!(other.sends_and_goes_on(&form).await.says("It does not take place: Nobody comes"));
    })
    .await;
}

#[tokio::test]
async fn who_was_told_that_a_meeting_is_off_is_told_that_it_is_on_again_and_nobody_else() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        meets_regularly(&world, &site).await;
        let row = meetings(&world, "jupyter").await.remove(0);
        until(&world, row.starts.plus(-(DAY * 2))).await;
        let told = |what: &str| outbox.letters().iter().filter(|letter| letter.subject.starts_with(what)).count();
        let invited = told("Team meeting on");
        assert_eq!(invited, 4, "everybody is invited");
        let end = async || {
            let member = site.browser("jupyter", "Member A").await;
            let form = member.opens(&page_of("jupyter", &row)).await.form("/end").with("why_end", "We stop");
            member.sends_and_goes_on(&form).await
        };
        let resume = async |page: Page| {
            let member = site.browser("jupyter", "Member A").await;
            let token = member.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
            assert!(
                member.sends_and_goes_on(&page.form("/resume").with("token", token)).await.says("The series goes on")
            );
        };
        resume(end().await).await;
        world.pass(HOUR).await;
        let at_once = told("Moved:") + told("Called off:") + told("After all:");
        assert_eq!(at_once, 0, "what was taken back before anybody heard of it is told to nobody");
        let page = end().await;
        world.pass(HOUR).await;
        assert_eq!(told("Called off:"), 4);
        resume(page).await;
        world.pass(HOUR).await;
        assert_eq!((told("After all:"), told("Moved:"), told("Team meeting on")), (4, 0, 4), "each once");
    })
    .await;
}
