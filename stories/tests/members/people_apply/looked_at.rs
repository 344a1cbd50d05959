//! Members look: whether an applicant is eligible, and when a vote opens.

use super::scene::{DAY, SECONDS, applies, attests, is_eligible, is_put, newest};
use acts::{
    Declined,
    admission::{self},
    votes,
};
use charter::{Actor, act::AttestEvidence};
use jiff::SignedDuration;
use stories::{Site, World, both};

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
