//! From the draft to the version in force: nothing changes before its day, and what was judged before stays as it was.

use super::scene::{
    DAY, LIAISON, every_three_weeks, everybody_agrees, five_of_six, proposes, put, record, the_board_agrees,
    without_the_fourth_goal,
};
use acts::{
    Declined,
    amending::{self, Filled},
    answers, replay,
};
use channels::Capability::Publish;
use delivery::State;
use stories::{Mailbox, Site, World, both};

#[tokio::test]
async fn m1_goals_that_the_group_agreed_on_change_nothing_before_the_boards_day() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let group = world.group("django");
        let member = site.browser("django", "Member A").await;
        let answer = proposes(&member, without_the_fourth_goal(), false).await;
        let draft_at = answer.leads_to.clone().unwrap_or_else(|| panic!("{}", answer.text()));
        let draft = member.goes_on(answer).await;
        assert!(draft.says("A change of substance.") && draft.says("Goals (substantive)"), "{}", draft.text());
        assert!(draft.html.contains("<del>") && draft.says("Schedule a post"), "{}", draft.text());

        // Six of six agree, and nothing changes by it.
        let old = world.here.store.charter(group).await.unwrap().version();
        let request = member.sends_and_goes_on(&draft.form("/advice")).await;
        let vote = member.sends_and_goes_on(&request.form("/vote")).await;
        assert!(vote.says("2026-1"), "{}", vote.text());
        everybody_agrees(&world, &site, "/g/django/decisions/2026-1").await;
        let member = site.browser("django", "Member A").await;
        assert!(member.opens("/g/django/decisions/2026-1").await.says("6 of 6"));
        assert_eq!(world.here.store.charter(group).await.unwrap().version(), old);
        let draft = member.opens(&draft_at).await;
        assert!(draft.says("The group’s advice, which changes nothing: the group agreed"), "{}", draft.text());

        // The board is asked about exactly this, and its yes of 1 December is for 6 December.
        let request = member.sends_and_goes_on(&draft.form("/ask")).await;
        assert!(request.says("The board is to answer"), "{}", request.text());
        world.pass(DAY * 4).await;
        let liaison = site.browser("django", "Board Liaison").await;
        let id = world.here.store.questions(group).await.unwrap().first().unwrap().id;
        let form = liaison.opens(&format!("/g/django/requests/{id}")).await.form(&format!("/requests/{id}"));
        let form = form.with("outcome", "yes").with("on", "2026-12-01").with("tally", "5 of 7");
        let odd = liaison.sends(&form.clone().with("from", "banana")).await;
        assert!(odd.status == 422 && odd.says("\"banana\" is not a day."), "{}", odd.text());
        liaison.sends_and_goes_on(&form.with("from", "2026-12-06")).await;
        assert_eq!(world.here.store.charter(group).await.unwrap().version(), old, "adopted is not in force");
        let page = liaison.opens("/g/django/charter").await;
        assert!(page.says("Not in force yet") && page.says("in force from 6 Dec 2026"), "{}", page.text());
        assert!(page.says("Help the board to bring official news"), "the text in force is shown");
        let home = liaison.opens("/g/django").await;
        assert!(home.says("Version 2 of the charter is adopted and in force from 6 Dec 2026"), "{}", home.text());

        // What leaves before the day is judged by the old text; what was planned before and is due after, by the new.
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let before = world.writes("django", "Member A", "News of the board").on(&["Mastodon"]).await;
        let before = before.serving(&["4"]).due_at("2026-12-05T23:59:00Z".parse().unwrap()).kept().await;
        let after = world.writes("django", "Member A", "More news of it").on(&["Mastodon"]).await;
        let after = after.serving(&["4"]).due_at("2026-12-06T00:00:00Z".parse().unwrap()).kept().await;
        world.schedules("django", "Member A", before).await.unwrap();
        world.schedules("django", "Member A", after).await.unwrap();
        world.live_through(DAY * 6).await;
        assert_eq!(world.states("django", before).await, [State::Live]);
        assert_eq!(world.states("django", after).await, [State::Scheduled], "it is held");
        assert_eq!(world.practice.published().len(), 1);
        assert_ne!(world.here.store.charter(group).await.unwrap().version(), old);
        let member = site.browser("django", "Member A").await;
        assert!(member.opens("/g/django").await.says("“More news of it” may not leave on Mastodon as things stand"));

        // Text and table of any day can be looked at.
        let then = member.opens("/g/django/charter?on=2026-12-05").await;
        assert!(then.says("Help the board to bring official news"), "{}", then.text());
        assert!(then.says("This is the charter that was in force on 5 Dec 2026"), "{}", then.text());
        let now = member.opens("/g/django/charter?on=2026-12-06").await;
        assert!(!now.says("Help the board to bring official news") && now.says("In force since 6 Dec 2026"));
        let then = member.opens("/g/django/charter?view=powers&on=2026-12-05").await;
        assert!(then.says("goals: 4") && !member.opens("/g/django/charter?view=powers").await.says("goals: 4"));
        let log = member.opens("/g/django/audit?act=amend_goals").await;
        assert!(log.says("The charter adopted a draft of the charter"), "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn m3_another_meeting_day_is_a_minor_version_by_the_groups_own_vote_and_the_board_is_told() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        let group = world.group("django");
        let member = site.browser("django", "Member A").await;
        let series = member.opens("/g/django/meetings/new").await.form("/meetings/new").with("what", "series");
        let series = member.sends_and_goes_on(&series.with("day", "2027-06-01").with("time", "18:00")).await;
        assert!(series.says("It is planned."), "{}", series.text());
        let answer = proposes(&member, every_three_weeks(), true).await;
        let draft = member.goes_on(answer).await;
        assert!(
            draft.says("A minor change. The board is told of it.") && draft.says("meetings.every"),
            "{}",
            draft.text()
        );
        assert!(draft.says("The group decides"), "{}", draft.text());
        assert!(draft.says("every 14 days") && draft.says("every 21 days") && !draft.says("P21D"), "{}", draft.text());
        let request = member.sends_and_goes_on(&draft.form("/ask")).await;
        let vote = member.sends_and_goes_on(&request.form("/vote")).await;
        assert!(vote.says("Change the charter (a minor change)"), "{}", vote.text());
        assert!(vote.says("1 line of its text, and the rule meetings.every."), "{}", vote.text());
        assert!(vote.html.contains("/charter/drafts/") && vote.says("Draft 1 of the charter"), "{}", vote.text());
        everybody_agrees(&world, &site, "/g/django/decisions/2026-1").await;

        let versions = world.here.store.charter_versions(group).await.unwrap();
        assert_eq!((versions[0].name.as_str(), versions[0].is_minor), ("1.1", true));
        assert!(versions[0].is_in_force(world.now()));
        let page = site.browser("django", "Member A").await.opens("/g/django/meetings").await;
        let hint = "The charter has the group meet every 3 weeks, and this series goes on every two weeks";
        assert!(page.says(hint), "what was planned before goes on as it was: {}", page.text());
        let asked = world.here.store.questions(group).await.unwrap();
        assert!(asked.iter().all(|row| row.question.body == "group"), "the board votes on nothing");
        let letter = mailbox.waits_for(LIAISON, 1).await.text();
        assert!(letter.contains("it needs no vote of yours") && letter.contains("version 1.1"), "{letter}");
        world.pass(DAY).await;
        let liaison = site.browser("django", "Board Liaison").await;
        let home = liaison.opens("/g/django").await;
        assert!(
            home.says("Version 1.1 of the charter is in force: a minor change, of which the board is told"),
            "{}",
            home.text()
        );
        assert!(liaison.opens("/g/django/charter").await.says("Version 1.1, a minor one"));
        assert_eq!(mailbox.of(LIAISON).len(), 1, "it is told once");
    })
    .await;
}

#[tokio::test]
async fn o4_what_was_judged_by_two_versions_is_judged_again_by_each_of_them() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let says = |text| world.writes("django", "Member A", text);
        let first = says("News").on(&["Mastodon"]).await.serving(&["4"]).due_in(DAY).kept().await;
        world.schedules("django", "Member A", first).await.unwrap();
        the_board_agrees(&world, without_the_fourth_goal(), "").await;
        let second = says("More news").on(&["Mastodon"]).await.serving(&["4"]).due_in(DAY).kept().await;
        assert!(world.schedules("django", "Member A", second).await.is_err(), "the goal is none any more");
        world.pass(DAY).await;
        let group = world.group("django");
        let checked = replay::check(&world.here.store, group).await.unwrap();
        assert!(checked.whole(), "{checked:?}");
        let records = world.log(group).await.into_iter().filter_map(|kept| kept.disclosure?.record().ok());
        let mut versions: Vec<_> = records.map(|record| record.question.charter).collect();
        versions.sort();
        versions.dedup();
        assert_eq!(versions.len(), 2, "entries of both versions were looked at");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_corrected_before_its_day_takes_its_version_back_and_not_after() {
    both(async |world: World| {
        let group = world.group("django");
        the_board_agrees(&world, five_of_six(), "2026-12-01").await;
        assert_eq!(world.here.store.charter_versions(group).await.unwrap().len(), 2);
        let answer = world.here.store.questions(group).await.unwrap()[0].id;
        let no = answers::Filled {
            yes: false,
            decided_on: "2026-11-20".into(),
            source: "https://minutes.example/corrected".into(),
            tally: String::new(),
        };
        let liaison = world.elevated("django", "Board Liaison");
        answers::record(&world.here, group, &liaison, answer, no.clone()).await.unwrap();
        let versions = world.here.store.charter_versions(group).await.unwrap();
        assert!(versions.len() == 1 && versions[0].until.is_none(), "{versions:?}");

        let draft = the_board_agrees(&world, five_of_six(), "").await;
        let rows = world.here.store.questions(group).await.unwrap();
        let answer = rows.iter().find(|row| row.question.about.id == draft.to_string()).unwrap().id;
        let late = answers::record(&world.here, group, &world.elevated("django", "Board Liaison"), answer, no).await;
        assert!(
            matches!(late, Err(Declined::ByRule(ref why)) if why.contains("is in force by this answer")),
            "{late:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_of_a_version_that_is_not_the_last_any_more_is_held_and_says_so() {
    both(async |world: World| {
        let (group, member) = (world.group("django"), world.person("django", "Member A"));
        let (text, rules) = five_of_six();
        let filled = Filled { text, rules, reason: "More agreement.".into(), is_minor: false };
        let stale = amending::propose(&world.here, group, member, &filled).await.unwrap();
        let answer = put(&world, stale).await;
        the_board_agrees(&world, without_the_fourth_goal(), "").await;
        record(&world, answer, "").await.unwrap();
        world.work().await;
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(&format!("/g/django/charter/drafts/{stale}")).await;
        assert!(page.says("Held") && page.says("was written from another version"), "{}", page.text());
        assert_eq!(world.here.store.charter_versions(group).await.unwrap().len(), 2);
    })
    .await;
}
