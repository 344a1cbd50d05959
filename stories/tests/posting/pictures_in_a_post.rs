//! What is said about the pictures of a post, what of them leaves, and what stays in view.

use basics::PostId;
use channels::Capability::Publish;
use jiff::SignedDuration;
use publishing::{Focus, Picture};
use stories::{Browser, Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A picture of 160 × 100 pixels, of which each half has its shade: black on the left, white on the right.
fn halves() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(160, 100, |x, _| image::Rgb([if x < 80 { 0 } else { 255 }; 3]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A post for these channels in ten minutes, with the picture in it, and its composer.
async fn begun(world: &World, browser: &Browser<'_>, channels: &[&str]) -> (PostId, Form) {
    let post = world.writes("django", "Member A", "A release is out").on(channels).await;
    let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
    let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
    let page = browser.sends_and_goes_on(&form.with("do", "save").attaching("picture", halves(), "image/png")).await;
    (post, page.form("/edit"))
}

/// The name of the field that asks this about the only picture.
fn at(form: &Form, what: &str) -> String {
    let described = form.fields.iter().find(|(name, _)| name.starts_with("description-") && !name.contains('.'));
    let (_, picture) = described.unwrap().0.split_once('-').unwrap();
    format!("{what}-{picture}")
}

/// The form with these answers about the only picture.
fn about(form: &Form, answers: &[(&str, &str)]) -> Form {
    answers.iter().fold(form.clone(), |filled, (what, answer)| filled.with(&at(form, what), *answer))
}

fn refused(page: &Page, words: &str) {
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says(words), "{words:?} is not in: {}", page.text());
}

/// The only picture of a post as it is kept, with the shades at the ends of its middle row.
async fn kept(world: &World, post: PostId) -> (Picture, [u8; 2]) {
    let (store, group) = (&world.here.store, world.group("django"));
    let picture = store.post(group, post).await.unwrap().unwrap().draft.everywhere.pictures.remove(0);
    let bytes = store.picture_bytes(group, picture.digest).await.unwrap();
    let pixels = image::load_from_memory(&bytes).unwrap().to_rgb8();
    assert_eq!((pixels.width(), pixels.height()), (picture.width, picture.height));
    let row = pixels.height() / 2;
    (picture, [pixels.get_pixel(0, row)[0], pixels.get_pixel(pixels.width() - 1, row)[0]])
}

#[tokio::test]
async fn pc11_a_picture_is_described_or_said_to_be_decorative_and_a_channel_may_describe_it_in_its_own_words() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        world.give("django", "Member A", "Bluesky", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let (_, form) = begun(&world, &browser, &["Mastodon", "Bluesky"]).await;
        let (words, decorative) = (at(&form, "description"), at(&form, "decorative"));
        refused(&browser.sends(&form.clone().with("do", "schedule")).await, "The first picture has no description");
        let page = browser.sends(&form.clone().with(&words, "Two halves").with(&decorative, "yes")).await;
        refused(&page, "described here and said to be decorative");
        assert_eq!(page.form("/edit").value(&words), Some("Two halves"), "nothing typed is lost");

        let page = browser.sends_and_goes_on(&form.clone().with(&decorative, "yes").with("do", "save")).await;
        assert!(page.says("It leaves with an empty description."), "{}", page.text());
        assert!(page.says("Every picture is described, or said to be decorative."), "{}", page.text());
        let bluesky = world.channel("django", "Bluesky").await;
        let form = page.form("/edit").with(&format!("{words}.{bluesky}"), "Black beside white.").with("do", "schedule");
        let done = browser.sends(&form).await;
        assert_eq!(done.status, 303, "{}", done.text());
        world.pass(MINUTE * 10).await;
        let mut sent: Vec<String> =
            world.practice.published().into_iter().map(|mut post| post.pictures.remove(0).alt).collect();
        sent.sort();
        assert_eq!(sent, ["", "Black beside white."]);
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_cut_to_a_shape_about_the_point_that_stays_in_view_and_is_kept_whole() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let (post, form) = begun(&world, &browser, &["Mastodon"]).await;
        let to_the_right = [("description", "Two halves"), ("shape", "square"), ("across", "100"), ("down", "50")];
        let page = browser.sends_and_goes_on(&about(&form, &to_the_right).with("do", "save")).await;
        let (cut, shades) = kept(&world, post).await;
        assert_eq!((cut.width, cut.height, shades), (100, 100, [0, 255]), "60 to 160, of 160");
        assert_eq!(cut.focus, Some(Focus::new(1000, 0)), "what stays in view is at its right edge");
        assert!(page.says("160 × 100 pixels, as it was uploaded"), "{}", page.text());
        let form = page.form("/edit");
        assert_eq!(form.value(&at(&form, "left")), Some("60"), "the form says what was cut out");
        assert_eq!((form.value(&at(&form, "across")), form.value(&at(&form, "shape"))), (Some("100"), Some("square")));
        browser.sends_and_goes_on(&form.clone().with("do", "save")).await;
        assert_eq!(kept(&world, post).await.0, cut, "saving it again changes nothing");
        let library = world.here.store.library(world.group("django")).await.unwrap();
        assert_eq!(library.len(), 1, "a part of a picture is none of the library");
        assert_eq!((library[0].picture.id, library[0].picture.width), (cut.original(), 160));
        let uses = browser.opens(&format!("/g/django/media/{}/words", cut.original())).await;
        assert!(uses.says("A release is out"), "the post shows the picture, cut as it is: {}", uses.text());

        let own = |left: &str, wide: &str| {
            let pixels = [("left", left), ("wide", wide), ("top", "0"), ("high", "10")];
            about(&about(&form, &pixels), &[("shape", "own"), ("across", "10")]).with("do", "save")
        };
        refused(&browser.sends(&own("150", "20")).await, "The picture is 160 × 100 pixels");
        refused(&browser.sends(&own("a bit", "20")).await, "Write a number of pixels");
        refused(&browser.sends(&own("60", "20")).await, "not on the part that is cut out");
        let page = browser.sends(&own("0", "40").with(&at(&form, "down"), "200")).await;
        refused(&page, "Write a number from 0 to 100");
        let typed = page.form("/edit");
        assert_eq!((typed.value(&at(&typed, "down")), typed.value(&at(&typed, "wide"))), (Some("200"), Some("40")));
        assert_eq!(kept(&world, post).await.0, cut, "what makes no sense changes nothing");
        browser.sends_and_goes_on(&own("0", "40").with(&at(&form, "down"), "0")).await;
        let (narrow, shades) = kept(&world, post).await;
        assert_eq!((narrow.width, narrow.height, shades), (40, 10, [0, 0]));

        let whole = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let whole = about(&whole, &[("shape", "whole")]).with("do", "schedule");
        assert_eq!(browser.sends(&whole).await.status, 303);
        let (as_it_was, shades) = kept(&world, post).await;
        assert_eq!((as_it_was.media, as_it_was.width, shades), (cut.original(), 160, [0, 255]));
        world.pass(MINUTE * 10).await;
        let sent = world.practice.published();
        assert_eq!(sent[0].pictures[0].focus, Some(Focus::new(-800, 1000)), "10 from the left, at the upper edge");
    })
    .await;
}

#[tokio::test]
async fn a_cut_of_a_picture_that_moves_is_refused_and_a_cut_one_still_names_who_made_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let put = browser.opens("/g/django/media").await.form("/media").with("licence", "cc_by");
        let put = put.with("credit", "A Photographer").attaching("picture", halves(), "image/png");
        browser.sends_and_goes_on(&put).await;
        let (_, form) = begun(&world, &browser, &["Mastodon"]).await;
        let cut = about(&form, &[("shape", "portrait")]).with("do", "save");
        let page = browser.sends_and_goes_on(&cut).await;
        assert!(page.says("does not name A Photographer"), "{}", page.text());

        let mut moving = Vec::new();
        let frames =
            [0, 255].map(|shade| image::Frame::new(image::RgbaImage::from_pixel(8, 4, image::Rgba([shade; 4]))));
        image::codecs::gif::GifEncoder::new(&mut moving).encode_frames(frames).unwrap();
        let form = page.form("/edit");
        let form = form.clone().with("do", at(&form, "remove")).attaching("picture", moving, "image/gif");
        let form = browser.sends_and_goes_on(&form).await.form("/edit");
        let page = browser.sends(&about(&form, &[("shape", "square")]).with("do", "save")).await;
        refused(&page, "A moving picture leaves as it is");
    })
    .await;
}
