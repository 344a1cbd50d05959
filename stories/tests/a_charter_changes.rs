//! A charter changes: a member proposes text and rules, whoever the charter names decides about exactly that, and it is in
//! force from the day that the answer says, for everything that is judged from then on and for nothing before.

use acts::{
    Declined,
    amending::{self, Filled},
    answers, readings, replay,
};
use basics::{AnswerId, CharterDraftId};
use channels::Capability::Publish;
use charter::presets;
use delivery::State;
use jiff::SignedDuration;
use stories::{Browser, Mailbox, Page, Site, World, both};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const LIAISON: &str = "board-liaison@django.example";
const EVERYBODY: [&str; 6] = ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"];

/// Text and rules of the first preset, each after some edits; every edit has to find its place.
fn edited(text: &[(&str, &str)], rules: &[(&str, &str)]) -> (String, String) {
    let edit = |whole: &str, edits: &[(&str, &str)]| {
        edits.iter().fold(whole.to_owned(), |whole, (from, to)| {
            assert_eq!(whole.matches(from).count(), 1, "{from:?} stands once");
            whole.replace(from, to)
        })
    };
    (edit(presets::DJANGO.text, text), edit(presets::DJANGO.rules, rules))
}

/// The fourth goal is given up.
fn without_the_fourth_goal() -> (String, String) {
    edited(
        &[("- Help the board to bring official news and updates of the foundation to people.\n", "")],
        &[
            ("  [1, 1, [1, 1, 1, 1], 2, 1, [1, 1, 1, 1, 2]", "  [1, 1, [1, 1, 1], 2, 1, [1, 1, 1, 1, 2]"),
            ("4 = \"G4\"\n", ""),
            ("G4 = \"2.3.4\"\n", ""),
        ],
    )
}

/// The group meets every three weeks.
fn every_three_weeks() -> (String, String) {
    edited(&[("for all, every two weeks", "for all, every three weeks")], &[("every = \"P14D\"", "every = \"P21D\"")])
}

/// What the charter names no rule for needs five of six.
fn five_of_six() -> (String, String) {
    let from = "[decision.ordinary]                   # what the charter names no rule for\nthreshold = { gt = [1, 2]";
    let to = "[decision.ordinary]                   # what the charter names no rule for\nthreshold = { gte = [5, 6]";
    edited(&[], &[(from, to)])
}

/// Somebody fills in the form of a draft on its page; gives what it was answered.
async fn proposes(browser: &Browser<'_>, (text, rules): (String, String), minor: bool) -> Page {
    let form = browser.opens("/g/django/charter/drafts/new").await.form("/charter/drafts");
    let form = form.with("text", text.replace('\n', "\r\n")).with("rules", rules.replace('\n', "\r\n"));
    let form = form.with("reason", "It is what we do by now.");
    browser.sends(&if minor { form.ticking("minor", "yes") } else { form }).await
}

/// Somebody puts a draft to whoever decides, without a page.
async fn put(world: &World, draft: CharterDraftId) -> AnswerId {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let draft = world.here.store.charter_draft(group, draft).await.unwrap().unwrap();
    amending::ask(&world.here, group, &who, &draft).await.unwrap()
}

/// The same from the draft to the board's recorded yes, which names this day.
async fn the_board_agrees(world: &World, (text, rules): (String, String), from: &str) -> CharterDraftId {
    let (group, member) = (world.group("django"), world.person("django", "Member A"));
    let filled = Filled { text, rules, reason: "It is what we do by now.".into(), is_minor: false };
    let draft = amending::propose(&world.here, group, member, &filled).await.unwrap();
    let answer = put(world, draft).await;
    record(world, answer, from).await.unwrap();
    draft
}

async fn record(world: &World, answer: AnswerId, from: &str) -> Result<(), Declined> {
    let yes = answers::Filled {
        yes: true,
        decided_on: world.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string(),
        source: "https://minutes.example/charter".into(),
        tally: "5 of 7".into(),
    };
    let liaison = world.elevated("django", "Board Liaison");
    answers::record_from(&world.here, world.group("django"), &liaison, answer, yes, from).await
}

/// Everybody votes yes on the vote that a question was called to; then its week goes by.
async fn everybody_agrees(world: &World, site: &Site<'_>, at: &str) {
    for who in EVERYBODY {
        let browser = site.browser("django", who).await;
        browser.sends_and_goes_on(&browser.opens(at).await.form("/ballot").with("choice", "yes")).await;
    }
    world.pass(DAY * 7).await;
}

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
        let answer = proposes(&member, every_three_weeks(), true).await;
        let draft = member.goes_on(answer).await;
        assert!(
            draft.says("A minor change. The board is told of it.") && draft.says("meetings.every"),
            "{}",
            draft.text()
        );
        assert!(draft.says("The group decides"), "{}", draft.text());
        let request = member.sends_and_goes_on(&draft.form("/ask")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        everybody_agrees(&world, &site, "/g/django/decisions/2026-1").await;

        let versions = world.here.store.charter_versions(group).await.unwrap();
        assert_eq!((versions[0].name.as_str(), versions[0].is_minor), ("1.1", true));
        assert!(versions[0].is_in_force(world.now()));
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
async fn m4_a_change_of_the_budget_called_minor_is_substantive_and_blocked() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let group = world.group("django");
        let member = site.browser("django", "Member A").await;
        let budget = || edited(&[("No budget will be", "A budget of 100 euros will be")], &[]);
        let term =
            || edited(&[("a term of 6 months", "a term of 12 months")], &[("length = \"P6M\"", "length = \"P12M\"")]);
        for (change, part) in [(budget(), "budget"), (term(), "membership")] {
            let refused = proposes(&member, change, true).await;
            assert_eq!(refused.status, 422);
            assert!(refused.says("This is no minor change: it changes") && refused.says(part), "{}", refused.text());
            assert!(refused.says("which the board decides about"), "{}", refused.text());
        }
        assert!(world.here.store.charter_drafts(group).await.unwrap().is_empty(), "nothing was kept");

        let answer = proposes(&member, budget(), false).await;
        let draft = member.goes_on(answer).await;
        assert!(draft.says("Budget (substantive)") && draft.says("The board decides"), "{}", draft.text());
        let row = &world.here.store.charter_drafts(group).await.unwrap()[0];
        let act = charter::act::AmendCharter { draft: row.id, content: row.digest };
        let refused = world.here.store.begin(group, charter::Actor::Charter, act).await.err();
        assert!(matches!(refused, Some(Declined::ByCharter(_))), "the charter itself does not do it either");
    })
    .await;
}

#[tokio::test]
async fn m4_what_makes_no_charter_stands_in_the_form_again_with_its_line() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let wrong = edited(
            &[("No budget will be", "A budget will be")],
            &[("who = [\"member\"]\nmay = [\"send_report\"]", "who = [\"membr\"]\nmay = [\"send_report\"]")],
        );
        let again = proposes(&member, wrong, false).await;
        assert_eq!(again.status, 422);
        assert!(again.says("of the rules:") && again.says("membr"), "{}", again.text());
        let form = again.form("/charter/drafts");
        assert!(form.value("text").unwrap().contains("A budget will be"), "nothing typed is lost");
        let same = proposes(&member, edited(&[], &[]), false).await;
        assert!(same.status == 422 && same.says("Nothing changes"), "{}", same.text());
        let both_at_once = {
            let (text, rules) = without_the_fourth_goal();
            (text.replace("No budget will be", "A budget will be"), rules)
        };
        let refused = proposes(&member, both_at_once, false).await;
        assert!(refused.status == 422 && refused.says("make two drafts of it"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn m5_an_open_vote_keeps_the_rule_that_it_opened_with() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let at = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let request = member.sends_and_goes_on(&member.opens(&at).await.form("/ask").with("act", "rest_channel")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        the_board_agrees(&world, five_of_six(), "").await;
        let rule = &world.here.store.charter(world.group("django")).await.unwrap().rules().decision["ordinary"].clone();
        assert_eq!(rule.threshold.share.to_string(), "at least 5/6", "the new rule is in force");
        for who in ["Chair", "Co-Chair", "Member A", "Member B"] {
            let browser = site.browser("django", who).await;
            let page = browser.opens("/g/django/decisions/2026-1").await;
            assert!(page.says("more than 1/2 of everybody entitled"), "{}", page.text());
            browser.sends_and_goes_on(&page.form("/ballot").with("choice", "yes")).await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member A").await.opens("/g/django/decisions/2026-1").await;
        assert!(page.says("Passed") && page.says("4 of 6"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn m7_a_line_that_stands_for_something_is_a_task_and_leads_to_the_page_once_it_is_there() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let text = world.here.store.charter(world.group("jupyter")).await.unwrap().text().digest();
        let member = site.browser("jupyter", "Member A").await;
        let home = member.opens("/g/jupyter").await;
        assert!(home.says("Say where it is: “[link]” in line"), "{}", home.text());
        let page = member.opens("/g/jupyter/charter").await;
        let start = page.html.find("/g/jupyter/charter/lines/").unwrap();
        let at: String = page.html[start..].chars().take_while(|c| *c != '"').collect();
        let odd = member.sends(&member.opens(&at).await.form("").with("address", "javascript:alert(1)")).await;
        assert!(odd.status == 422 && odd.says("is no address of a page"), "{}", odd.text());
        let form = member.opens(&at).await.form("").with("address", "/g/jupyter/channels");
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.html.contains("href=\"/g/jupyter/channels\">It is here"), "{}", page.text());
        assert!(!member.opens("/g/jupyter").await.says("Say where it is: “[link]”"));
        assert_eq!(world.here.store.charter(world.group("jupyter")).await.unwrap().text().digest(), text);

        let django = site.browser("django", "Member A").await;
        assert!(django.opens("/g/django").await.says("“A form will be made available”"));
        let broken = edited(&[("the foundation’s Code", "the foundationâ€™s Code")], &[]);
        let answer = proposes(&django, broken, false).await;
        let draft = django.goes_on(answer).await;
        assert!(draft.says("looks mis-decoded; it was probably \"foundation’s\""), "{}", draft.text());
    })
    .await;
}

#[tokio::test]
async fn m7_whoever_is_no_member_links_no_line() {
    both(async |world: World| {
        let (group, outsider) = (world.group("django"), world.person("jupyter", "Member A"));
        let charter = world.here.store.charter(group).await.unwrap();
        let line =
            charter.text().clauses().iter().find(|clause| clause.text.contains("will be made available")).unwrap();
        let line = basics::Digest::of(line.text.as_bytes());
        let refused = readings::link(&world.here, group, outsider, line, "/apply/django").await;
        assert!(matches!(refused, Err(Declined::ByCharter(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn m8_a_default_that_the_group_adopts_is_a_reading_with_its_own_decision() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens("/g/django/charter").await;
        assert!(page.says("Default of Nuncio: 50%+1 is the smallest whole number"), "{}", page.text());
        let refused = {
            let clause = "M12".to_owned();
            let says = page.form("/readings/ask").value("says").unwrap().to_owned();
            let who = world.elevated("django", "Member A");
            let act = charter::act::AdoptReading { clause, says };
            readings::adopt(&world.here, world.group("django"), &who, act, "nobody").await
        };
        assert!(matches!(refused, Err(Declined::ByCharter(_))), "nobody adopts it alone");
        let request = member.sends_and_goes_on(&page.form("/readings/ask")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        everybody_agrees(&world, &site, "/g/django/decisions/2026-1").await;
        let page = site.browser("django", "Member A").await.opens("/g/django/charter").await;
        assert!(page.says("Adopted by decision 2026-1"), "{}", page.text());
        assert!(page.says("Reading: 50%+1 is the smallest whole number"), "it hangs on its clause: {}", page.text());
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

#[tokio::test]
async fn a_day_that_is_none_is_told_in_a_sentence_wherever_one_is_asked_for() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        for at in [
            "/g/django/charter?on=banana",
            "/g/django/charter?view=powers&on=banana",
            "/g/django/audit?since=banana",
            "/g/django/audit.csv?since=banana",
        ] {
            let page = member.opens(at).await;
            assert!(page.status == 422 && page.says("banana") && page.says("is not a day"), "{at}: {}", page.text());
        }
        let early = member.opens("/g/django/charter?on=1999-01-01").await;
        assert!(
            early.status == 422 && early.says("No charter of this group was in force on 1999-01-01"),
            "{}",
            early.text()
        );
    })
    .await;
}
