//! The group votes: a question that the charter leaves to it is put, called to a vote, seconded where the rule says so,
//! voted on, closed by itself at its instant, and what follows is done by itself.

use acts::{opinions, votes};
use basics::{DecisionId, Digest};
use charter::{
    Actor,
    act::{CloseVote, RestChannel, SecondVote},
};
use decisions::Number;
use jiff::SignedDuration;
use store::{DecisionRow, Declined};
use stories::{Browser, Page, Site, World, both};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const FIRST: Number = Number { year: 2026, place: 1 };

/// Somebody asks for a move of a channel and calls the vote on it; gives the page of the vote.
async fn called(world: &World, browser: &Browser<'_>, group: &str, channel: &str, act: &str) -> Page {
    let at = format!("/g/{group}/channels/{}", world.channel(group, channel).await);
    let request = browser.sends_and_goes_on(&browser.opens(&at).await.form("/ask").with("act", act)).await;
    browser.sends_and_goes_on(&request.form("/vote")).await
}

/// Casts a ballot on the page of a vote.
async fn votes_for(browser: &Browser<'_>, at: &str, choice: &str) -> Page {
    browser.sends_and_goes_on(&browser.opens(at).await.form("/ballot").with("choice", choice)).await
}

fn at(group: &str) -> String {
    format!("/g/{group}/decisions/{FIRST}")
}

async fn decision(world: &World, group: &'static str) -> DecisionRow {
    world.here.store.decision(world.group(group), FIRST).await.unwrap().unwrap()
}

async fn state_of(world: &World, group: &'static str, channel: &str) -> String {
    let id = world.channel(group, channel).await;
    world.here.store.channel(world.group(group), id).await.unwrap().unwrap().channel.state.to_string()
}

#[tokio::test]
async fn a2_four_of_six_let_a_channel_rest_and_it_rests_by_itself_when_the_week_is_over() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let page = called(&world, &member, "django", "Mastodon", "rest_channel").await;
        assert!(page.says("2026-1") && page.says("The vote is called."), "{}", page.text());
        assert!(page.says("more than 1/2 of everybody entitled") && page.says("0 of 6 have voted"), "{}", page.text());
        let home = site.browser("django", "Chair").await.opens("/g/django").await;
        assert!(home.says("Vote 2026-1: Shall Mastodon rest for a while?"), "{}", home.text());

        for (who, choice) in [("Member A", "yes"), ("Chair", "yes"), ("Co-Chair", "yes"), ("Member B", "no")] {
            votes_for(&site.browser("django", who).await, &at("django"), choice).await;
        }
        let page = votes_for(&site.browser("django", "Board Liaison").await, &at("django"), "yes").await;
        assert!(
            page.says("5 of 6 have voted") && !page.says("Yes 4"),
            "nothing shows before the close: {}",
            page.text()
        );
        world.pass(DAY * 7 - HOUR).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
        world.pass(HOUR).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at("django")).await;
        assert!(
            page.says("Passed") && page.says("4 of 6") && page.says("What follows was done by itself"),
            "{}",
            page.text()
        );
        assert!(page.says("Chair Yes") && page.says("Member B No"), "{}", page.text());
        let log = member.opens("/g/django/audit").await;
        assert!(log.says("The charter") && log.says("stopped posting on"), "{}", log.text());
        world.pass(DAY).await;
        assert_eq!(decision(&world, "django").await.held_because, None, "it is done once");
    })
    .await;
}

#[tokio::test]
async fn a1_three_of_six_are_too_few_and_the_record_says_what_was_needed() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Chair", "Co-Chair"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("3 of 6, needs 4") && page.says("Not carried"), "{}", page.text());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
    })
    .await;
}

#[tokio::test]
async fn a9_a_ballot_that_is_changed_counts_once_and_the_log_has_both() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        votes_for(&member, &at("django"), "yes").await;
        let page = votes_for(&member, &at("django"), "no").await;
        assert!(page.says("1 of 6 have voted"), "{}", page.text());
        let ballots = world.here.store.ballots(&decision(&world, "django").await).await.unwrap();
        assert_eq!(ballots.iter().map(|ballot| ballot.choice.as_deref()).collect::<Vec<_>>(), [Some("no")]);
        let log = member.opens("/g/django/audit?act=cast_ballot").await;
        assert_eq!(log.text().matches("cast a ballot in").count(), 2, "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn everybody_has_voted_so_it_is_closed_at_once_where_the_charter_lets_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Member B", "Member C", "Chair", "Co-Chair", "Board Liaison"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(SignedDuration::from_secs(1)).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
    })
    .await;
}

#[tokio::test]
async fn j3_whoever_calls_a_vote_does_not_second_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        assert!(
            page.says("Waits for a second") && !page.offers("/second") && !page.offers("/ballot"),
            "{}",
            page.text()
        );
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let who = world.elevated("jupyter", "Member A");
        let refused = votes::second(&world.here, group, &who, id).await.unwrap_err();
        assert!(refused.to_string().contains("another member has to second this"), "{refused}");
        let ballot = votes::Filled {
            text: decision(&world, "jupyter").await.text(),
            choice: "yes".into(),
            reason: String::new(),
        };
        let refused = votes::cast(&world.here, group, &who, id, &ballot).await.unwrap_err();
        assert!(refused.to_string().contains("waiting for a second"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn j2_j4_one_yes_and_one_blank_carry_it_a_week_after_the_second_and_the_mark_moves() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
        world.pass(DAY * 2).await;
        let second = site.browser("jupyter", "Member B").await;
        let page = second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        assert!(page.says("Seconded: the vote is open."), "{}", page.text());
        votes_for(&second, &at("jupyter"), "yes").await;
        votes_for(&site.browser("jupyter", "Member C").await, &at("jupyter"), "blank").await;
        world.pass(DAY * 7 - HOUR).await;
        assert_eq!(decision(&world, "jupyter").await.closed, None);
        world.pass(HOUR).await;
        let second = site.browser("jupyter", "Member B").await;
        let page = second.opens(&at("jupyter")).await;
        assert!(page.says("1 of 1 non-blank, quorum 2 of 4") && page.says("Passed"), "{}", page.text());
        let bluesky = second.opens(&format!("/g/jupyter/channels/{}", world.channel("jupyter", "Bluesky").await)).await;
        assert!(bluesky.says("Preferred: talk to us here"), "{}", bluesky.text());
    })
    .await;
}

#[tokio::test]
async fn j1_a_vote_that_nobody_seconds_lapses_after_fourteen_days() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        world.pass(DAY * 14).await;
        let page = site.browser("jupyter", "Member A").await.opens(&at("jupyter")).await;
        assert!(page.says("Lapsed: nobody seconded it"), "{}", page.text());
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let late = votes::second(&world.here, group, &world.elevated("jupyter", "Member B"), id).await;
        assert!(late.unwrap_err().to_string().contains("lapsed"));
    })
    .await;
}

#[tokio::test]
async fn j6_too_few_took_part_so_nothing_is_decided_and_it_may_be_run_again_at_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        votes_for(&second, &at("jupyter"), "yes").await;
        world.pass(DAY * 7).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = sponsor.opens(&at("jupyter")).await;
        assert!(page.says("Too few took part") && page.says("quorum 1 of 4, needs 2"), "{}", page.text());
        let request = decision(&world, "jupyter").await.question.id;
        let again = sponsor.opens(&format!("/g/jupyter/requests/{request}")).await;
        let page = sponsor.sends_and_goes_on(&again.form("/vote")).await;
        assert!(page.says("2026-2"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn j10_a_vote_runs_longer_for_a_reason_and_not_without() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        let form = sponsor.opens(&at("jupyter")).await.form("/extend").with("until", "2026-12-11");
        let refused = sponsor.sends(&form.clone().with("why", "")).await;
        assert!(refused.status == 422 && refused.says("Say why this vote is to run longer."), "{}", refused.text());
        let page = sponsor.sends_and_goes_on(&form.with("why", "Two of us travel")).await;
        assert!(page.says("The vote runs longer.") && page.says("12 Dec 2026"), "{}", page.text());
        let of_another = second.opens(&at("jupyter")).await;
        assert!(!of_another.offers("/extend"), "only its sponsor does: {}", of_another.text());
    })
    .await;
}

#[tokio::test]
async fn only_its_sponsor_takes_a_vote_back() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("django", "Member A").await;
        let page = called(&world, &sponsor, "django", "Mastodon", "rest_channel").await;
        let (group, id) = (world.group("django"), decision(&world, "django").await.id);
        let refused = votes::withdraw(&world.here, group, &world.elevated("django", "Chair"), id).await;
        assert!(refused.unwrap_err().to_string().contains("only the sponsor"), "an office makes no difference");
        let back = sponsor.sends_and_goes_on(&page.form("/withdraw")).await;
        assert!(back.says("Taken back"), "{}", back.text());
        world.pass(DAY * 7).await;
        assert_eq!(
            decision(&world, "django").await.closed.and_then(|closing| closing.counted),
            None,
            "nothing is counted"
        );
    })
    .await;
}

#[tokio::test]
async fn a_vote_is_not_closed_before_its_time() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let decision = decision(&world, "django").await.id;
        for who in [Actor::Person(world.person("django", "Chair")), Actor::Charter] {
            let judged = world.here.store.begin(world.group("django"), who, CloseVote { decision }).await.unwrap();
            let refused = judged.keep(None).await.map(drop).unwrap_err();
            assert!(refused.to_string().contains("this vote is open until"), "{refused}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_no_member_has_no_part_in_a_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let row = decision(&world, "django").await;
        let stranger = site.browser("jupyter", "Member A").await;
        assert_eq!(stranger.opens(&at("django")).await.status, 404, "another group’s vote is not there");
        let (group, who) = (world.group("django"), world.elevated("jupyter", "Member A"));
        let ballot = votes::Filled { text: row.text(), choice: "yes".into(), reason: String::new() };
        let cast = votes::cast(&world.here, group, &who, row.id, &ballot).await;
        assert!(matches!(cast, Err(Declined::ByCharter(_))), "{cast:?}");
        let second = world.here.store.begin(group, Actor::Person(who.person()), SecondVote { decision: row.id }).await;
        assert!(matches!(second.map(drop), Err(Declined::ByCharter(_))));
    })
    .await;
}

#[tokio::test]
async fn a17_there_is_one_vote_at_a_time_on_one_question() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        let question = decision(&world, "django").await.question.id;
        let page = member.opens(&format!("/g/django/requests/{question}")).await;
        assert!(page.says("Vote 2026-1: open") && !page.offers("/vote"), "{}", page.text());
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let second = votes::call(&world.here, group, &who, question, "Shall it rest?").await;
        assert!(second.unwrap_err().to_string().contains("under way already: 2026-1"));
    })
    .await;
}

#[tokio::test]
async fn a_ballot_is_for_the_text_that_was_read_and_for_what_is_on_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let (group, row, who) =
            (world.group("django"), decision(&world, "django").await, world.elevated("django", "Chair"));
        let cast = async |text: Digest, choice: &str, id: DecisionId| {
            let ballot = votes::Filled { text, choice: choice.into(), reason: String::new() };
            votes::cast(&world.here, group, &who, id, &ballot).await
        };
        let other = cast(Digest::of(b"another text"), "yes", row.id).await;
        assert!(matches!(other, Err(Declined::Stale(_))), "{other:?}");
        let unknown = cast(row.text(), "blank", row.id).await;
        assert!(unknown.unwrap_err().to_string().contains("choose one of yes, no, abstain"));
        let nowhere = cast(row.text(), "yes", DecisionId::mint(world.now())).await;
        assert!(matches!(nowhere, Err(Declined::NotFound(_))), "{nowhere:?}");
        world.pass(DAY * 7).await;
        let late = cast(row.text(), "yes", row.id).await;
        assert!(late.unwrap_err().to_string().contains("this vote is closed"), "late by a moment is late");
        let page = site.browser("django", "Chair").await;
        let form = page.opens(&at("django")).await;
        assert!(!form.offers("/ballot"), "{}", form.text());
    })
    .await;
}

/// A vote of the second group that is open: called by Member A, seconded by Member B.
async fn opened(world: &World, site: &Site<'_>) {
    called(world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
    let second = site.browser("jupyter", "Member B").await;
    second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
}

#[tokio::test]
async fn j8_the_sponsor_changes_the_text_so_the_week_begins_anew_ballots_are_void_and_everybody_sees_what_is_new() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        for who in ["Member B", "Member C"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.pass(DAY * 7 - SignedDuration::from_mins(1)).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let form = sponsor.opens(&at("jupyter")).await.form("/text");
        let page = sponsor.sends_and_goes_on(&form.with("proposal", "Shall Bluesky become it, until May?")).await;
        assert!(page.says("Changed 1 time") && page.says("0 of 4 have voted"), "{}", page.text());
        assert!(page.html.contains("<ins>") && page.html.contains("<del>"), "{}", page.html);
        world.pass(HOUR).await;
        assert_eq!(
            decision(&world, "jupyter").await.closed,
            None,
            "the old week is over, and nothing is counted by it"
        );
        let home = site.browser("jupyter", "Member B").await.opens("/g/jupyter").await;
        assert!(home.says("Vote 2026-1"), "whoever had voted is asked again: {}", home.text());
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member B").await.opens(&at("jupyter")).await;
        assert!(page.says("Too few took part"), "the ballots from before are void: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_text_is_changed_by_its_sponsor_and_only_where_the_charter_lets_the_vote_begin_anew() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        let (group, row) = (world.group("jupyter"), decision(&world, "jupyter").await);
        let other =
            votes::update(&world.here, group, &world.elevated("jupyter", "Member B"), row.id, "Another text").await;
        assert!(other.unwrap_err().to_string().contains("only the sponsor"));
        let sponsor = world.elevated("jupyter", "Member A");
        let same = votes::update(&world.here, group, &sponsor, row.id, &row.body).await;
        assert!(same.unwrap_err().to_string().contains("nothing was changed"));
        let empty = votes::update(&world.here, group, &sponsor, row.id, "  ").await;
        assert!(empty.unwrap_err().to_string().contains("an empty proposal"));

        let member = site.browser("django", "Member A").await;
        let page = called(&world, &member, "django", "Mastodon", "rest_channel").await;
        assert!(!page.offers("/text"), "{}", page.text());
        let (group, row) = (world.group("django"), decision(&world, "django").await);
        let forbidden =
            votes::update(&world.here, group, &world.elevated("django", "Member A"), row.id, "Another").await;
        assert!(forbidden.unwrap_err().to_string().contains("cannot change under this rule"));
    })
    .await;
}

/// A choice that stands in a form as the reader's own.
const MINE: &str = "value=\"no\" checked";

#[tokio::test]
async fn what_was_chosen_stands_nowhere_before_the_close_and_then_in_the_log_with_every_ballot() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        let form = member.opens(&at("django")).await.form("/ballot").with("reason", "the owl told me");
        member.sends_and_goes_on(&form.clone().with("choice", "abstain")).await;
        member.sends_and_goes_on(&form.with("choice", "no")).await;
        let question = decision(&world, "django").await.question.id;
        let places = ["/decisions", "/decisions/2026-1", "/audit", "/audit.json", "/audit.csv", "", "/calendar"];
        let places = places.map(|place| format!("/g/django{place}")).into_iter();
        let other = site.browser("django", "Member B").await;
        for place in places.chain([format!("/g/django/requests/{question}")]) {
            let page = other.opens(&place).await;
            assert_eq!(page.status, 200, "{place}");
            assert!(!page.html.contains("the owl"), "{place}: {}", page.html);
            let names_a_choice = page.html.contains("\"no\"") || page.html.contains("abstain");
            assert!(!place.contains("audit") || !names_a_choice, "{place}: {}", page.html);
            assert!(!page.html.contains(MINE), "{place} shows nobody’s ballot: {}", page.html);
        }
        let own = member.opens(&at("django")).await;
        assert!(own.html.contains(MINE), "one’s own ballot stands in the form: {}", own.html);
        world.pass(DAY * 7).await;
        let log = site.browser("django", "Member B").await.opens("/g/django/audit.json").await;
        assert!(log.html.contains("abstain") && log.html.contains("\"no\""), "both ballots: {}", log.html);
    })
    .await;
}

#[tokio::test]
async fn what_the_group_votes_on_nobody_records_beside_it_neither_before_nor_after() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let question = decision(&world, "django").await.question.id;
        let records = async || {
            let chair = site.browser("django", "Chair").await;
            let form =
                chair.opens(&format!("/g/django/requests/{question}")).await.form(&format!("/requests/{question}"));
            chair.sends(&form.with("outcome", "yes").with("on", "2026-11-20").with("tally", "6 yes")).await
        };
        let while_open = records().await;
        assert!(
            while_open.status == 422 && while_open.says("The group votes on this in 2026-1"),
            "{}",
            while_open.text()
        );
        world.pass(DAY * 7).await;
        let after = records().await;
        assert!(after.status == 422 && after.says("The vote 2026-1 answered this"), "{}", after.text());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
    })
    .await;
}

#[tokio::test]
async fn a_yes_serves_for_the_one_act_that_was_asked_for_and_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Member B", "Member C", "Chair", "Co-Chair", "Board Liaison"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(SignedDuration::from_secs(1)).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let channel = world.channel("django", "Mastodon").await;
        let page = site.browser("django", "Member B").await.opens(&format!("/g/django/channels/{channel}")).await;
        assert!(page.says("Ask to post there again"), "nobody decided that: {}", page.text());
        let (group, chair) = (world.group("django"), world.person("django", "Chair"));
        let again = opinions::may(&world.here, group, chair, &RestChannel { channel }).await.unwrap();
        assert!(!again.may(), "what was decided is done: {again:?}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_voted_on_stands_in_its_form_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let ask = member.opens(&channel).await.form("/ask").with("act", "rest_channel");
        let request = member.sends_and_goes_on(&ask).await;
        let long = "word ".repeat(5_000);
        let refused = member.sends(&request.form("/vote").with("proposal", long.clone())).await;
        assert!(refused.status == 422 && refused.says("at most 20000 are kept"), "{}", refused.text());
        assert_eq!(refused.form("/vote").value("proposal"), Some(long.as_str()), "nothing is lost");
        let page = member.sends_and_goes_on(&refused.form("/vote").with("proposal", "Shall it rest?")).await;
        let form = page.form("/ballot").with("choice", "yes").with("reason", "I am tired of it");
        let voted = member.sends_and_goes_on(&form).await;
        assert_eq!(
            voted.form("/ballot").value("reason"),
            Some("I am tired of it"),
            "whoever changes it keeps the reason"
        );
        let stale = voted.form("/ballot").with("choice", "no").with("text", Digest::of(b"another").to_string());
        let stale = member.sends(&stale).await;
        assert!(stale.status == 422 && stale.says("Read it as it stands now"), "{}", stale.text());
        assert_eq!(stale.form("/ballot").value("reason"), Some("I am tired of it"));
    })
    .await;
}
