//! Whether people are answered there.

use super::scene::page_of;
use channels::Capability::Reply;
use networks::practice::Host;
use stories::{Site, World, both};

#[tokio::test]
async fn k11_on_a_channel_that_only_announces_the_clause_stands_in_place_of_the_answer() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of(&world, "jupyter", "Bluesky").await).await;
        assert!(page.says("Announcements only") && page.says("This channel only announces."), "{}", page.text());
        assert!(page.says("E5") && page.says("the preferred channel"), "{}", page.text());
        assert!(page.html.contains(&page_of(&world, "jupyter", "Mastodon").await), "the preferred one is linked");
        assert!(!page.offers("/posts/new"), "no form to answer by");
    })
    .await;
}

#[tokio::test]
async fn k12_on_the_preferred_channel_an_answer_is_written_to_the_address_of_their_post() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = member.opens(&page_of(&world, "jupyter", "Mastodon").await).await;
        assert!(page.says("Preferred: talk to us here"), "{}", page.text());
        let form = page.form("/posts/new");
        let channel = form.value("channel").unwrap().to_owned();
        let asked = world.practice.comment(Host::Mastodon, "reader", "When is the next call?", None).unwrap();
        let address = world.practice.page_of(&asked).unwrap();
        let composer = member.opens(&format!("/g/jupyter/posts/new?channel={channel}&answers={address}")).await;
        assert_eq!(composer.status, 200);
        assert_eq!(composer.form("/posts/new").value("answers"), Some(address.as_str()));
    })
    .await;
}
