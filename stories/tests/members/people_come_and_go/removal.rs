//! A member is removed by a secret vote in which they do not count, after they were heard.

use super::scene::{DAY, HOUR, MEMBERS, decision, is_member, proposal, removal_is_voted_on, vote, vote_for};
use acts::{answers, votes};
use channels::Capability::Publish;
use charter::presets::Preset;
use decisions::Stage;
use delivery::PauseReason;
use mail::Outbox;
use stories::{DJANGO, Sample, Site, World, both, on_each};

#[tokio::test]
async fn e7_a_removal_needs_a_ground_and_waits_for_the_reply() {
    both(async |mut world: World| {
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let refused = member.sends(&proposal(&world, &member, "Member C", " ").await).await;
        assert!(refused.status == 422 && refused.says("Write it down"), "{} {}", refused.status, refused.text());
        assert!(outbox.letters().is_empty());

        let form = proposal(&world, &member, "Member C", "Posted what was not agreed on.").await;
        let question = member.sends(&form).await.leads_to.unwrap();
        let letters = outbox.letters();
        assert_eq!((letters.len(), letters[0].to.to_string().as_str()), (1, "member-c@django.example"));
        assert!(letters[0].text.contains("Posted what was not agreed on."), "{}", letters[0].text);
        assert!(letters[0].text.contains("No vote on it opens before Mon 23 Nov 2026"), "{}", letters[0].text);

        let early = member.sends(&member.opens(&question).await.form("/vote")).await;
        assert!(early.says("Member C has until Mon 23 Nov 2026") && early.says("to reply"), "{}", early.text());
        let subject = site.browser("django", "Member C").await;
        let home = subject.opens("/g/django/").await;
        assert!(home.says("Answer the proposal to remove you"), "{}", home.text());
        let page = subject.opens(&question).await;
        let replied =
            subject.sends_and_goes_on(&page.form("/reply").with("reply", "It was agreed on, see the minutes.")).await;
        assert!(replied.says("It was agreed on, see the minutes."), "{}", replied.text());
        assert!(!member.opens(&question).await.offers("/reply"), "nobody answers for somebody else");
        assert!(!page.offers("/vote"), "whoever it is about calls no vote on it: {}", page.text());
        let token = member.opens(&question).await.form("/vote").value("token").unwrap().to_owned();
        let refused = member.sends(&page.form("/reply").with("token", token).with("reply", "I speak for them.")).await;
        assert!(refused.says("Only the person whom it concerns can, for themself."), "{}", refused.text());
        assert!(!refused.says("Nobody can") && !refused.says("default of Nuncio"), "{}", refused.text());

        world.pass(DAY * 3 - HOUR).await;
        let member = site.browser("django", "Member A").await;
        let early = member.sends(&member.opens(&question).await.form("/vote")).await;
        assert!(early.says("to reply"), "{}", early.text());
        world.pass(HOUR).await;
        let called = member.sends_and_goes_on(&member.opens(&question).await.form("/vote")).await;
        assert!(called.says("The vote is called."), "{}", called.text());
        assert!(called.says("It was agreed on, see the minutes."), "whoever votes reads it: {}", called.text());
    })
    .await;
}

#[tokio::test]
async fn e2_three_of_five_remove_somebody_who_neither_votes_nor_counts() {
    both(async |world: World| {
        world.give("django", "Member C", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member C", "Next week").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(DAY * 20).kept().await;
        world.schedules("django", "Member C", post).await.unwrap();
        let page = removal_is_voted_on(&world, "Member A", "Member C").await;
        assert!(page.says("5 can vote"), "{}", page.text());
        let site = Site::of(&world).await;
        let subject = site.browser("django", "Member C").await.opens(&vote(1)).await;
        assert!(!subject.offers("/ballot"), "{}", subject.text());
        vote_for(&world, &vote(1), "yes", &["Member A", "Member B", "Co-Chair"]).await;
        vote_for(&world, &vote(1), "no", &["Chair"]).await;
        world.pass(DAY * 7).await;

        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(&vote(1)).await;
        assert!(page.says("Passed") && page.says("3 of 5"), "{}", page.text());
        assert!(page.says("What follows was done by itself"), "{}", page.text());
        assert!(!is_member(&world, "Member C").await);
        assert!(world.here.store.sessions_of(world.person("django", "Member C")).await.unwrap().is_empty());
        let members = chair.opens(MEMBERS).await;
        assert!(members.says("Member C, until 30 Nov 2026: removed"), "{}", members.text());
        let row = world.deliveries("django", post).await.remove(0);
        assert!(row.row.pauses.contains(PauseReason::Authority), "what was planned waits: {row:?}");
    })
    .await;
}

#[tokio::test]
async fn e2_whoever_a_removal_is_about_does_not_take_its_vote_over() {
    both(async |world: World| {
        removal_is_voted_on(&world, "Member A", "Member C").await;
        let site = Site::of(&world).await;
        let sponsor = site.browser("django", "Member A").await;
        sponsor.sends_and_goes_on(&sponsor.opens(&vote(1)).await.form("/withdraw")).await;
        let (group, id) = (world.group("django"), decision(&world, 1).await.id);
        let refused = votes::take_over(&world.here, group, &world.elevated("django", "Member C"), id).await;
        assert!(refused.unwrap_err().to_string().contains("takes no step in the vote on it"));
    })
    .await;
}

#[tokio::test]
async fn e4_the_chair_is_removed_at_once_and_the_co_chair_acts_and_what_was_granted_stays() {
    both(async |world: World| {
        world.give("django", "Member B", "Mastodon", &[Publish]).await;
        removal_is_voted_on(&world, "Member A", "Chair").await;
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(&vote(1)).await;
        for step in ["/withdraw", "/extend", "/second", "/text", "/ballot"] {
            assert!(!page.offers(step), "{step}: {}", page.text());
        }
        let own = site.browser("django", "Member A").await.opens(&vote(1)).await.form("/withdraw");
        let forged =
            chair.sends(&own.with("token", chair.opens(MEMBERS).await.form("/leave").value("token").unwrap())).await;
        assert!(
            forged.says("only the sponsor of a vote does this") || forged.says("Only the sponsor"),
            "{}",
            forged.text()
        );
        let question = decision(&world, 1).await.question.id;
        let no = answers::Filled {
            yes: false,
            decided_on: "2026-11-23".to_owned(),
            source: "https://minutes.example/no".to_owned(),
            tally: String::new(),
        };
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let refused = answers::record(&world.here, group, &who, question, no).await.unwrap_err().to_string();
        assert!(refused.contains("does not record what was decided"), "{refused}");

        vote_for(&world, &vote(1), "yes", &["Member A", "Member B", "Member C"]).await;
        world.pass(DAY * 7).await;
        assert!(!is_member(&world, "Chair").await);
        let page = site.browser("django", "Co-Chair").await.opens(MEMBERS).await;
        assert!(page.says("Nobody is Chair. The Co-Chair does the work meanwhile."), "{}", page.text());
        let grants = world.here.store.grants(group).await.unwrap();
        let kept =
            grants.iter().any(|grant| grant.person == world.person("django", "Member B") && grant.holds(world.now()));
        assert!(kept, "what the chair gave to others stays: {grants:?}");
    })
    .await;
}

#[tokio::test]
async fn e8_whoever_resigns_meanwhile_makes_it_moot_and_nothing_is_counted() {
    both(async |world: World| {
        removal_is_voted_on(&world, "Member A", "Member C").await;
        vote_for(&world, &vote(1), "yes", &["Member A", "Member B"]).await;
        let site = Site::of(&world).await;
        let subject = site.browser("django", "Member C").await;
        subject.sends(&subject.opens(MEMBERS).await.form("/leave")).await;
        let row = decision(&world, 1).await;
        assert_eq!((row.course.stage, row.closed.and_then(|closing| closing.counted)), (Stage::Moot, None));
        let page = site.browser("django", "Member B").await.opens(&vote(1)).await;
        assert!(page.says("Moot: what it was about is gone"), "{}", page.text());
        assert!(!page.says("Passed") && !page.says("Not carried"), "{}", page.text());
        assert!(world.here.store.ballots(&row).await.unwrap().is_empty(), "no ballot is kept");
        world.pass(DAY * 8).await;
        assert!(decision(&world, 1).await.closed.unwrap().counted.is_none());
    })
    .await;
}

/// The first group, in which the Co-Chair decides a tie about a removal.
fn with_a_casting_vote() -> Sample {
    let preset = DJANGO.preset;
    let plain = "[decision.removal]\n";
    assert!(preset.rules.contains(plain), "the preset has a rule for removals");
    let casting = "tie = \"casting_vote\"\ncasting_vote = { office = \"co_chair\", within = \"P3D\" }\n";
    let rules = preset.rules.replace(plain, &format!("{plain}{casting}"));
    Sample { preset: Preset { rules: Box::leak(rules.into_boxed_str()), ..preset }, ..DJANGO }
}

#[tokio::test]
async fn e8_a_tie_about_somebody_who_leaves_meanwhile_is_moot_and_nobody_decides_it() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[with_a_casting_vote()])).await;
        removal_is_voted_on(&world, "Member A", "Member C").await;
        vote_for(&world, &vote(1), "yes", &["Member A", "Member B"]).await;
        vote_for(&world, &vote(1), "no", &["Chair", "Board Liaison"]).await;
        vote_for(&world, &vote(1), "abstain", &["Co-Chair"]).await;
        world.pass(DAY * 7).await;
        let site = Site::of(&world).await;
        let decides = site.browser("django", "Co-Chair").await;
        let casting = decides.opens(&vote(1)).await.form("/casting").with("casting", "yes");
        let subject = site.browser("django", "Member C").await;
        subject.sends(&subject.opens(MEMBERS).await.form("/leave")).await;

        let row = decision(&world, 1).await;
        assert_eq!((row.course.stage, row.closed.and_then(|closing| closing.counted)), (Stage::Moot, None));
        let late = decides.sends(&casting).await;
        assert!(
            late.status == 422 && late.says("moot, because what it was about is gone"),
            "{} {}",
            late.status,
            late.text()
        );
        let page = decides.opens(&vote(1)).await;
        assert!(page.says("Moot: what it was about is gone") && !page.offers("/casting"), "{}", page.text());
        assert!(!page.says("Waits for the casting vote") && !page.says("2 of 5"), "no result: {}", page.text());
        assert!(!decides.opens("/g/django/").await.says("Decide the tie"), "and nobody is asked for one");
        world.pass(DAY * 4).await;
        let row = decision(&world, 1).await;
        assert!(row.course.stage == Stage::Moot && row.question.answer.is_none(), "{row:?}");
    })
    .await;
}

#[tokio::test]
async fn a_ground_that_failed_rests_for_ninety_days_and_a_new_one_does_not() {
    both(async |world: World| {
        removal_is_voted_on(&world, "Member A", "Member C").await;
        vote_for(&world, &vote(1), "no", &["Member A", "Member B", "Chair"]).await;
        world.pass(DAY * 7).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let again = member.sends(&proposal(&world, &member, "Member C", "posted what was not agreed on").await).await;
        assert!(
            again.status == 422 && again.says("the group did not agree to a removal on this ground")
                || again.says("The group did not agree to a removal on this ground"),
            "{}",
            again.text()
        );
        let new = member.sends(&proposal(&world, &member, "Member C", "Gave their key to somebody else.").await).await;
        assert_eq!(new.status, 303, "{}", new.text());
    })
    .await;
}

#[tokio::test]
async fn against_whoever_the_board_put_there_a_removal_is_a_request_to_the_board() {
    both(async |world: World| {
        removal_is_voted_on(&world, "Member A", "Board Liaison").await;
        vote_for(&world, &vote(1), "yes", &["Member A", "Member B", "Member C"]).await;
        world.pass(DAY * 7).await;
        assert!(is_member(&world, "Board Liaison").await, "the group asks, and the board decides");
        let questions = world.here.store.questions(world.group("django")).await.unwrap();
        let asked = questions.iter().find(|row| row.question.body == "board").unwrap();
        let at = format!("/g/django/requests/{}", asked.id);
        let (group, who) = (world.group("django"), world.elevated("django", "Board Liaison"));
        let yes = || answers::Filled {
            yes: true,
            decided_on: "2026-11-30".to_owned(),
            source: "https://minutes.example/removed".to_owned(),
            tally: String::new(),
        };
        let refused = answers::record(&world.here, group, &who, asked.id, yes()).await.unwrap_err().to_string();
        assert!(refused.contains("does not record what was decided"), "{refused}");
        let site = Site::of(&world).await;
        let page = site.browser("django", "Chair").await.opens(&at).await;
        assert!(page.says("Shall Board Liaison be removed from the group?"), "{}", page.text());
        let chair = world.elevated("django", "Chair");
        answers::record(&world.here, group, &chair, asked.id, yes()).await.unwrap();
        let chair = site.browser("django", "Chair").await;
        let page = chair.sends_and_goes_on(&chair.opens(&at).await.form("/remove")).await;
        assert!(
            !is_member(&world, "Board Liaison").await,
            "somebody else records it and carries it out: {}",
            page.text()
        );
    })
    .await;
}
