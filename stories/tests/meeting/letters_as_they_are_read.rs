//! Every kind of letter that leaves, word by word, in `golden/mails/`. The letters about meetings stand in
//! `golden/meeting-letters.txt`, a question to a body in `golden/mail-request.txt`.

use acts::{
    admission::{self, Word},
    inviting, recovery, removal,
    sign_in::Visit,
    votes,
};
use jiff::SignedDuration;
use mail::{Letter, Outbox};
use people::{AddressBlock, Purpose, Token};
use std::time::Duration;
use store::SentForm;
use stories::{Browser, Site, World, as_read, both, golden};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const JUPYTER_B: &str = "member-b@jupyter.example";

/// The world with an outbox that keeps what leaves.
fn with_mail(mut world: World) -> (World, Outbox) {
    let outbox = Outbox::kept();
    world.here = world.here.clone().with_mail(outbox.clone());
    (world, outbox)
}

/// The letters to this address whose subject has these words.
fn about(outbox: &Outbox, to: &str, words: &str) -> Vec<Letter> {
    let all = outbox.letters().into_iter();
    all.filter(|letter| letter.to.to_string() == to && letter.subject.contains(words)).collect()
}

/// The one letter to this address whose subject has these words is as it was.
fn is_as_it_was(name: &str, outbox: &Outbox, to: &str, words: &str) {
    let found = about(outbox, to, words);
    let all: Vec<String> = outbox.letters().iter().map(|one| format!("{}: {}", one.to, one.subject)).collect();
    assert_eq!(found.len(), 1, "{words}: {all:?}");
    golden(&format!("mails/{name}.txt"), &as_read(&found[0]));
}

/// A question of the second group is put to a vote by Member A and seconded by Member B.
async fn voted_on(site: &Site<'_>, door: &str) {
    let sponsor = site.browser("jupyter", "Member A").await;
    let ask = sponsor.opens("/g/jupyter/decisions").await.form("/decisions").with("question", "Do we leave the forum?");
    let request = sponsor.sends_and_goes_on(&ask).await;
    let call = request.form("/vote").with("proposal", "We leave the forum at the end of the year.");
    let call = if door.is_empty() { call } else { call.with("one_way", door) };
    sponsor.sends_and_goes_on(&call).await;
    let second = site.browser("jupyter", "Member B").await;
    second.sends_and_goes_on(&second.opens("/g/jupyter/decisions/2026-1").await.form("/second")).await;
}

#[tokio::test]
async fn a_vote_that_is_open_and_one_that_begins_anew() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let site = Site::of(&world).await;
        voted_on(&site, "").await;
        world.work().await;
        is_as_it_was("vote-open", &outbox, JUPYTER_B, "is open");
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = sponsor.opens("/g/jupyter/decisions/2026-1").await;
        let change = page.form("/text").with("proposal", "We leave the forum in the spring.");
        let changed = sponsor.sends(&change).await;
        assert_eq!(changed.status, 303, "{}", changed.text());
        world.work().await;
        is_as_it_was("vote-begins-anew", &outbox, JUPYTER_B, "begins anew");
    })
    .await;
}

#[tokio::test]
async fn a_vote_that_is_hard_to_undo_and_its_reminder() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        voted_on(&Site::of(&world).await, "yes").await;
        world.work().await;
        is_as_it_was("vote-one-way-open", &outbox, JUPYTER_B, "is open");
        world.pass(DAY * 7 + SignedDuration::from_hours(1)).await;
        is_as_it_was("vote-one-way-reminder", &outbox, JUPYTER_B, "hard to undo");
    })
    .await;
}

#[tokio::test]
async fn what_needs_somebody_and_a_term_that_ends() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        {
            let site = Site::of(&world).await;
            let browser: Browser<'_> = site.browser("jupyter", "Member B").await;
            let form = browser.opens("/you").await.form("/you/mail").with("how", "at_once");
            browser.sends_and_goes_on(&form.with("hour", "8").with("zone", "Europe/Copenhagen")).await;
            let member = site.browser("jupyter", "Member A").await;
            let ask = member.opens("/g/jupyter/decisions").await.form("/decisions");
            member.sends_and_goes_on(&ask.with("question", "Do we leave the forum?")).await;
        }
        world.work().await;
        is_as_it_was("what-needs-you", &outbox, JUPYTER_B, "One thing needs you");
        // Terms that began on 1 October end on 1 April; thirty days before is 2 March.
        world.pass(DAY * 103).await;
        let found = about(&outbox, "member-b@django.example", "");
        let term = found.iter().find(|letter| letter.text.contains("term")).unwrap();
        golden("mails/term-ends.txt", &as_read(term));
    })
    .await;
}

#[tokio::test]
async fn a_proposal_to_remove_somebody() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        let ground = "Posted three times what nobody agreed to.";
        removal::propose(&world.here, group, &who, world.person("django", "Member C"), ground).await.unwrap();
        is_as_it_was("removal-proposed", &outbox, "member-c@django.example", "a proposal to remove you");
    })
    .await;
}

#[tokio::test]
async fn an_invitation() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        inviting::invite(&world.here, group, &who, world.person("django", "Member B")).await.unwrap();
        is_as_it_was("invitation", &outbox, "member-b@django.example", "Your invitation");
    })
    .await;
}

#[tokio::test]
async fn somebody_is_admitted() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let (site, group) = (Site::of(&world).await, world.group("django"));
        let stranger = site.visitor();
        let form = stranger.opens("/apply/django").await.form("/apply/django").with("name", "Applicant");
        let form = form.with("email", "applicant@outside.example").with("answer_membership", "Yes");
        let form = form.with("answer_motive", "To help").with("answer_experience", "Three years of a local group");
        world.here.store.clock().advance(SignedDuration::from_secs(5));
        stranger.sends(&form.with("answer_profiles", "https://social.example/@applicant")).await;
        let applied = world.here.store.applications(group).await.unwrap().remove(0);
        let member = world.elevated("django", "Member A");
        for evidence in ["experience with social media platforms that can be shown", "individual_member"] {
            let word = Word { evidence, met: true, says: "I looked at it" };
            admission::attest(
                &world.here,
                group,
                &member,
                applied.id,
                word,
                &SentForm::without_page(world.here.store.now()),
            )
            .await
            .unwrap();
        }
        let question = admission::ask(&world.here, group, &member, applied.id).await.unwrap();
        world.pass(DAY * 3).await;
        let member = world.elevated("django", "Member A");
        let vote = votes::call(&world.here, group, &member, question, "Shall they come in?").await.unwrap();
        let text = world.here.store.decisions(group).await.unwrap()[0].text();
        for who in ["Chair", "Co-Chair", "Member A", "Member B"] {
            let ballot = votes::Filled { text, choice: "yes".to_owned(), reason: String::new() };
            votes::cast(&world.here, group, &world.elevated("django", who), vote, &ballot).await.unwrap();
        }
        world.pass(DAY * 7).await;
        is_as_it_was("admitted", &outbox, "applicant@outside.example", "has admitted you");
    })
    .await;
}

#[tokio::test]
async fn a_new_password_and_an_account_without_one() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let site = Site::of(&world).await;
        site.joins("django", "Chair", "Member B").await;
        let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
        let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
        for (name, address) in [("new-password", "member-b@django.example"), ("no-password", "member-c@django.example")]
        {
            let before = outbox.letters().len();
            recovery::ask(&world.here, visit(), address).await.unwrap();
            // The letter is written after the answer, so that nobody learns from the time it takes whose address is known.
            while outbox.letters().len() == before {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let letter = outbox.letters().pop().unwrap();
            golden(&format!("mails/{name}.txt"), &as_read(&letter));
        }
    })
    .await;
}

#[tokio::test]
async fn a_minor_version_of_the_charter() {
    both(async |world: World| {
        let (world, outbox) = with_mail(world);
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let form = member.opens("/g/django/charter/drafts/new").await.form("/charter/drafts");
        let rules = charter::presets::DJANGO.rules.replace("every = \"P14D\"", "every = \"P21D\"");
        let form = form.with("rules", rules.replace('\n', "\r\n")).with("reason", "Every three weeks is enough.");
        let draft = member.sends_and_goes_on(&form.ticking("minor", "yes")).await;
        let request = member.sends_and_goes_on(&draft.form("/ask")).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        for who in ["Chair", "Co-Chair", "Board Liaison", "Member A"] {
            let browser = site.browser("django", who).await;
            let ballot = browser.opens("/g/django/decisions/2026-1").await.form("/ballot").with("choice", "yes");
            browser.sends_and_goes_on(&ballot).await;
        }
        world.pass(DAY * 7).await;
        is_as_it_was("charter-minor-version", &outbox, "board-liaison@django.example", "minor version");
    })
    .await;
}
