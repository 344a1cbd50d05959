//! What the second charter keeps for an editor: content by third parties, and texts in another language.

use channels::Capability::Publish;
use jiff::SignedDuration;
use publishing::{Draft, Language, ThirdParty};
use store::Declined;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The clauses by which a post of the second group is refused, after an edit of its draft.
async fn clauses_against(world: &World, edit: impl FnOnce(&mut Draft)) -> Vec<String> {
    let post = world.writes("jupyter", "Member A", "A call for notebooks").on(&["Mastodon"]).await;
    let mut post = post.due_in(MINUTE);
    edit(&mut post.draft);
    let id = post.kept().await;
    match world.schedules("jupyter", "Member A", id).await {
        Ok(()) => Vec::new(),
        Err(Declined::ByCharter(grounds)) => grounds.because.iter().map(|cited| cited.label.clone()).collect(),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn k1_words_of_a_third_party_do_not_leave_before_an_editor_accepted_them() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Publish]).await;
        assert!(clauses_against(&world, |_| {}).await.is_empty(), "the group's own words may leave");
        let theirs = ThirdParty { affiliation: "A company".to_owned(), benefit: "A free workshop".to_owned() };
        let refused = clauses_against(&world, |draft| draft.third_party = Some(theirs)).await;
        assert!(refused.contains(&"E2".to_owned()), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn k3_another_language_does_not_leave_before_it_was_vetted() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Publish]).await;
        let refused = clauses_against(&world, |draft| draft.everywhere.language = Language::parse("de").unwrap()).await;
        assert!(refused.contains(&"E3".to_owned()), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn the_composer_asks_whose_words_they_are_where_the_charter_speaks_of_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        for (group, asks) in [("jupyter", true), ("django", false)] {
            let page = site.browser(group, "Member A").await.opens(&format!("/g/{group}/posts/new")).await;
            assert_eq!(page.says("Whose words are these?"), asks, "{group}");
        }
    })
    .await;
}
