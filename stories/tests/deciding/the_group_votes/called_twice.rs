//! Two members call a vote on the same at once: whoever was slower is told so, and loses nothing that they wrote.

use super::scene::at;
use stories::{Browser, Form, Site, World, both};

const WORDS: [(&str, &str); 3] = [
    ("proposal", "Rest it from January on, and say so there."),
    ("summary", "Nobody has written there since May."),
    ("stakeholders", "Whoever follows us there was asked in October."),
];

/// The form by which somebody calls a vote, filled in.
async fn filled(browser: &Browser<'_>, request: &str) -> Form {
    let form = browser.opens(request).await.form("/vote");
    WORDS.into_iter().fold(form, |form, (name, words)| form.with(name, words))
}

#[tokio::test]
async fn a_second_call_for_a_vote_on_the_same_is_refused_and_what_was_typed_stands_there_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let first = site.browser("django", "Member A").await;
        let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
        let asked = first.sends(&first.opens(&channel).await.form("/ask").with("act", "rest_channel")).await;
        let request = asked.leads_to.unwrap();
        let second = site.browser("django", "Member B").await;
        let form = filled(&second, &request).await;
        first.sends_and_goes_on(&first.opens(&request).await.form("/vote")).await;

        let refused = second.sends(&form).await;
        assert!(
            refused.status == 422 && refused.says("A vote on this is under way already: 2026-1"),
            "{}",
            refused.text()
        );
        let again = refused.form("/vote");
        for (name, words) in WORDS {
            assert_eq!(again.value(name), Some(words), "{}", refused.text());
        }
        assert!(!second.opens(&request).await.offers("/vote"), "whoever comes anew calls no second one");

        for who in ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"] {
            let browser = site.browser("django", who).await;
            browser.sends(&browser.opens(&at("django")).await.form("/ballot").with("choice", "yes")).await;
        }
        world.work().await;
        let late = second.sends(&again).await;
        assert!(late.status == 422 && late.says("This question is answered"), "{}", late.text());
        assert_eq!(late.form("/vote").value("proposal"), Some(WORDS[0].1), "{}", late.text());
    })
    .await;
}

#[tokio::test]
async fn a_consensus_that_is_declared_beside_a_vote_is_refused_and_what_was_typed_stands_there_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let first = site.browser("jupyter", "Member A").await;
        let ask = first.opens("/g/jupyter/decisions").await.form("/decisions");
        let asked = first.sends(&ask.with("question", "Do we meet on Mondays?")).await;
        let request = asked.leads_to.unwrap();
        let second = site.browser("jupyter", "Member B").await;
        let form = second.opens(&request).await.form("/consensus");
        let form = form.with("agreed", "We meet on Mondays, at nine.").with("note", "https://forum.example/mondays");
        let form = form.ticking("participants", world.person("jupyter", "Member A").to_string());
        first.sends_and_goes_on(&first.opens(&request).await.form("/vote")).await;
        let refused = second.sends(&form).await;
        assert!(refused.status == 422 && refused.says("One at a time"), "{}", refused.text());
        let again = refused.form("/consensus");
        assert_eq!(again.value("agreed"), Some("We meet on Mondays, at nine."), "{}", refused.text());
        assert_eq!(again.value("note"), Some("https://forum.example/mondays"));
    })
    .await;
}
