//! Drafts that are not kept, and days that are none: each with a sentence, and nothing typed is lost.

use super::scene::{edited, proposes, without_the_fourth_goal};
use acts::Declined;
use stories::{Site, World, both};

#[tokio::test]
async fn m4_a_change_of_the_budget_called_minor_is_substantive_and_blocked() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let group = world.group("django");
        let member = site.browser("django", "Member A").await;
        let budget = || edited(&[("No budget will be", "A budget of 100 euros will be")], &[]);
        let term =
            || edited(&[("a term of 6 months", "a term of 12 months")], &[("length = \"P6M\"", "length = \"P12M\"")]);
        for (change, part) in [(budget(), "budget"), (term(), "membership")] {
            let refused = proposes(&member, change, true).await;
            assert_eq!(refused.status, 422);
            assert!(refused.says("This is no minor change: it changes") && refused.says(part), "{}", refused.text());
            assert!(refused.says("which the board decides about"), "{}", refused.text());
        }
        assert!(world.here.store.charter_drafts(group).await.unwrap().is_empty(), "nothing was kept");

        let answer = proposes(&member, budget(), false).await;
        let draft = member.goes_on(answer).await;
        assert!(draft.says("Budget (substantive)") && draft.says("The board decides"), "{}", draft.text());
        let row = &world.here.store.charter_drafts(group).await.unwrap()[0];
        let act = charter::act::AmendCharter { draft: row.id, content: row.digest };
        let refused = world.here.store.begin(group, charter::Actor::Charter, act).await.err();
        assert!(matches!(refused, Some(Declined::ByCharter(_))), "the charter itself does not do it either");
    })
    .await;
}

#[tokio::test]
async fn m4_what_makes_no_charter_stands_in_the_form_again_with_its_line() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let wrong = edited(
            &[("No budget will be", "A budget will be")],
            &[("who = [\"member\"]\nmay = [\"send_report\"]", "who = [\"membr\"]\nmay = [\"send_report\"]")],
        );
        let again = proposes(&member, wrong, false).await;
        assert_eq!(again.status, 422);
        assert!(again.says("of the rules, “who = [\"membr\"]”: there is no office"), "{}", again.text());
        let form = again.form("/charter/drafts");
        assert!(form.value("text").unwrap().contains("A budget will be"), "nothing typed is lost");
        let same = proposes(&member, edited(&[], &[]), false).await;
        assert!(same.status == 422 && same.says("Nothing changes"), "{}", same.text());
        let both_at_once = {
            let (text, rules) = without_the_fourth_goal();
            (text.replace("No budget will be", "A budget will be"), rules)
        };
        let refused = proposes(&member, both_at_once, false).await;
        assert!(refused.status == 422 && refused.says("make two drafts of it"), "{}", refused.text());
    })
    .await;
}

#[tokio::test]
async fn a_day_that_is_none_is_told_in_a_sentence_wherever_one_is_asked_for() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        for at in [
            "/g/django/charter?on=banana",
            "/g/django/charter?view=powers&on=banana",
            "/g/django/audit?since=banana",
            "/g/django/audit.csv?since=banana",
        ] {
            let page = member.opens(at).await;
            assert!(page.status == 422 && page.says("banana") && page.says("is not a day"), "{at}: {}", page.text());
        }
        let early = member.opens("/g/django/charter?on=1999-01-01").await;
        assert!(
            early.status == 422 && early.says("No charter of this group was in force on 1 Jan 1999"),
            "{}",
            early.text()
        );
    })
    .await;
}
