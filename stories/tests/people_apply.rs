//! Somebody applies from outside, members look and attest, the group talks and votes, and whoever is admitted comes in by
//! the letter: from the public form to the database and back.

use acts::{
    Declined,
    admission::{self, Word},
    invitations::{self, Newcomer},
    sign_in::Visit,
    votes,
};
use charter::{
    Actor,
    act::{AttestEvidence, ExplainRejection},
};
use decisions::Number;
use jiff::SignedDuration;
use people::{AddressBlock, Purpose, Token};
use store::ApplicationRow;
use stories::{Browser, Form, Mailbox, PASSWORD, Page, Site, World, app_secret, both};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECONDS: SignedDuration = SignedDuration::from_secs(5);
const SCRIPT: &str = "<script>alert('in')</script>";
const PROFILES: &str = "https://social.example/@applicant";
const MAILBOX: &str = "applicant@outside.example";
const EXPERIENCE: &str = "experience with social media platforms that can be shown";

/// The form as a stranger fills it in.
async fn filled(browser: &Browser<'_>, name: &str) -> Form {
    let form = browser.opens("/apply/django").await.form("/apply/django");
    form.with("name", name)
        .with("email", MAILBOX)
        .with("answer_membership", "Yes, since 2024")
        .with("answer_motive", "To help")
        .with("answer_experience", "Three years of a local group")
        .with("answer_profiles", PROFILES)
}

/// Somebody applies. What comes back is the path of their page.
async fn applies(world: &World, site: &Site<'_>, name: &str) -> String {
    let browser = site.visitor();
    let form = filled(&browser, name).await;
    world.here.store.clock().advance(SECONDS);
    browser.sends(&form).await.leads_to.unwrap()
}

async fn newest(world: &World) -> ApplicationRow {
    world.here.store.applications(world.group("django")).await.unwrap().remove(0)
}

async fn attests(world: &World, evidence: &str, met: bool, says: &str) -> Result<(), Declined> {
    let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
    let word = Word { evidence, met, says };
    admission::attest(&world.here, group, &who, newest(world).await.id, word).await
}

async fn is_eligible(world: &World) {
    attests(world, EXPERIENCE, true, "I read their profiles").await.unwrap();
    attests(world, "individual_member", true, "The foundation's list of members").await.unwrap();
}

/// The newest application is put to the group, on its page. What comes back is the page of the question.
async fn is_put(world: &World, member: &Browser<'_>) -> Page {
    let page = member.opens(&format!("/g/django/applications/{}", newest(world).await.id)).await;
    member.sends_and_goes_on(&page.form("/ask")).await
}

/// Talked about long enough, called, and voted on by so many. What comes back is the number of the vote.
async fn is_voted_on(world: &World, site: &Site<'_>, yes: &[&'static str]) -> Number {
    let member = site.browser("django", "Member A").await;
    let question = is_put(world, &member).await.form("/vote");
    world.pass(DAY * 3).await;
    let member = site.browser("django", "Member A").await;
    let again = member.opens(question.to.trim_end_matches("/vote")).await;
    let page = member.sends_and_goes_on(&again.form("/vote")).await;
    assert!(page.says("The vote is called."), "{}", page.text());
    let decision = world.here.store.decisions(world.group("django")).await.unwrap().remove(0);
    for name in yes {
        let ballot = votes::Filled { text: decision.text(), choice: "yes".into(), reason: String::new() };
        let who = world.elevated("django", name);
        votes::cast(&world.here, world.group("django"), &who, decision.id, &ballot).await.unwrap();
    }
    world.pass(DAY * 7).await;
    decision.number
}

/// The browser of somebody who accepts the invitation of a letter, with a password and a code.
async fn comes_in<'a>(world: &World, site: &Site<'a>, link: &str) -> Browser<'a> {
    let link = Token::parse(link, Purpose::Invitation).unwrap();
    let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
    let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
    let known = Newcomer { name: "", email: "" };
    let setup = invitations::start_password(&world.here, visit(), &link, known).await.unwrap();
    let code = app_secret(setup.typed.expose()).code_at(world.now());
    let session = invitations::accept_with_password(&world.here, visit(), &link, known, PASSWORD, code.expose()).await;
    site.holding(&session.unwrap())
}

const FOUR: [&str; 4] = ["Member A", "Chair", "Co-Chair", "Member B"];

#[tokio::test]
async fn c1_an_application_without_addresses_of_profiles_is_not_taken_and_nothing_typed_is_lost() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.visitor();
        let page = browser.opens("/apply/django").await;
        for asked in [
            "Are you a member of the foundation?",
            "Why do you want to join?",
            "What experience and skills do you bring?",
            "Where are your social media profiles?",
        ] {
            assert!(page.says(asked), "{asked}: {}", page.text());
        }
        assert!(page.says("Only the members of the group read what you write here"), "{}", page.text());
        assert!(!page.says("(optional)"), "each of them is needed: {}", page.text());
        let form = filled(&browser, "Applicant").await.with("answer_profiles", "none").with("email", "nowhere");
        world.here.store.clock().advance(SECONDS);
        let page = browser.sends(&form).await;
        assert!(
            page.status == 422 && page.says("Give at least one address") && page.says("is not an e-mail address"),
            "{}",
            page.text()
        );
        let again = page.form("/apply/django");
        assert_eq!(again.value("answer_motive"), Some("To help"));
        assert_eq!(again.value("answer_profiles"), Some("none"));
        assert_eq!(again.value("email"), Some("nowhere"));
        let empty = ["answer_membership", "answer_motive", "answer_experience", "answer_profiles"];
        let page = browser.sends(&empty.iter().fold(again.clone(), |form, name| form.with(name, " "))).await;
        assert_eq!(
            page.text().matches("This is needed").count(),
            8,
            "above the form and at each field: {}",
            page.text()
        );
        assert_eq!(world.here.store.applications(world.group("django")).await.unwrap().len(), 0);
        let taken = browser.sends(&again.with("answer_profiles", PROFILES).with("email", MAILBOX)).await;
        let receipt = browser.goes_on(taken).await;
        assert!(receipt.says("application A-2026-1") && receipt.says("This is your receipt"), "{}", receipt.text());
        assert_eq!(browser.opens("/apply/jupyter").await.status, 404, "its charter has no form");
        assert_eq!(browser.opens("/apply/nobody").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_form_is_one_application_however_often_it_is_sent_and_machines_are_asked_once_more() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.visitor();
        let form = filled(&browser, "Applicant").await;
        let hasty = browser.sends(&form).await;
        assert!(hasty.status == 422 && hasty.says("faster than a person writes"), "{}", hasty.text());
        world.here.store.clock().advance(SECONDS);
        let trapped = browser.sends(&form.clone().with("website", "https://spam.example")).await;
        assert!(trapped.status == 422 && trapped.says("there for machines only"), "{}", trapped.text());
        let form = trapped.form("/apply/django");
        assert_eq!((form.value("website"), form.value("answer_motive")), (Some(""), Some("To help")));
        let forged = browser.sends(&form.clone().with("opened", format!("1.{}", "0".repeat(64)))).await;
        assert!(forged.status == 422 && forged.says("made anew with what you wrote"), "{}", forged.text());
        let (first, second) = (browser.sends(&form).await, browser.sends(&form).await);
        assert!(first.leads_to.is_some() && first.leads_to == second.leads_to, "{first:?} {second:?}");
        assert_eq!(world.here.store.applications(world.group("django")).await.unwrap().len(), 1);
        let (mut too_often, mut sent) = (None, 0);
        while too_often.is_none() && sent < 200 {
            too_often = Some(browser.sends(&form).await).filter(|page| page.status == 429);
            sent += 1;
        }
        assert!(too_often.unwrap().says("More forms came from your address"), "after {sent}");
    })
    .await;
}

#[tokio::test]
async fn a_script_in_every_field_is_text_for_everybody_who_reads_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.visitor();
        let form = filled(&browser, SCRIPT).await;
        let form = ["answer_membership", "answer_motive", "answer_experience"]
            .iter()
            .fold(form, |form, name| form.with(name, SCRIPT));
        let form = form.with("answer_profiles", format!("{SCRIPT} {PROFILES}")).with("email", "a'b@outside.example");
        world.here.store.clock().advance(SECONDS);
        let taken = browser.sends(&form).await;
        let receipt = browser.goes_on(taken).await;
        let row = newest(&world).await;
        attests(&world, EXPERIENCE, true, SCRIPT).await.unwrap();
        attests(&world, "individual_member", true, SCRIPT).await.unwrap();
        let member = site.browser("django", "Member A").await;
        let question = is_put(&world, &member).await;
        let mut read = vec![receipt, question];
        for path in [
            "/g/django/applications".to_owned(),
            format!("/g/django/applications/{}", row.id),
            "/g/django".to_owned(),
            "/g/django/audit".to_owned(),
            "/g/django/requests".to_owned(),
        ] {
            read.push(member.opens(&path).await);
        }
        for page in read {
            assert!(page.status == 200 && page.says(SCRIPT) && !page.html.contains("<script>"), "{}", page.html);
        }
        assert_eq!(row.said.iter().filter(|said| said.answer.contains(SCRIPT)).count(), 4, "and kept as it was typed");
    })
    .await;
}

#[tokio::test]
async fn the_page_of_an_application_is_for_whoever_holds_its_link() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (mine, theirs) = (applies(&world, &site, "One").await, applies(&world, &site, "Other").await);
        let stranger = site.visitor();
        let (one, other) = (stranger.opens(&mine).await, stranger.opens(&theirs).await);
        assert!(one.says("A-2026-1") && !one.says("Other") && other.says("A-2026-2"), "{}{}", one.text(), other.text());
        let id = newest(&world).await.id;
        let (start, end) = mine.split_at(mine.len() - 4);
        let turned: String = end.chars().rev().collect();
        let elsewhere = mine.replace("/django/", "/jupyter/");
        for guess in
            [format!("/apply/django/{id}"), "/apply/django/A-2026-1".to_owned(), format!("{start}{turned}x"), elsewhere]
        {
            assert_eq!(stranger.opens(&guess).await.status, 404, "{guess}");
        }
        assert!(
            stranger.opens(&format!("/g/django/applications/{id}")).await.leads_to.unwrap().starts_with("/sign-in")
        );
        let outsider = site.browser("jupyter", "Member A").await;
        assert_eq!(outsider.opens(&format!("/g/django/applications/{id}")).await.status, 404);
        assert_eq!(outsider.opens(&format!("/g/jupyter/applications/{id}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn c2_whoever_is_not_eligible_is_told_how_to_become_so_and_no_vote_opens() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let link = applies(&world, &site, "Applicant").await;
        let member = site.browser("django", "Member A").await;
        let at = format!("/g/django/applications/{}", newest(&world).await.id);
        let form = member.opens(&at).await.form("/attest").with("evidence", "individual_member").with("met", "no");
        let page = member.sends(&form).await;
        assert!(page.status == 422 && page.says("Say how they can become eligible"), "{}", page.text());
        let form = page.form("/attest").with("says", "Ask the foundation for membership first.");
        assert_eq!((form.value("evidence"), form.value("met")), (Some("individual_member"), Some("no")));
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.says("Not eligible") && !page.offers("/ask"), "{}", page.text());
        let read = site.visitor().opens(&link).await;
        assert!(
            read.says("You cannot be admitted yet") && read.says("Ask the foundation for membership first."),
            "{}",
            read.text()
        );
        assert!(read.says("an Individual Member of the foundation") && read.says("Apply again"), "{}", read.text());
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let asked = admission::ask(&world.here, group, &who, newest(&world).await.id).await;
        assert!(asked.unwrap_err().to_string().contains("is not eligible as things stand"));
        // Eligible when it was put, and not any more when the vote is called.
        is_eligible(&world).await;
        let question = is_put(&world, &member).await.form("/vote");
        world.here.store.clock().advance(SECONDS);
        attests(&world, "individual_member", false, "The membership has ended.").await.unwrap();
        world.pass(DAY * 3).await;
        let id = question.to.split('/').rev().nth(1).unwrap().parse().unwrap();
        let called = votes::call(&world.here, group, &who, id, "Shall they?").await;
        assert!(called.unwrap_err().to_string().contains("is not eligible as things stand"));
    })
    .await;
}

#[tokio::test]
async fn c3_only_a_member_attests_what_an_applicant_shows() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        applies(&world, &site, "Applicant").await;
        let (group, row) = (world.group("django"), newest(&world).await);
        let who = world.elevated("django", "Chair");
        let asked = admission::ask(&world.here, group, &who, row.id).await;
        assert!(asked.unwrap_err().to_string().contains("nobody has attested yet"), "no machine can know it");
        let act = AttestEvidence { application: row.id, evidence: "individual_member".to_owned() };
        for actor in [Actor::Person(world.person("jupyter", "Member A")), Actor::Operator] {
            let judged = world.here.store.begin(group, actor, act.clone()).await;
            assert!(matches!(judged.map(drop), Err(Declined::ByCharter(_))), "{actor:?}");
        }
        assert!(
            attests(&world, "something else", true, "Seen")
                .await
                .unwrap_err()
                .to_string()
                .contains("does not ask this")
        );
        is_eligible(&world).await;
        let page = site.browser("django", "Chair").await.opens(&format!("/g/django/applications/{}", row.id)).await;
        assert!(
            page.says("It is so, attested by Member A, Fri 20 Nov 2026, 12:00 UTC: The foundation's list of members"),
            "{}",
            page.text()
        );
        assert!(
            page.says("Member A attested what the charter asks of this application"),
            "it is in the record: {}",
            page.text()
        );
    })
    .await;
}

#[tokio::test]
async fn a16_an_application_is_talked_about_for_three_days_before_a_vote_opens() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        applies(&world, &site, "Applicant").await;
        world.here.store.clock().advance(SignedDuration::from_mins(5));
        is_eligible(&world).await;
        let member = site.browser("django", "Member A").await;
        let question = is_put(&world, &member).await;
        let early = member.sends(&question.form("/vote")).await;
        assert!(early.status == 422 && early.says("talked about until"), "{}", early.text());
        // It counts from the application, and not from the question, which is five minutes younger.
        world.here.store.clock().advance(DAY * 3 - SignedDuration::from_mins(5));
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        let id = question.form("/vote").to.split('/').rev().nth(1).unwrap().parse().unwrap();
        votes::call(&world.here, group, &who, id, "Shall they be admitted?").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a17_there_is_one_vote_at_a_time_on_one_applicant() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let mut questions = Vec::new();
        for name in ["Applicant", "Applicant, once more"] {
            applies(&world, &site, name).await;
            is_eligible(&world).await;
            let who = world.elevated("django", "Chair");
            questions
                .push(admission::ask(&world.here, world.group("django"), &who, newest(&world).await.id).await.unwrap());
        }
        let (group, who) = (world.group("django"), world.elevated("django", "Chair"));
        let twice = admission::ask(&world.here, group, &who, newest(&world).await.id).await;
        assert!(twice.unwrap_err().to_string().contains("was put already"));
        world.pass(DAY * 3).await;
        let who = world.elevated("django", "Chair");
        votes::call(&world.here, group, &who, questions[0], "Shall they?").await.unwrap();
        let second = votes::call(&world.here, group, &who, questions[1], "Shall they?").await;
        assert!(
            second.unwrap_err().to_string().contains("under way already: 2026-1"),
            "the same address is the same person"
        );
    })
    .await;
}

#[tokio::test]
async fn c7_four_of_six_admit_an_applicant_who_comes_in_with_a_term_and_no_access() {
    both(async |mut world: World| {
        let mailbox = Mailbox::open().await;
        world.here = world.here.clone().with_mail(mailbox.outbox());
        let site = Site::of(&world).await;
        let link = applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        let number = is_voted_on(&world, &site, &FOUR).await;
        let (group, row) = (world.group("django"), newest(&world).await);
        let (person, at) = row.admitted.unwrap();
        let member =
            world.here.store.members(group).await.unwrap().into_iter().find(|member| member.person == person).unwrap();
        assert!(member.joined == at && member.offices.is_empty(), "{member:?}");
        let term = member.term.unwrap();
        assert_eq!(
            (term.0.to_string(), term.1.to_string()),
            ("2026-11-30T00:00:00.000000Z".to_owned(), "2027-05-30T00:00:00.000000Z".to_owned())
        );
        assert_eq!(member.statuses, ["individual_member"]);
        assert!(!world.here.store.grants(group).await.unwrap().iter().any(|grant| grant.person == person), "no access");
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty(), "and no session before they accept");

        let letter = mailbox.waits_for(MAILBOX, 1).await;
        assert!(letter.text().contains("has admitted you: welcome."), "{}", letter.text());
        let join = letter.link("/join/nuncio_");
        let join = join.strip_prefix(&world.here.public_url).unwrap().to_owned();
        let accepts = site.visitor().opens(&join).await;
        assert!(accepts.status == 200 && accepts.offers(&join), "{}", accepts.text());
        let newcomer = comes_in(&world, &site, join.strip_prefix("/join/").unwrap()).await;
        let page = newcomer.opens("/g/django/members").await;
        assert!(page.status == 200 && page.says("Applicant"), "{}", page.text());
        let judged = world.here.store.standing(group, person).await.unwrap();
        assert!(judged.is_member() && judged.offices.len() == 1, "a member and nothing more: {judged:?}");
        let read = site.visitor().opens(&link).await;
        assert!(read.says("The group has admitted you") && !read.says("4 of 6"), "{}", read.text());
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(&format!("/g/django/decisions/{number}")).await;
        assert!(page.says("What follows was done by itself") && page.says("4 of 6"), "{}", page.text());
        let page = chair.opens("/g/django/members").await;
        assert!(page.says("Applicant") && page.says("30 May 2027"), "{}", page.text());
        let home = chair.opens("/g/django/").await;
        assert!(home.says("Let Applicant into the group’s private chat"), "{}", home.text());
        let page = chair.opens("/g/django/audit?act=admit_member").await;
        assert!(page.says("The charter") && page.says("admitted Applicant"), "{}", page.text());
        world.pass(DAY).await;
        assert_eq!(world.here.store.members(group).await.unwrap().len(), 7, "it is done once");
    })
    .await;
}

#[tokio::test]
async fn a13_nobody_is_admitted_without_the_vote_of_the_group() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        applies(&world, &site, "One").await;
        is_eligible(&world).await;
        let one = newest(&world).await;
        world.here.store.clock().advance(SECONDS);
        let browser = site.visitor();
        let form = filled(&browser, "Other").await.with("email", "other@outside.example");
        world.here.store.clock().advance(SECONDS);
        browser.sends(&form).await;
        is_eligible(&world).await;
        let other = newest(&world).await;
        let (group, chair) = (world.group("django"), world.elevated("django", "Chair"));
        for row in [&one, &other] {
            let admitted = admission::admit(&world.here, group, &chair, row.id).await;
            assert!(matches!(admitted, Err(Declined::ByCharter(_))), "{admitted:?}");
        }
        let ask = async |row: &ApplicationRow| admission::ask(&world.here, group, &chair, row.id).await.unwrap();
        let (first, second) = (ask(&one).await, ask(&other).await);
        assert_ne!(first, second, "two applicants are two questions");
        world.pass(DAY * 3).await;
        let chair = world.elevated("django", "Chair");
        votes::call(&world.here, group, &chair, first, "One?").await.unwrap();
        votes::call(&world.here, group, &chair, second, "Other?").await.unwrap();
        for decision in world.here.store.decisions(group).await.unwrap() {
            let choice = if decision.question.id == first { "yes" } else { "no" };
            for name in FOUR {
                let ballot = votes::Filled { text: decision.text(), choice: choice.into(), reason: String::new() };
                votes::cast(&world.here, group, &world.elevated("django", name), decision.id, &ballot).await.unwrap();
            }
        }
        world.pass(DAY * 7).await;
        let admitted = async |row: &ApplicationRow| {
            world.here.store.application(group, row.id).await.unwrap().unwrap().admitted.is_some()
        };
        assert!(admitted(&one).await && !admitted(&other).await, "a yes on one carries nothing on the other");
    })
    .await;
}

#[tokio::test]
async fn c6_whoever_is_not_admitted_is_told_why_without_the_count_and_may_apply_again_at_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let link = applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        is_voted_on(&world, &site, &FOUR[..3]).await;
        let row = newest(&world).await;
        let member = site.browser("django", "Member B").await;
        let at = format!("/g/django/applications/{}", row.id);
        let page = member.opens(&at).await;
        assert!(page.says("Not admitted") && page.says("Tell them why") && !page.offers("/ask"), "{}", page.text());
        let read = site.visitor().opens(&link).await;
        assert!(read.says("did not admit you this time") && read.says("Thank you"), "{}", read.text());
        let page = member.sends_and_goes_on(&page.form("/explain").with("why", "We look for other time zones.")).await;
        assert!(page.says("The applicant reads it on their page."), "{}", page.text());
        let read = site.visitor().opens(&link).await;
        assert!(read.says("We look for other time zones.") && read.says("Apply again"), "{}", read.text());
        assert!(!read.says("3 of 6") && !read.says("Member B"), "no tally, and nobody's name: {}", read.text());
        let again =
            admission::ask(&world.here, world.group("django"), &world.elevated("django", "Chair"), row.id).await;
        assert!(again.unwrap_err().to_string().contains("its writer can apply again at any time"));
        applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        assert!(is_put(&world, &site.browser("django", "Member A").await).await.says("Shall Applicant be admitted?"));
        assert_ne!(newest(&world).await.id, row.id);
    })
    .await;
}

#[tokio::test]
async fn only_a_member_tells_an_applicant_why() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        applies(&world, &site, "Applicant").await;
        let (group, application) = (world.group("django"), newest(&world).await.id);
        for actor in [Actor::Person(world.person("jupyter", "Member A")), Actor::Operator] {
            let judged = world.here.store.begin(group, actor, ExplainRejection { application }).await;
            assert!(matches!(judged.map(drop), Err(Declined::ByCharter(_))), "{actor:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_admitted_without_mail_is_invited_by_an_officer() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let link = applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        is_voted_on(&world, &site, &FOUR).await;
        let (person, _) = newest(&world).await.admitted.unwrap();
        assert!(site.visitor().opens(&link).await.says("One of its officers brings you a link"));
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens("/g/django/members").await;
        let page = chair.sends(&page.form(&format!("/members/{person}/invite"))).await;
        assert!(page.says("The link for Applicant"), "{}", page.text());
    })
    .await;
}
