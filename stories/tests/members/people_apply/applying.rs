//! The public form, and the page of whoever sent it.

use super::scene::{EXPERIENCE, MAILBOX, PROFILES, SCRIPT, SECONDS, applies, attests, filled, is_put, newest};
use stories::{Site, World, both};

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
