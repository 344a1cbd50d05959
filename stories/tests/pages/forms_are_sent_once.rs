//! A form that comes twice, by a double click or the back button, does once what it asks for. With other words the second
//! time it says so, and keeps them.

use acts::applying::{EMAIL, NAME};
use jiff::SignedDuration;
use store::{LogFilter, LogReader};
use stories::{Browser, Form, Page, Site, World, both};

/// How many acts of this name stand in the log of a group.
async fn done(world: &World, group: &'static str, act: &str) -> u64 {
    let of_act = LogFilter { act: Some(act.to_owned()), ..LogFilter::default() };
    world.here.store.log_length(world.group(group), LogReader::Program, &of_act).await.unwrap()
}

/// Sends a form twice, and leads on to where it led both times.
async fn twice(browser: &Browser<'_>, form: &Form) -> Page {
    let (first, second) = (browser.sends(form).await, browser.sends(form).await);
    assert_eq!((first.status, second.status), (303, 303), "{} {}", first.text(), second.text());
    assert_eq!(first.leads_to, second.leads_to, "the second leads to where the first one led");
    browser.goes_on(first).await
}

/// Sends it once more with other words.
async fn with_other_words(browser: &Browser<'_>, form: &Form, field: &str, words: &str) {
    let refused = browser.sends(&form.clone().with(field, words)).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.says("This form was sent already") && refused.says("See what it did"), "{}", refused.text());
    assert!(refused.html.contains(words), "what was typed is kept: {}", refused.text());
}

fn planned(page: &Page, what: &str) -> Form {
    let form = page.form("/meetings/new").with("what", what).with("title", "Team meeting").with("day", "2026-12-01");
    form.with("time", "18:00").with("rhythm", "every_two_weeks")
}

#[tokio::test]
async fn meetings_and_what_is_put_into_their_papers_stand_there_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (member, group) = (site.browser("jupyter", "Member A").await, world.group("jupyter"));
        let form = planned(&member.opens("/g/jupyter/meetings/new").await, "ad_hoc");
        twice(&member, &form).await;
        let (one, another) = tokio::join!(member.sends(&form), member.sends(&form));
        assert_eq!((one.status, another.status), (303, 303), "at the same moment, too");
        assert_eq!(world.here.store.meetings(group).await.unwrap().len(), 1, "one meeting");
        assert_eq!(done(&world, "jupyter", "plan_meeting").await, 1);
        with_other_words(&member, &form, "title", "Another Meeting").await;
        assert_eq!(world.here.store.meetings(group).await.unwrap().len(), 1, "still one");

        let form = planned(&member.opens("/g/jupyter/meetings/new").await, "series");
        twice(&member, &form).await;
        assert_eq!(world.here.store.meeting_series(group).await.unwrap().len(), 1, "one series");

        let row = world.here.store.meetings(group).await.unwrap().remove(0);
        let at = format!("/g/jupyter/meetings/{}", row.id);
        let item = member.opens(&at).await.form("/agenda").with("item", "The Budget of May");
        twice(&member, &item).await;
        with_other_words(&member, &item, "item", "The Budget of June").await;
        world.pass(row.starts.since(world.now()) + SignedDuration::from_mins(5)).await;
        let member = site.browser("jupyter", "Member A").await;
        let action = member.opens(&at).await.form("/actions").with("action", "Count the Chairs");
        let action = action.with("owner", world.person("jupyter", "Member B").to_string()).with("due", "2026-12-10");
        twice(&member, &action).await;
        with_other_words(&member, &action, "action", "Count the Tables").await;
        let papers = world.here.store.papers(group, row.id).await.unwrap();
        assert_eq!((papers.agenda.len(), papers.actions.len()), (1, 1));

        let of_another = site.browser("jupyter", "Member B").await;
        let token = of_another.opens(&at).await.form("/actions").value("token").unwrap().to_owned();
        assert_eq!(of_another.sends(&action.with("token", token)).await.status, 404, "a form is its writer's");
    })
    .await;
}

#[tokio::test]
async fn a_question_a_report_a_campaign_and_a_holiday_are_there_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (member, group) = (site.browser("jupyter", "Member A").await, world.group("jupyter"));
        let ask = member.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "Do we meet in May?");
        twice(&member, &ask).await;
        with_other_words(&member, &ask, "question", "Do we meet in June?").await;
        assert_eq!(world.here.store.questions(group).await.unwrap().len(), 1);

        let (member, group) = (site.browser("django", "Member A").await, world.group("django"));
        let report = member.opens("/g/django/reports/new").await.form("/reports").with("title", "The third quarter");
        let report = report.with("period", "").with("first", "2026-07-01").with("last", "2026-09-30");
        let report = report.with("text", "It was a Good quarter.");
        twice(&member, &report).await;
        with_other_words(&member, &report, "text", "It was a Bad quarter.").await;
        assert_eq!(world.here.store.reports(group).await.unwrap().len(), 1);

        let channel = world.channel("django", "Mastodon").await.to_string();
        let campaign = member.opens("/g/django/campaigns").await.form("/campaigns").with("name", "A Launch");
        let campaign = campaign.with("sponsor", "A Sponsor").ticking("channel", channel);
        let campaign = campaign.with("first", "2026-12-01").with("last", "2026-12-10").with("posts", "2");
        twice(&member, &campaign).await;
        with_other_words(&member, &campaign, "name", "Another Launch").await;
        assert_eq!(world.here.store.campaigns(group).await.unwrap().len(), 1);

        let chair = site.browser("django", "Chair").await;
        let holiday = chair.opens("/g/django/members/holidays").await.form("/holidays");
        twice(&chair, &holiday.with("from", "2026-12-20").with("last", "2027-01-03")).await;
        assert_eq!(done(&world, "django", "set_holiday").await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_application_and_what_is_attested_of_it_are_there_once() {
    both(async |world: World| {
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let stranger = site.visitor();
        let form = stranger.opens("/apply/django").await.form("/apply/django").with(NAME, "Applicant");
        let form = form.with(EMAIL, "applicant@outside.example").with("answer_membership", "Yes");
        let form = form.with("answer_motive", "To help").with("answer_experience", "Three years of a local group");
        let form = form.with("answer_profiles", "https://social.example/@applicant");
        world.here.store.clock().advance(SignedDuration::from_secs(5));
        twice(&stranger, &form).await;
        with_other_words(&stranger, &form, "answer_motive", "To help the Whole community").await;
        let rows = world.here.store.applications(group).await.unwrap();
        assert_eq!(rows.len(), 1);

        let member = site.browser("django", "Member A").await;
        let attest = member.opens(&format!("/g/django/applications/{}", rows[0].id)).await.form("/attest");
        let attest =
            attest.with("evidence", "individual_member").with("met", "yes").with("says", "The List of members");
        twice(&member, &attest).await;
        with_other_words(&member, &attest, "says", "Another List").await;
        let row = world.here.store.application(group, rows[0].id).await.unwrap().unwrap();
        assert_eq!(row.attested.len(), 1);
    })
    .await;
}
