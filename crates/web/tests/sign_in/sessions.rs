//! Sessions: asked again within one, listed, ended from elsewhere, and over with the term.

use crate::scene::{at, scene};
use axum::http::StatusCode;

#[tokio::test]
async fn being_asked_again_changes_the_cookie_and_leads_back() {
    let scene = scene(false).await;
    let (mut window, secret) = scene.joined(scene.member).await;
    scene.wait(11);
    window.open("/you").await;
    let asked = window.post("/you/password/begin", &[]).await;
    assert_eq!(asked.to, "/prove?to=%2Fyou", "a proof of eleven minutes ago is too old");
    let before = window.cookies["__Host-session"].clone();
    assert!(window.open(&asked.to).await.text.contains("Use the code"));
    let code = secret.code_at(scene.now());
    let proved = window.post("/prove", &[("to", "/you"), ("code", code.expose())]).await;
    assert_eq!((proved.status, proved.to.as_str()), (StatusCode::SEE_OTHER, "/you"), "{:?}", proved.problems());
    assert_ne!(window.cookies["__Host-session"], before, "au01");

    let mut old = scene.window();
    old.cookies.insert("__Host-session".into(), before);
    assert_eq!(old.open("/you").await.to, "/sign-in?to=%2Fyou", "the cookie from before is worth nothing");
    window.open("/you").await;
    assert_eq!(window.post("/you/password/begin", &[]).await.to, "/you");
    assert!(window.open("/you").await.text.contains("or type the secret into it"));

    scene.wait(1);
    window.open("/prove?to=//evil.example").await;
    let code = secret.code_at(scene.now());
    assert_eq!(window.post("/prove", &[("to", "//evil.example"), ("code", code.expose())]).await.to, "/");
}

#[tokio::test]
async fn a_publishing_page_offers_no_code_where_the_group_asks_for_a_passkey() {
    let scene = scene(false).await;
    let (mut window, _) = scene.joined(scene.member).await;
    let page = window.open("/prove?to=/g/social-media/posts").await;
    assert!(page.text.contains("You have no passkey yet") && !page.text.contains("Use the code"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_from_another_browser() {
    let scene = scene(true).await;
    let (mut here, mut there) = (scene.signed_in(scene.member).await, scene.signed_in(scene.member).await);
    let stranger = scene.signed_in(scene.chair).await;
    let list = here.open("/you").await.text;
    assert_eq!(list.matches(r#"name="session""#).count(), 2);
    let ids: Vec<&str> = list.split(r#"name="session" value=""#).skip(1).map(|it| &it[..36]).collect();
    let mut chair = stranger;
    chair.open("/you").await;
    let refused = chair.post("/you/sessions/end", &[("session", ids[0])]).await;
    assert!(refused.problems()[0].contains("not one of yours"), "{:?}", refused.problems());
    assert_eq!(here.post("/you/sessions/end-others", &[]).await.to, "/you");
    assert_eq!(there.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes");
    assert!(there.open("/sign-in").await.text.contains("This session has ended"));
    assert_eq!(here.open("/you").await.status, StatusCode::OK);
    let came = here.post("/you/theme", &[("theme", "dark")]).await;
    assert!(came.set[0].starts_with("theme=dark"));
    assert!(here.open("/you").await.text.contains(r#"data-theme="dark""#));
}

#[tokio::test]
async fn sessions_end_at_the_second_the_term_ends() {
    let scene = scene(true).await;
    scene.here.store.clock().advance(at("2027-03-31T23:00:00Z").since(scene.now()));
    let mut window = scene.signed_in(scene.member).await;
    scene.here.store.clock().advance(at("2027-03-31T23:59:55Z").since(scene.now()));
    assert_eq!(window.open("/you").await.status, StatusCode::OK);
    scene.here.store.clock().advance(at("2027-04-01T00:00:00Z").since(scene.now()));
    assert_eq!(window.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes");
    let (mut late, link) = (scene.window(), scene.demo_link(scene.member).await);
    late.open(&link).await;
    let refused = late.post(&link, &[]).await;
    assert!(refused.text.contains("Your term has ended"), "{}", refused.text);
}

#[tokio::test]
async fn an_address_that_is_nowhere_is_a_page_like_any_other() {
    let scene = scene(false).await;
    let came = scene.window().open("/nowhere/at/all").await;
    assert_eq!(came.status, StatusCode::NOT_FOUND);
    assert!(came.text.contains("<h1") && came.policed, "{}", came.text);
}
