//! The library: what a group has to show, whom to name for it, and how it comes into a post.

use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const LIBRARY: &str = "/g/django/media";

/// A picture of this grey, so that two shades are two pictures.
fn png(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade; 3]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The form of the library with a picture whose licence names somebody.
fn licensed(form: Form, shade: u8) -> Form {
    form.with("name", "The sprint hall")
        .with("description", "Eight people around laptops.")
        .with("licence", "cc_by")
        .with("credit", "A Photographer")
        .attaching("picture", png(shade), "image/png")
}

/// The value of the button that begins so.
fn button(page: &Page, begins: &str) -> String {
    let from = format!("name=\"do\" value=\"{begins}-");
    let rest = page.html.split(&from).nth(1).unwrap_or_else(|| panic!("no button {begins}: {}", page.text()));
    format!("{begins}-{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_picture_of_the_library_comes_into_a_post_with_its_words_and_names_who_made_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (browser, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        let put = licensed(other.opens(LIBRARY).await.form("/media"), 10);
        let page = other.sends_and_goes_on(&put).await;
        assert!(page.says("It is in the library") && page.says("The sprint hall"), "{}", page.text());
        assert!(page.says("CC BY 4.0") && page.says("by A Photographer") && page.says("Member C put it here"));
        other.sends_and_goes_on(&put).await;
        assert_eq!(world.here.store.library(world.group("django")).await.unwrap().len(), 1, "the same bytes are one");
        let found = other.opens(&format!("{LIBRARY}?words=PHOTOGRAPHER+sprint")).await;
        assert!(found.says("1 picture") && other.opens(&format!("{LIBRARY}?words=snow")).await.says("0 pictures"));

        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await;
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let edit = format!("/g/django/posts/{post}/edit");
        let page = browser.opens(&edit).await;
        let form = page.form("/edit").with("do", button(&page, "library")).with("warning", "typed meanwhile");
        let page = browser.sends_and_goes_on(&form).await;
        let form = page.form("/edit");
        let described = form.fields.iter().find(|(name, _)| name.starts_with("description-")).unwrap();
        assert_eq!(described.1, "Eight people around laptops.", "the description is a start");
        assert_eq!(form.value("warning"), Some("typed meanwhile"), "nothing typed is lost");
        let missing = "does not name A Photographer, as the licence CC BY 4.0";
        assert!(page.says(missing), "{}", page.text());

        let named = browser.sends_and_goes_on(&form.with("warning", "").with("do", button(&page, "credit"))).await;
        let form = named.form("/edit");
        assert_eq!(form.value("text"), Some("A release is out\n\nPicture: A Photographer, CC BY 4.0"));
        assert!(!named.says(missing), "{}", named.text());
        browser.sends_and_goes_on(&form.with("do", "schedule")).await;
        world.pass(MINUTE * 10).await;
        let sent = world.practice.published();
        assert_eq!(sent[0].pictures[0].alt, "Eight people around laptops.");
        assert!(sent[0].text.contains("Picture: A Photographer"), "{}", sent[0].text);
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_a_planned_post_shows_stays_in_the_library_and_what_was_published_keeps_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = world.writes("django", "Member A", "With a picture").on(&["Mastodon"]).await;
        let post = post.showing_a_picture().await.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let page = browser.opens(LIBRARY).await;
        assert!(page.says("A blue square"), "an upload joins the library and takes its words along: {}", page.text());

        let group = world.group("django");
        let picture = world.here.store.library(group).await.unwrap().remove(0).picture;
        let at = format!("{LIBRARY}/{}/words", picture.id);
        let page = browser.opens(&at).await;
        assert!(page.says("With a picture") && page.says("Mastodon") && page.says("Planned"), "{}", page.text());
        let refused = browser.sends(&page.form("/take-out")).await;
        assert_eq!(refused.status, 409);
        assert!(refused.says("“With a picture” is planned with this picture"), "{}", refused.text());

        world.pass(MINUTE * 11).await;
        let page = browser.opens(&at).await;
        assert!(page.says("Published"), "{}", page.text());
        let page = browser.sends_and_goes_on(&page.form("/take-out")).await;
        assert!(page.says("It is out of the library") && !page.says("A blue square"), "{}", page.text());
        assert_eq!(browser.opens(&format!("{LIBRARY}/{}", picture.id)).await.status, 200, "its bytes are there");
        assert!(browser.opens(&format!("/g/django/posts/{post}")).await.html.contains(&picture.id.to_string()));

        world.writes("django", "Member A", "Again").showing_a_picture().await.kept().await;
        assert!(browser.opens(LIBRARY).await.says("A blue square"), "whoever uploads it again puts it back");
    })
    .await;
}

#[tokio::test]
async fn words_about_a_picture_that_do_not_hold_are_refused_at_their_field_and_kept() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens(LIBRARY).await.form("/media").with("name", "The hall").with("licence", "cc_by_sa");
        for (form, says) in [
            (form.clone().attaching("picture", png(1), "image/png"), "whoever made the picture is named"),
            (form.clone().with("credit", "A Photographer"), "The file is empty"),
            (form.clone().with("licence", "by_permission"), "Write who permitted it"),
            (form.clone().with("credit", "x".repeat(201)), "at most 200 characters"),
        ] {
            let page = browser.sends(&form).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.says(says), "{says}: {}", page.text());
            assert_eq!(page.form("/media").value("name"), Some("The hall"));
        }
        let group = world.group("django");
        assert!(world.here.store.library(group).await.unwrap().is_empty());

        browser.sends_and_goes_on(&licensed(browser.opens(LIBRARY).await.form("/media"), 3)).await;
        let picture = world.here.store.library(group).await.unwrap().remove(0).picture;
        let at = format!("{LIBRARY}/{}/words", picture.id);
        let words = browser.opens(&at).await.form("/words");
        let page = browser.sends(&words.clone().with("credit", "")).await;
        assert!(page.status == 422 && page.form("/words").value("name") == Some("The sprint hall"), "{}", page.text());
        let page = browser.sends_and_goes_on(&words.with("name", "Another name")).await;
        assert!(page.says("The words are kept") && page.says("Another name"), "{}", page.text());
        let stranger = site.browser("jupyter", "Member A").await;
        assert_eq!(stranger.opens(&format!("/g/jupyter/media/{}/words", picture.id)).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn the_same_picture_put_in_again_without_words_keeps_its_licence_and_whom_to_name() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (one, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        one.sends_and_goes_on(&licensed(one.opens(LIBRARY).await.form("/media"), 30)).await;
        let bare = other.opens(LIBRARY).await.form("/media").attaching("picture", png(30), "image/png");
        let page = other.sends_and_goes_on(&bare.with("name", "The hall, again")).await;
        assert!(page.says("The hall, again") && page.says("by A Photographer"), "{}", page.text());
        assert!(page.says("CC BY 4.0"), "{}", page.text());
    })
    .await;
}
