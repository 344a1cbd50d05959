//! Access is given by whoever may, with a reason and an end.

use super::scene::page_of;
use stories::{Browser, Site, World, both};

/// The form of a grant as an officer sees it, which somebody else may send all the same.
async fn grant_form(world: &World, site: &Site<'_>, at: &str, to: &'static str) -> stories::Form {
    let chair = site.browser("django", "Chair").await;
    let form = chair.opens(at).await.form("/grants");
    form.with("to", world.person("django", to).to_string())
        .with("capability", "publish")
        .with("reason", "Writes for us")
}

/// A form that somebody else's page showed, with the token of this browser.
async fn carried_over(browser: &Browser<'_>, form: stories::Form) -> stories::Form {
    let own = browser.opens("/g/django/channels/new").await.form("/channels/new");
    form.with("token", own.value("token").unwrap())
}

#[tokio::test]
async fn g1_a_member_sees_the_line_in_place_of_the_form_and_cannot_go_past_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at).await;
        assert!(!page.offers("/grants"), "no form where the charter says no");
        assert!(page.says("D1") && page.says("The Chair, the Co-Chair or the Board Liaison can."), "{}", page.text());
        assert!(!page.says("co-chair"), "offices have names, not keys: {}", page.text());

        let form = carried_over(&member, grant_form(&world, &site, &at, "Member B").await).await;
        let refused = member.sends(&form).await;
        assert_eq!(refused.status, 403);
        assert!(refused.says("D1") && refused.says("can give other members of the group access"), "{}", refused.text());

        let officer = site.browser("django", "Co-Chair").await;
        let form = grant_form(&world, &site, &at, "Member B").await;
        let given = officer.sends_and_goes_on(&carried_over(&officer, form).await).await;
        assert!(given.says("Access is given.") && given.says("Member B"), "{}", given.text());
    })
    .await;
}

#[tokio::test]
async fn g2_whoever_is_no_member_is_given_nothing_by_a_forged_form_either() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let officer = site.browser("django", "Co-Chair").await;
        let form = officer.opens(&at).await.form("/grants").with("reason", "A contractor").with("until", "2026-12-01");
        let refused = officer.sends(&form.with("to", world.person("jupyter", "Member D").to_string())).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        assert!(refused.says("D1") && refused.says("A contractor"), "what was typed is not lost");
        assert_eq!(world.here.store.grants(world.group("django")).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn g4_reason_and_end_are_asked_for_and_a_late_end_is_refused() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let chair = site.browser("django", "Chair").await;
        let form = grant_form(&world, &site, &at, "Member B").await;
        let form = carried_over(&chair, form).await;
        let silent = chair.sends(&form.clone().with("reason", " ")).await;
        assert_eq!(silent.status, 422);
        assert!(silent.says("Say in a few words why"), "{}", silent.text());
        assert_eq!(silent.form("/grants").value("to"), Some(world.person("django", "Member B").to_string().as_str()));
        let late = chair.sends(&form.clone().with("until", "2027-04-02")).await;
        assert_eq!(late.status, 403, "after the end of the term: {}", late.text());
        let nonsense = chair.sends(&form.clone().with("until", "soon")).await;
        assert!(nonsense.status == 422 && nonsense.says("write it as 2027-03-14"), "{}", nonsense.text());

        let given = chair.sends_and_goes_on(&form).await;
        assert!(given.says("until 1 Apr 2027"), "without a day it ends with the term: {}", given.text());
        let ended = chair.sends_and_goes_on(&given.form("/grants/end")).await;
        assert!(ended.says("Access is taken back.") && ended.says("ended 20 Nov 2026"), "{}", ended.text());
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_wish_for_access_stands_at_its_own_field() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "django", "Mastodon").await;
        let chair = site.browser("django", "Chair").await;
        let form = carried_over(&chair, grant_form(&world, &site, &at, "Member B").await).await;
        for (field, typed) in [
            ("reason", " "),
            ("until", "why not tomorrow"),
            ("until", "2026-11-01"),
            ("capability", "fly one day"),
            ("to", "somebody"),
        ] {
            let page = chair.sends(&form.clone().with(field, typed)).await;
            assert_eq!(page.status, 422, "{field}: {}", page.text());
            assert!(page.html.contains(&format!("<a href=\"#{field}\">")), "{field}: {typed:?}: {}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn where_the_group_decides_about_access_the_question_is_put_and_the_answer_lets_it_be_given() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let at = page_of(&world, "jupyter", "Mastodon").await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&at).await;
        assert!(page.says("Ask the group") && page.says("R5"), "{}", page.text());
        let form = page.form("/grants").with("to", world.person("jupyter", "Member B").to_string());
        let form = form.with("capability", "publish").with("until", "2027-02-01").with("reason", "Writes for us");
        let put = member.sends(&form).await;
        let request = put.leads_to.clone().unwrap();
        let asked = member.goes_on(put).await;
        assert!(asked.says("publish on Mastodon") && asked.says("Member B"), "{}", asked.text());
        let colleague = site.browser("jupyter", "Member C").await;
        let answer = colleague.opens(&request).await.form(&request);
        let answer = answer.with("outcome", "yes").with("on", "2026-11-20").with("tally", "4 yes");
        assert!(colleague.sends_and_goes_on(&answer).await.says("The group agreed"));

        let way = asked.html.split("href=\"").find(|rest| rest.contains("capability=publish")).unwrap();
        let way = way.split(['"', '#']).next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let form = member.opens(&way).await.form("/grants").with("until", "2027-02-01").with("reason", "Writes for us");
        assert_eq!(form.value("how"), Some("grant"), "the form knows that it is decided");
        let given = member.sends_and_goes_on(&form).await;
        assert!(given.says("Access is given.") && given.says("until 1 Feb 2027"), "{}", given.text());
    })
    .await;
}
