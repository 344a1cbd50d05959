//! A question of the group's own with several options: ranked by everybody, counted in rounds that stand on its page.

use super::scene::DAY;
use stories::{Browser, Form, Page, Site, World, both};

const AT: &str = "/g/jupyter/decisions/2026-1";
const OPTIONS: &str = "Monday\nWednesday\n\nFriday\nSunday";

/// Somebody puts a question of their own; gives its page.
async fn asked(browser: &Browser<'_>, question: &str) -> Page {
    let form = browser.opens("/g/jupyter/decisions").await.form("/decisions").with("question", question);
    browser.sends_and_goes_on(&form).await
}

/// A vote among four days is open.
async fn open(site: &Site<'_>, winners: &str) -> Page {
    let sponsor = site.browser("jupyter", "Member A").await;
    let question = asked(&sponsor, "On which day do we meet?").await;
    let call = question.form("/vote").with("options", OPTIONS).with("winners", winners);
    sponsor.sends_and_goes_on(&call).await;
    let second = site.browser("jupyter", "Member B").await;
    second.sends_and_goes_on(&second.opens(AT).await.form("/second")).await
}

fn ranked(page: &Page, ranks: [&str; 4]) -> Form {
    ranks.into_iter().fold(page.form("/ballot").without("rank"), |form, rank| form.ticking("rank", rank))
}

async fn ranks(site: &Site<'_>, who: &'static str, ranks: [&str; 4]) -> Page {
    let browser = site.browser("jupyter", who).await;
    let form = ranked(&browser.opens(AT).await, ranks);
    browser.sends_and_goes_on(&form).await
}

#[tokio::test]
async fn j11_among_several_options_the_choice_is_ranked_and_the_method_stands_on_the_ballot() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = open(&site, "1").await;
        assert!(page.says("Instant runoff: every ballot counts for its first choice"), "{}", page.text());
        assert!(
            page.says("Nothing is drawn by lot") && page.says("without a rank the ballot is blank"),
            "{}",
            page.text()
        );
        ranks(&site, "Member A", ["1", "2", "", ""]).await;
        ranks(&site, "Member B", ["", "1", "2", ""]).await;
        ranks(&site, "Member C", ["2", "", "1", ""]).await;
        let own = ranks(&site, "Member D", ["", "2", "", "1"]).await;
        assert!(own.says("4 of 4 have voted") && !own.says("How it was counted"), "{}", own.text());
        let kept: Vec<String> =
            own.form("/ballot").fields.into_iter().filter(|(name, _)| name == "rank").map(|(_, rank)| rank).collect();
        assert_eq!(kept, ["", "2", "", "1"], "one’s own ballot stands in the form");
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(AT).await;
        assert!(page.says("How it was counted") && page.says("Round 1"), "{}", page.text());
        assert!(page.says("quorum") || page.says("tied") || page.says("chose"), "{}", page.text());
        assert!(page.says("Member D Sunday › Wednesday"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn j11_one_is_chosen_by_instant_runoff_in_rounds_that_can_be_read() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        open(&site, "1").await;
        ranks(&site, "Member A", ["1", "", "", ""]).await;
        ranks(&site, "Member B", ["2", "1", "", ""]).await;
        ranks(&site, "Member C", ["", "", "", "1"]).await;
        ranks(&site, "Member D", ["", "2", "", "1"]).await;
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(AT).await;
        assert!(page.says("Friday out"), "nobody named it: {}", page.text());
        assert!(page.says("Monday and Wednesday are tied") || page.says("The group chose"), "{}", page.text());
        let question = page.html.split("/requests/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let request = site.browser("jupyter", "Member A").await.opens(&format!("/g/jupyter/requests/{question}")).await;
        assert!(request.says("quorum 4 of 4"), "{}", request.text());
    })
    .await;
}

#[tokio::test]
async fn j11_several_are_chosen_by_single_transferable_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = open(&site, "2").await;
        assert!(page.says("Single transferable vote, with Droop’s quota"), "{}", page.text());
        ranks(&site, "Member A", ["1", "", "2", ""]).await;
        ranks(&site, "Member B", ["1", "", "2", ""]).await;
        ranks(&site, "Member C", ["1", "", "2", ""]).await;
        ranks(&site, "Member D", ["", "1", "", ""]).await;
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(AT).await;
        assert!(page.says("The group chose Monday") && page.says("Decided"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_options_or_ranks_is_said_and_nothing_typed_is_lost() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let empty = sponsor.sends(&sponsor.opens("/g/jupyter/decisions").await.form("/decisions")).await;
        assert!(empty.status == 422 && empty.says("Say what the group is to decide."), "{}", empty.text());
        let question = asked(&sponsor, "On which day do we meet?").await;
        let two = sponsor.sends(&question.form("/vote").with("options", "Monday\nFriday")).await;
        assert!(two.status == 422 && two.says("three or more"), "{}", two.text());
        assert_eq!(two.form("/vote").value("options"), Some("Monday\nFriday"));
        let twice = sponsor.sends(&question.form("/vote").with("options", "Monday\nFriday\nmonday")).await;
        assert!(twice.says("stands among the options twice"), "{}", twice.text());
        let all = sponsor.sends(&question.form("/vote").with("options", OPTIONS).with("winners", "4")).await;
        assert!(all.says("4 of 4 options cannot be chosen"), "{}", all.text());
        let word = sponsor.sends(&question.form("/vote").with("options", OPTIONS).with("winners", "some")).await;
        assert!(word.says("is no number of options"), "{}", word.text());
        open(&site, "1").await;
        let browser = site.browser("jupyter", "Member C").await;
        let page = browser.opens(AT).await;
        let same = browser.sends(&ranked(&page, ["1", "1", "", ""])).await;
        assert!(same.status == 422 && same.says("Rank 1 is given twice"), "{}", same.text());
        let gap = browser.sends(&ranked(&page, ["1", "3", "", ""])).await;
        assert!(gap.says("Rank 2 is given to no option"), "{}", gap.text());
        let kept: Vec<String> =
            gap.form("/ballot").fields.into_iter().filter(|(name, _)| name == "rank").map(|(_, rank)| rank).collect();
        assert_eq!(kept, ["1", "3", "", ""]);
        let blank = browser.sends_and_goes_on(&ranked(&page, ["", "", "", ""])).await;
        assert!(blank.says("1 of 4 have voted"), "blank is always a choice: {}", blank.text());
    })
    .await;
}

#[tokio::test]
async fn where_too_few_ranked_anything_no_choice_is_shown_and_no_option_is_called_as_a_blank_ballot() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let question = asked(&sponsor, "On which day do we meet?").await;
        let call = question.form("/vote").with("winners", "1");
        let refused = sponsor.sends(&call.clone().with("options", "Monday\nBlank\nFriday")).await;
        assert!(refused.status == 422 && refused.says("An option cannot be called"), "{}", refused.text());
        sponsor.sends_and_goes_on(&call.with("options", OPTIONS)).await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(AT).await.form("/second")).await;
        ranks(&site, "Member A", ["", "1", "", ""]).await;
        world.pass(DAY * 7).await;
        let page = site.browser("jupyter", "Member A").await.opens(AT).await;
        assert!(page.says("Too few took part") && !page.says("Wednesday chosen"), "{}", page.text());
        assert!(page.says("Instant runoff") && !page.says("ballots that say yes or no"), "{}", page.text());
    })
    .await;
}
