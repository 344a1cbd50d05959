//! Planning, moving, calling off, answering, the agenda, and letters.

use super::scene::{DAY, HOUR, MINUTE, at, meetings, page_of, pages, plans, until};
use basics::{Digest, MeetingId};
use charter::{
    Actor,
    act::{
        ApproveMinutes, AttendMeeting, CancelMeeting, CorrectAttendance, EndSeries, MoveMeeting, PlanMeeting,
        PublishMinutes, ResumeSeries, WriteMinutes,
    },
};
use mail::{MailServer, Outbox};
use store::{Declined, Gather};
use stories::{Site, World, both};

#[tokio::test]
async fn a_series_is_planned_in_the_charters_rhythm_and_goes_on_by_itself() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        assert!(member.opens(&pages("django")).await.says("No meeting is planned"));
        let page = plans(&member, "django", "series", "2026-12-01").await;
        assert!(page.says("It is planned.") && page.says("Tue 1 Dec 2026, 18:00 UTC, 60 minutes"), "{}", page.text());
        let list = member.opens(&pages("django")).await;
        assert!(list.says("every two weeks at 18:00 (UTC) since Tuesday 1 December 2026."), "{}", list.text());
        assert!(list.says("Tue 15 Dec 2026, 18:00 UTC") && list.says("C1"), "{}", list.text());
        let home = member.opens("/g/django/").await;
        assert!(home.says("Next meeting") && home.says("Team meeting"), "{}", home.text());
        let log = member.opens("/g/django/audit?act=plan_meeting").await;
        assert!(log.says("planned Team meeting of 1 Dec 2026"), "{}", log.text());

        let first = meetings(&world, "django").await;
        assert_eq!(first.len(), 26, "a year of them");
        world.pass(DAY * 210).await;
        let more = meetings(&world, "django").await;
        assert_eq!(more.len(), 39, "and more when half of them are over");
        let days: Vec<i64> = more.windows(2).map(|two| two[1].starts.since(two[0].starts).as_hours()).collect();
        assert!(days.iter().all(|hours| *hours == 14 * 24), "{days:?}");
        world.work().await;
        assert_eq!(meetings(&world, "django").await.len(), 39, "nothing is planned twice");
    })
    .await;
}

#[tokio::test]
async fn the_time_on_the_wall_of_the_groups_zone_stays_when_its_clocks_change() {
    both(async |world: World| {
        world.on_the_database("UPDATE working_group SET zone = 'Europe/Berlin' WHERE slug = 'django'").await;
        let site = Site::of(&world).await;
        let page = plans(&site.browser("django", "Member A").await, "django", "series", "2027-03-16").await;
        assert!(page.says("18:00 CET"), "{}", page.text());
        let found = meetings(&world, "django").await;
        assert_eq!([found[0].starts, found[1].starts], [at("2027-03-16T17:00:00Z"), at("2027-03-30T16:00:00Z")]);
    })
    .await;
}

#[tokio::test]
async fn l15_where_the_charter_says_bi_weekly_the_first_planning_asks_which_is_meant() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let new = member.opens("/g/jupyter/meetings/new").await;
        assert!(new.says("can be read in two ways") && new.says("Every two weeks") && new.says("Twice a week"));
        let form =
            new.form("/meetings/new").with("title", "Team meeting").with("day", "2026-11-24").with("time", "18:00");
        let refused = member.sends(&form).await;
        assert!(refused.status == 422 && refused.says("say which is meant"), "{} {}", refused.status, refused.text());
        assert_eq!(refused.form("/meetings/new").value("day"), Some("2026-11-24"), "nothing typed is lost");
        member.sends_and_goes_on(&refused.form("/meetings/new").with("rhythm", "twice_a_week")).await;
        let found = meetings(&world, "jupyter").await;
        let starts: Vec<_> = found.iter().take(3).map(|row| row.starts).collect();
        assert_eq!(starts, [at("2026-11-24T18:00:00Z"), at("2026-11-27T18:00:00Z"), at("2026-12-01T18:00:00Z")]);
        let list = member.opens(&pages("jupyter")).await;
        assert!(list.says("twice a week at 18:00"), "{}", list.text());
        let again = member.opens("/g/jupyter/meetings/new").await;
        assert!(!again.says("can be read in two ways"), "it is settled: {}", again.text());
        let django = site.browser("django", "Member A").await.opens("/g/django/meetings/new").await;
        assert!(!django.says("can be read in two ways") && django.says("every two weeks"), "{}", django.text());
    })
    .await;
}

#[tokio::test]
async fn a_meeting_is_moved_and_called_off_and_its_series_goes_on() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        plans(&member, "django", "series", "2026-12-01").await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        member.sends_and_goes_on(&member.opens(&channel).await.form("/ask").with("act", "rest_channel")).await;
        let row = meetings(&world, "django").await.remove(0);
        let page = member.opens(&page_of("django", &row)).await;
        assert!(page.says("Nothing is on it yet. What the group has open stands below."), "{}", page.text());
        let past = member.sends(&page.form("/move").with("day", "2026-11-01")).await;
        assert!(past.status == 422 && past.says("This lies in the past"), "{}", past.text());
        let moved = member.sends_and_goes_on(&page.form("/move").with("day", "2026-12-03").with("time", "17:30")).await;
        assert!(moved.says("It is moved") && moved.says("Thu 3 Dec 2026, 17:30 UTC"), "{}", moved.text());
        let row = meetings(&world, "django").await.into_iter().find(|known| known.id == row.id).unwrap();
        assert_eq!((row.sequence, row.kind), (1, meetings::Kind::Regular));

        let why = member.sends(&moved.form("/cancel")).await;
        assert!(why.status == 422 && why.says("Say why it does not take place"), "{}", why.text());
        let off = member.sends_and_goes_on(&why.form("/cancel").with("why", "A holiday")).await;
        assert!(off.says("Called off") && off.says("It does not take place: A holiday"), "{}", off.text());
        assert!(!off.offers("/answer") && !off.offers("/move"), "{}", off.text());
        assert!(off.says("Nothing is on it.") && !off.says("stands below"), "nobody plans for it: {}", off.text());
        assert_eq!(meetings(&world, "django").await.iter().filter(|row| row.cancelled.is_some()).count(), 1);

        let list = member.opens(&pages("django")).await;
        assert!(list.says("Called off") && !list.says("Past"), "what is called off lies ahead: {}", list.text());
    })
    .await;
}

#[tokio::test]
async fn people_say_whether_they_come_and_the_agenda_has_what_is_open() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        plans(&member, "django", "ad_hoc", "2026-11-21").await;
        let row = meetings(&world, "django").await.remove(0);
        let at_page = page_of("django", &row);
        let page = member.opens(&at_page).await;
        assert!(page.says("Will you come?") && page.says("beside the regular ones"), "{}", page.text());
        let page = member.sends_and_goes_on(&page.form("/answer").with("answer", "maybe")).await;
        assert!(page.says("You said that you come perhaps."), "{}", page.text());
        let chair = site.browser("django", "Chair").await;
        chair.sends_and_goes_on(&chair.opens(&at_page).await.form("/answer")).await;
        let page =
            chair.sends_and_goes_on(&chair.opens(&at_page).await.form("/excuse").with("excuse", "At a wedding")).await;
        assert!(page.says("You excused yourself: At a wedding"), "{}", page.text());
        let page = member.opens(&at_page).await;
        assert!(page.says("Chairexcused") && !page.says("wedding"), "the reason is not everybody's: {}", page.text());
        assert!(page.says("Member Acomes perhaps"), "{}", page.text());

        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let request =
            member.sends_and_goes_on(&member.opens(&channel).await.form("/ask").with("act", "rest_channel")).await;
        let asked = member.opens(&at_page).await;
        assert!(asked.says("Shall Mastodon rest for a while?a question without an answer"), "{}", asked.text());
        member.sends_and_goes_on(&request.form("/vote")).await;
        let page = member.opens(&at_page).await;
        assert!(page.says("Vote 2026-1: Shall Mastodon rest for a while?a vote is under way"), "{}", page.text());
        let empty = member.sends(&page.form("/agenda")).await;
        assert!(empty.status == 422 && empty.says("Say what is to be talked about"), "{}", empty.text());
        let page = member.sends_and_goes_on(&page.form("/agenda").with("item", "Who writes the report?")).await;
        assert!(page.says("Who writes the report?added by Member A"), "{}", page.text());
        let late = page.form("/answer");
        until(&world, row.starts.plus(HOUR * 2)).await;
        let member = site.browser("django", "Member A").await;
        let token = member.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
        let answer = member.sends(&late.with("token", token)).await;
        assert!(answer.status == 422 && answer.says("whether you come is not asked any more"), "{}", answer.text());
        let late = member.opens(&at_page).await;
        assert!(
            late.says("Who writes the report?") && !late.offers("/agenda") && !late.says("under way"),
            "{}",
            late.text()
        );
    })
    .await;
}

/// Every letter about a meeting, as it is read.
const LETTERS: &str = include_str!("../../../golden/meeting-letters.txt");

#[tokio::test]
async fn people_are_invited_reminded_and_told_of_changes_each_once() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let form = member.opens("/g/jupyter/meetings/new").await.form("/meetings/new").with("what", "ad_hoc");
        let form = form.with("title", "Plans for spring").with("day", "2026-12-08").with("time", "18:00");
        let page =
            member.sends_and_goes_on(&form.with("place", "https://meet.example/team").with("minutes", "45")).await;
        assert!(page.says("It is planned."), "{}", page.text());
        let row = meetings(&world, "jupyter").await.remove(0);
        let letters = || {
            let all = outbox.letters();
            let mine = all.iter().filter(|letter| letter.to.to_string() == "member-b@jupyter.example");
            mine.map(|letter| format!("Subject: {}\n\n{}", letter.subject, letter.text)).collect::<Vec<_>>()
        };
        until(&world, row.starts.plus(-(DAY * 7) - MINUTE)).await;
        assert!(letters().is_empty(), "{:?}", letters());
        world.pass(MINUTE).await;
        world.pass(DAY).await;
        assert_eq!(letters().len(), 1, "invited once");
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of("jupyter", &row)).await;
        member.sends_and_goes_on(&page.form("/move").with("time", "19:00")).await;
        world.work().await;
        let away = site.browser("jupyter", "Member C").await;
        away.sends_and_goes_on(&away.opens(&page_of("jupyter", &row)).await.form("/answer").with("answer", "no")).await;
        until(&world, row.starts.plus(HOUR - DAY)).await;
        world.pass(HOUR).await;
        assert_eq!(letters().len(), 3, "told that it was moved, and reminded: {:?}", letters());
        let to_c = outbox.letters().iter().filter(|letter| letter.to.to_string() == "member-c@jupyter.example").count();
        assert_eq!(to_c, 2, "who does not come is not reminded");
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of("jupyter", &row)).await;
        member.sends_and_goes_on(&page.form("/cancel").with("why", "The room is flooded")).await;
        world.pass(HOUR).await;
        let read = letters().join("\n----\n\n").replace(&row.id.to_string(), "MEETING");
        assert_eq!(read, LETTERS, "{read}");
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_is_down_loses_no_invitation_and_doubles_none() {
    both(async |mut world: World| {
        let down = MailServer::at("smtp://127.0.0.1:1", "voice@project.example").unwrap();
        let there = world.here.clone();
        let site = Site::of(&world).await;
        plans(&site.browser("jupyter", "Member A").await, "jupyter", "emergency", "2026-11-24").await;
        drop(site);
        world.here = there.clone().with_mail(down.into());
        world.pass(HOUR).await;
        let outbox = Outbox::kept();
        world.here = there.with_mail(outbox.clone());
        world.work().await;
        world.pass(HOUR).await;
        assert_eq!(outbox.letters().len(), 4, "each of the four, once");
    })
    .await;
}

/// Somebody of another group tries an act in this one.
async fn refused<A: Gather>(world: &World, act: A) -> bool {
    let stranger = Actor::Person(world.person("jupyter", "Member A"));
    let answer = world.here.store.begin(world.group("django"), stranger, act).await;
    matches!(answer.map(drop), Err(Declined::ByCharter(_)))
}

#[tokio::test]
async fn whoever_is_no_member_has_no_part_in_a_meeting() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        plans(&site.browser("django", "Member A").await, "django", "series", "2026-12-01").await;
        let (meeting, content) = (meetings(&world, "django").await[0].id, Digest::of(b""));
        let person = world.person("jupyter", "Member A");
        assert!(refused(&world, PlanMeeting { meeting: MeetingId::mint(world.now()) }).await);
        assert!(refused(&world, MoveMeeting { meeting }).await);
        assert!(refused(&world, CancelMeeting { meeting }).await);
        assert!(refused(&world, EndSeries { meeting }).await);
        assert!(refused(&world, ResumeSeries { meeting }).await);
        assert!(refused(&world, AttendMeeting { meeting, person }).await);
        assert!(refused(&world, CorrectAttendance { meeting, person }).await);
        assert!(refused(&world, WriteMinutes { meeting }).await);
        assert!(refused(&world, ApproveMinutes { meeting, content }).await);
        assert!(refused(&world, PublishMinutes { meeting, content }).await);
        let stranger = site.browser("jupyter", "Member A").await;
        let gone = stranger.opens(&page_of("jupyter", &meetings(&world, "django").await[0])).await;
        assert_eq!(gone.status, 404, "a meeting of another group is not there");
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_or_is_marked_present_by_somebody_else() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        plans(&site.browser("django", "Member A").await, "django", "series", "2026-11-21").await;
        let row = meetings(&world, "django").await.remove(0);
        let other = world.person("django", "Member B").to_string();
        for form in ["/answer", "/present"] {
            if form == "/present" {
                until(&world, row.starts.plus(MINUTE)).await;
            }
            let member = site.browser("django", "Member A").await;
            let page = member.opens(&page_of("django", &row)).await;
            let refused = member.sends(&page.form(form).with("person", &other)).await;
            assert!(refused.status == 403 && refused.says("C1"), "{form}: {} {}", refused.status, refused.text());
        }
    })
    .await;
}
