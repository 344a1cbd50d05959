//! An office passes from its holder to somebody of their choice only where the charter leaves it to them.

use super::scene::{MEMBERS, is_member, offices};
use charter::{Actor, act::HandOverOffice, presets};
use std::sync::LazyLock;
use stories::{DJANGO, Page, Sample, Site, World, both, on_each};

const OFFICES: &str = "/g/django/members/offices";
const HAND_OVER: &str = "/members/offices/hand-over";

/// The first charter, except that whoever holds an office may hand it over.
static RULES: LazyLock<String> = LazyLock::new(|| {
    let rules = presets::DJANGO.rules.replace(
        "acts = [\"fill_office\", \"hand_over_office\"]\nwhen = { office = [\"chair\", \"co_chair\"] }",
        "acts = [\"fill_office\"]\nwhen = { office = [\"chair\", \"co_chair\"] }",
    );
    let power = "[[power]]\nwho = [\"member\"]\nmay = [\"hand_over_office\"]\nonly_while = { oneself = true }\nclause = \"M1\"\n\n[answers]\n";
    rules.replace("[answers]\n", power)
});

fn left_to_the_holder() -> Sample {
    Sample { preset: presets::Preset { rules: RULES.as_str(), ..presets::DJANGO }, ..DJANGO }
}

#[tokio::test]
async fn b6_an_office_is_handed_over_only_where_the_charter_leaves_it_to_its_holder() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let page = chair.opens(OFFICES).await;
        assert!(!page.says("Hand it over"), "{}", page.text());
        let page = chair.opens("/g/django/members/offices/hand-over").await;
        assert!(page.says("elects its Chair and Co-Chair"), "the clause is quoted: {}", page.text());
        let act = HandOverOffice { office: "chair".to_owned(), person: world.person("django", "Member A") };
        let actor = Actor::Person(world.person("django", "Chair"));
        assert!(world.here.store.begin(world.group("django"), actor, act).await.is_err());
        assert_eq!(offices(&world, "Chair").await, ["chair"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_an_office_hands_it_to_an_eligible_member_without_a_gap() {
    on_each(async |database| {
        let world = Box::pin(World::of(database, &[left_to_the_holder()])).await;
        let site = Site::of(&world).await;
        let other = site.browser("django", "Member B").await;
        assert!(!other.opens(OFFICES).await.says("Hand it over"), "only its holder");
        let chair = site.browser("django", "Chair").await;
        assert!(chair.opens(OFFICES).await.says("Hand it over"));
        let to = async |name: &'static str| -> Page {
            let form = chair.opens("/g/django/members/offices/hand-over?office=chair").await.form(HAND_OVER);
            chair.sends(&form.with("person", world.person("django", name).to_string())).await
        };
        let refused = to("Co-Chair").await;
        assert!(refused.status == 422 && refused.says("held by different people"), "{}", refused.text());
        let done = chair.goes_on(to("Member A").await).await;
        assert!(done.says("The office is handed over.") && done.says("Chair: Member A"), "{}", done.text());
        assert_eq!(offices(&world, "Member A").await, ["chair"]);
        assert!(offices(&world, "Chair").await.is_empty() && is_member(&world, "Chair").await);
        let log = chair.opens("/g/django/audit?act=hand_over_office").await;
        assert!(log.says("handed over the office"), "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_is_said_to_act_for_an_empty_office_whose_deputy_is_missing_too() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let chair = site.browser("django", "Chair").await;
        let form = chair.opens(OFFICES).await.form("/offices/down");
        let member = site.browser("django", "Member A").await;
        let asked = member.opens(OFFICES).await.form("/members/offices").sent_to(form.to.clone());
        let refused = member.sends(&asked.with("office", "chair").with("person", "")).await;
        assert!(refused.says("is held by somebody else, and only whoever holds it gives it up"), "{}", refused.text());
        chair.sends(&form).await;
        let page = chair.opens(MEMBERS).await;
        assert!(page.says("Nobody is Chair. The Co-Chair does the work meanwhile."), "{}", page.text());
        let deputy = site.browser("django", "Co-Chair").await;
        deputy.sends(&deputy.opens(OFFICES).await.form("/offices/down")).await;
        let page = chair.opens(MEMBERS).await;
        assert!(page.says("Nobody is Chair.") && !page.says("does the work meanwhile"), "{}", page.text());
    })
    .await;
}
