//! Whoever was admitted accepts in time, or was not admitted; what was lost meanwhile is shown first.

use super::scene::{DAY, FOUR, MAILBOX, SECONDS, applies, attests, comes_in, filled, is_eligible, is_voted_on, newest};
use acts::Declined;
use basics::GroupId;
use charter::{
    Actor,
    act::{AcceptAdmission, LapseAdmission},
};
use stories::{Mailbox, Page, Site, World, both};

async fn with_mail(world: &mut World) -> Mailbox {
    let mailbox = Mailbox::open().await;
    world.here = world.here.clone().with_mail(mailbox.outbox());
    mailbox
}

/// The page of the only application, as an officer reads it.
async fn of_the_group(world: &World, site: &Site<'_>) -> Page {
    let at = format!("/g/django/applications/{}", newest(world).await.id);
    site.browser("django", "Chair").await.opens(&at).await
}

#[tokio::test]
async fn c7_an_admission_that_nobody_accepts_lapses_after_14_days_and_applying_again_is_possible() {
    both(async |mut world: World| {
        let mailbox = with_mail(&mut world).await;
        let site = Site::of(&world).await;
        let path = applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        is_voted_on(&world, &site, &FOUR).await;
        let members = site.browser("django", "Chair").await.opens("/g/django/members").await;
        assert!(members.says("Admitted, not yet in") && members.says("can accept until"), "{}", members.text());
        assert!(site.visitor().opens(&path).await.says("or the admission lapses"));
        let first = mailbox.waits_for(MAILBOX, 1).await.link("/join/nuncio_");
        world.pass(DAY * 11).await;
        let reminder = mailbox.waits_for(MAILBOX, 2).await;
        assert!(reminder.text().contains("you have not accepted yet"), "{}", reminder.text());
        let second = reminder.link("/join/nuncio_");
        let here = |link: &str| link.strip_prefix(&world.here.public_url).unwrap().to_owned();
        assert!(!site.visitor().opens(&here(&first)).await.says("has admitted you"), "only the last link works");
        assert!(site.visitor().opens(&here(&second)).await.says("has admitted you"));
        world.pass(DAY * 2).await;
        let last = here(&mailbox.waits_for(MAILBOX, 3).await.link("/join/nuncio_"));

        world.pass(DAY).await;
        let row = newest(&world).await;
        assert!(!world.here.store.standing(world.group("django"), row.admitted.unwrap().0).await.unwrap().is_member());
        assert_eq!(site.visitor().opens(&last).await.status, 410, "too late by the day");
        assert!(of_the_group(&world, &site).await.says("was admitted and lapsed on"));
        let home = site.browser("django", "Co-Chair").await.opens("/g/django").await;
        assert!(home.says("let lapse, since nobody accepted it in time"), "{}", home.text());
        let read = site.visitor().opens(&path).await;
        assert!(read.says("Your admission has lapsed") && read.says("Apply again"), "{}", read.text());
        world.pass(DAY * 10).await;
        assert_eq!(mailbox.of(MAILBOX).len(), 3, "nothing is sent twice, and nothing after the end");

        applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        is_voted_on(&world, &site, &FOUR).await;
        let again = here(&mailbox.waits_for(MAILBOX, 4).await.link("/join/nuncio_"));
        let newcomer = comes_in(&world, &site, again.strip_prefix("/join/").unwrap()).await;
        assert!(newcomer.opens("/g/django/members").await.says("Your membership"));
    })
    .await;
}

#[tokio::test]
async fn nobody_accepts_the_admission_of_somebody_else() {
    both(async |world: World| {
        let (group, application) = admitted(&world).await;
        for actor in [Actor::Person(world.person("django", "Chair")), Actor::Charter, Actor::Operator] {
            let judged = world.here.store.begin(group, actor, AcceptAdmission { application }).await;
            assert!(matches!(judged.map(drop), Err(Declined::ByCharter(_))), "{actor:?}");
        }
        let (person, _) = newest(&world).await.admitted.unwrap();
        world.pass(DAY * 14).await;
        let late = world.here.store.begin(group, Actor::Person(person), AcceptAdmission { application }).await;
        assert!(matches!(late.map(drop), Err(Declined::ByCharter(_))), "whose day passed is an outsider");
    })
    .await;
}

#[tokio::test]
async fn nobody_lets_an_admission_lapse_before_its_day() {
    both(async |world: World| {
        let (group, application) = admitted(&world).await;
        let lapse = LapseAdmission { application };
        let outsider = Actor::Person(newest(&world).await.admitted.unwrap().0);
        let judged = world.here.store.begin(group, outsider, lapse.clone()).await;
        assert!(matches!(judged.map(drop), Err(Declined::ByCharter(_))));
        let early = world.here.store.begin(group, Actor::Charter, lapse).await.unwrap().keep().await;
        assert!(matches!(early.map(drop), Err(Declined::ByRule(_))), "not even the charter");
    })
    .await;
}

async fn admitted(world: &World) -> (GroupId, basics::ApplicationId) {
    let site = Site::of(world).await;
    applies(world, &site, "Applicant").await;
    is_eligible(world).await;
    is_voted_on(world, &site, &FOUR).await;
    (world.group("django"), newest(world).await.id)
}

#[tokio::test]
async fn what_was_lost_before_the_vote_closed_makes_an_admission_conditional_until_it_is_shown() {
    both(async |mut world: World| {
        let mailbox = with_mail(&mut world).await;
        let site = Site::of(&world).await;
        let path = applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        lost_while_voting(&world, &site).await;
        let page = of_the_group(&world, &site).await;
        assert!(page.says("admitted on condition") && page.says("an Individual Member"), "{}", page.text());
        let read = site.visitor().opens(&path).await;
        assert!(read.says("You are admitted on condition") && read.says("Their membership ran out"), "{}", read.text());
        assert!(mailbox.of(MAILBOX).is_empty(), "nothing can be accepted yet");

        world.pass(DAY * 20).await;
        let site = Site::of(&world).await;
        attests(&world, "individual_member", true, "Renewed").await.unwrap();
        let link = mailbox.waits_for(MAILBOX, 1).await.link("/join/nuncio_");
        let page = of_the_group(&world, &site).await;
        assert!(page.says("can accept until") && !page.offers("/attest"), "{}", page.text());
        let join = link.rsplit("/join/").next().unwrap();
        let newcomer = comes_in(&world, &site, join).await;
        assert!(newcomer.opens("/g/django/members").await.says("Your membership"));
    })
    .await;
}

#[tokio::test]
async fn a_condition_that_nobody_meets_by_its_day_ends_the_admission() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        applies(&world, &site, "Applicant").await;
        is_eligible(&world).await;
        lost_while_voting(&world, &site).await;
        world.pass(DAY * 30).await;
        let page = of_the_group(&world, &Site::of(&world).await).await;
        assert!(page.says("was admitted and lapsed on"), "{}", page.text());
        let late = attests(&world, "individual_member", true, "Renewed").await.unwrap_err().to_string();
        assert!(late.contains("changes nothing any more"), "{late}");
    })
    .await;
}

/// The group votes on somebody whose membership of the foundation runs out meanwhile.
async fn lost_while_voting(world: &World, site: &Site<'_>) {
    super::scene::is_called(world, site).await;
    attests(world, "individual_member", false, "Their membership ran out; they apply anew").await.unwrap();
    super::scene::is_closed(world, &FOUR).await;
}

#[tokio::test]
async fn whoever_was_a_member_before_signs_in_to_accept_and_to_nothing_else_and_begins_anew() {
    both(async |mut world: World| {
        let mailbox = with_mail(&mut world).await;
        let site = Site::of(&world).await;
        world.came_in("django", &["Member C"]).await;
        let person = world.person("django", "Member C");
        let address = world.here.store.person(person).await.unwrap().unwrap().email.to_string();
        let leaving = site.browser("django", "Member C").await;
        leaving.sends(&leaving.opens("/g/django/members").await.form("/leave")).await;
        let visitor = site.visitor();
        let form = filled(&visitor, "Member C").await.with("email", &*address);
        world.here.store.clock().advance(SECONDS);
        visitor.sends(&form).await;
        is_eligible(&world).await;
        is_voted_on(&world, &site, &FOUR).await;

        let letters = mailbox.of(&address);
        let letter = letters.iter().find(|letter| letter.text().contains("has admitted you: welcome.")).unwrap();
        let link = letter.link("/join/nuncio_");
        let join = link.strip_prefix(&world.here.public_url).unwrap();
        assert!(site.visitor().opens(join).await.says("Your account can sign in already."));
        let back = site.browser("django", "Member C").await;
        assert_eq!(back.opens("/g/django").await.leads_to.as_deref(), Some("/stay"), "their rights rest");
        assert!(back.opens("/stay").await.says("open the link in its letter"));
        let accepted = back.sends(&back.opens(join).await.form(join)).await;
        assert_eq!(accepted.leads_to.as_deref(), Some("/g/django"), "{}", accepted.text());
        let own = back.opens("/g/django/members").await;
        assert!(own.says("Your membership") && own.says("30 May 2027"), "a term of its own: {}", own.text());
    })
    .await;
}
