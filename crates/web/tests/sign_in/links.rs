//! Links of a demonstration, and invitations: opened as often as anybody likes, used once, by whom they are for.

use crate::scene::{GOOD_PASSWORD, at, scene, secret_on};
use axum::http::StatusCode;
use people::{Issued, Purpose};

#[tokio::test]
async fn a_link_of_the_demonstration_signs_in_once_and_only_when_its_button_is_pressed() {
    let scene = scene(true).await;
    let link = scene.demo_link(scene.member).await;
    let mut window = scene.window();
    for _ in 0..3 {
        let came = window.open(&link).await;
        assert!(came.status == StatusCode::OK && came.text.contains("Sign in as Member"));
        assert_eq!(window.head(&link).await.status, StatusCode::OK);
    }
    let visitor = window.cookies.clone();
    let came = window.post(&link, &[]).await;
    assert_eq!(came.status, StatusCode::SEE_OTHER);
    let cookie = came.set.iter().find(|it| it.starts_with("__Host-session=")).expect("a session");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(visitor.values().all(|value| !cookie.contains(value.as_str())), "au01: nothing of before is the session's");
    assert!(window.open("/you").await.text.contains("Firefox on Linux"));

    let mut other = scene.window();
    let dead = other.open(&link).await;
    assert!(dead.status == StatusCode::GONE && dead.text.contains("works once"));
    other.open("/sign-in").await;
    assert_eq!(other.post(&link, &[]).await.status, StatusCode::GONE);
    assert_eq!(other.open("/you").await.to, "/sign-in?to=%2Fyou");
}

#[tokio::test]
async fn links_sign_nobody_in_outside_a_demonstration() {
    let scene = scene(false).await;
    let (issued, token) = Issued::mint(Purpose::SignInLink, scene.now()).unwrap();
    scene.here.store.bookkeeping().keep_sign_in_link(&issued, scene.member).await.unwrap();
    let mut window = scene.window();
    window.open("/sign-in").await;
    let came = window.post(&format!("/sign-in/{}", token.reveal().expose()), &[]).await;
    assert!(came.text.contains("Only a demonstration signs people in by link"));
    assert!(!window.cookies.contains_key("__Host-session"));
}

#[tokio::test]
async fn au07_an_invitation_is_accepted_by_a_button_with_a_password_and_a_code() {
    let scene = scene(false).await;
    let link = scene.invitation(scene.member).await;
    let mut scanner = scene.window();
    for _ in 0..5 {
        assert_eq!(scanner.head(&link).await.status, StatusCode::OK);
        assert!(scanner.open(&link).await.text.contains("Join Social Media Working Group"));
    }
    let mut window = scene.window();
    window.open(&link).await;
    let secret = secret_on(&window.post(&link, &[]).await);
    let to = format!("{link}/password");

    let wrong = window.post(&to, &[("password", GOOD_PASSWORD), ("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(secret_on(&wrong).bytes(), secret.bytes(), "the app keeps the secret that it has");
    let code = secret.code_at(scene.now());
    let short = window.post(&to, &[("password", "short"), ("code", code.expose())]).await;
    assert!(short.problems()[0].contains("needs at least 12"), "{:?}", short.problems());

    let came = window.post(&to, &[("password", GOOD_PASSWORD), ("code", code.expose())]).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/g/social-media"));
    let again = scene.window().open(&link).await;
    assert!(again.status == StatusCode::GONE && again.text.contains("works once"));
}

#[tokio::test]
async fn au08_an_invitation_is_not_for_whoever_it_was_forwarded_to() {
    let scene = scene(true).await;
    scene.joined(scene.member).await;
    let link = scene.invitation(scene.member).await;
    let mut chair = scene.signed_in(scene.chair).await;
    chair.open(&link).await;
    let refused = chair.post(&link, &[]).await;
    assert!(refused.text.contains("This invitation is for another address"));
    let mut member = scene.signed_in(scene.member).await;
    member.open(&link).await;
    assert_eq!(member.post(&link, &[]).await.to, "/g/social-media");
}

#[tokio::test]
async fn au09_an_invitation_dies_with_the_authority_of_who_sent_it() {
    let scene = scene(false).await;
    scene.here.store.clock().advance(at("2027-03-31T23:00:00Z").since(scene.now()));
    let link = scene.invitation(scene.member).await;
    let mut window = scene.window();
    assert_eq!(window.open(&link).await.status, StatusCode::OK);
    scene.wait(61);
    let dead = window.open(&link).await;
    assert!(dead.text.contains("can no longer do so"), "{}", dead.text);
    let refused = window.post(&format!("{link}/password"), &[("password", GOOD_PASSWORD), ("code", "123456")]).await;
    assert!(refused.text.contains("can no longer do so"));
}
