//! The group decides, and whoever is admitted comes in.

use super::scene::{DAY, FOUR, MAILBOX, SECONDS, applies, comes_in, filled, is_eligible, is_put, is_voted_on, newest};
use acts::{
    Declined,
    admission::{self},
    votes,
};
use charter::{Actor, act::ExplainRejection};
use store::ApplicationRow;
use stories::{Mailbox, Site, World, both};

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
        let (person, _) = row.admitted.unwrap();
        assert!(!world.here.store.standing(group, person).await.unwrap().is_member(), "not before they accept");
        assert!(world.here.store.sessions_of(person).await.unwrap().is_empty());

        let letter = mailbox.waits_for(MAILBOX, 1).await;
        assert!(letter.text().contains("has admitted you: welcome."), "{}", letter.text());
        let join = letter.link("/join/nuncio_");
        let join = join.strip_prefix(&world.here.public_url).unwrap().to_owned();
        let accepts = site.visitor().opens(&join).await;
        assert!(
            accepts.status == 200 && accepts.offers(&join) && accepts.says("has admitted you"),
            "{}",
            accepts.text()
        );
        world.here.store.clock().advance(DAY * 2);
        let newcomer = comes_in(&world, &site, join.strip_prefix("/join/").unwrap()).await;
        let member =
            world.here.store.members(group).await.unwrap().into_iter().find(|member| member.person == person).unwrap();
        assert!(member.offices.is_empty(), "{member:?}");
        let term = member.term.unwrap();
        assert_eq!(
            (term.0.to_string(), term.1.to_string()),
            ("2026-12-02T00:00:00.000000Z".to_owned(), "2027-06-02T00:00:00.000000Z".to_owned()),
            "the day of the acceptance is the anchor"
        );
        assert_eq!(member.statuses, ["individual_member"]);
        assert!(!world.here.store.grants(group).await.unwrap().iter().any(|grant| grant.person == person), "no access");
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
        assert!(page.says("Applicant") && page.says("2 Jun 2027"), "{}", page.text());
        let home = chair.opens("/g/django/").await;
        assert!(home.says("Let Applicant into the group’s private chat"), "{}", home.text());
        let page = chair.opens("/g/django/audit?act=admit_member").await;
        assert!(page.says("The charter") && page.says("admitted Applicant"), "{}", page.text());
        let page = chair.opens("/g/django/audit?act=accept_admission").await;
        assert!(page.says("accepted Applicant") || page.says("Applicant"), "{}", page.text());
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
        let link = page.html.split("/join/").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let newcomer = comes_in(&world, &site, link).await;
        assert_eq!(newcomer.opens("/g/django/members").await.status, 200, "by it they accept");
    })
    .await;
}
