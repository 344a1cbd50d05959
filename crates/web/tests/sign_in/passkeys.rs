//! Passkeys: coming in with one, signing in again, and as the second factor of a forgotten password.

use crate::{
    device::Device,
    scene::{FAILED, scene},
    window::HOME,
};
use acts::invitations;
use axum::http::StatusCode;
use web::App;

#[tokio::test]
async fn a_founder_comes_in_with_a_passkey_and_signs_in_with_it_again() {
    let scene = scene(false).await;
    let link = invitations::invite_founder(&scene.here).await.unwrap();
    let link = format!("/join/{}", link.reveal().expose());
    let (mut window, mut device) = (scene.window(), Device::new(5));
    assert!(window.open(&link).await.text.contains("Set up a group"));
    let taken = window.post(&link, &[("name", "Founder"), ("email", "CHAIR@group.example")]).await;
    assert!(taken.problems()[0].contains("has an account here already"), "{:?}", taken.problems());
    let who = [("name", "Founder"), ("email", "founder@group.example")];
    window.post(&link, &who).await;
    let asked = window.post(&format!("{link}/passkey/begin"), &who).await;
    let answer = device.enrol(&asked.text);
    let fields = [who[0], who[1], ("label", "Phone"), ("credential", answer.as_str())];
    let came = window.post(&format!("{link}/passkey"), &fields).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/setup"), "{:?}", came.problems());
    assert!(window.open("/you").await.text.contains("Phone"));

    let mut other = scene.window();
    other.open("/sign-in").await;
    let asked = other.post("/sign-in/begin", &[("account", "founder@group.example")]).await;
    device.counter += 1;
    let answer = device.sign(&asked.text);
    let fields = [("account", "founder@group.example"), ("credential", answer.as_str())];
    let mut stolen = scene.window();
    stolen.open("/sign-in").await;
    assert_eq!(stolen.post("/sign-in", &fields).await.problems(), [FAILED], "the answer is another browser's");
    assert_eq!(other.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let mut again = scene.window();
    again.open("/sign-in").await;
    assert_eq!(again.post("/sign-in", &fields).await.problems(), [FAILED]);
}

#[tokio::test]
async fn a_forgotten_password_takes_a_passkey_instead_of_the_code() {
    let mut scene = scene(false).await;
    let outbox = mail::Outbox::kept();
    scene.here = scene.here.clone().with_mail(outbox.clone());
    scene.app = web::routes::all(App::of(scene.here.clone()));
    let (mut elsewhere, secret) = scene.joined(scene.member).await;
    let mut device = Device::new(5);
    elsewhere.open("/you").await;
    let asked = elsewhere.post("/you/passkeys/begin", &[]).await;
    let made = device.enrol(&asked.text);
    assert_eq!(elsewhere.post("/you/passkeys", &[("label", "Phone"), ("credential", made.as_str())]).await.to, "/you");

    let mut window = scene.window();
    window.open("/recover").await;
    assert_eq!(window.post("/recover", &[("email", "member@group.example")]).await.status, StatusCode::OK);
    while outbox.letters().is_empty() {
        tokio::task::yield_now().await;
    }
    let text = outbox.letters().remove(0).text;
    let link = text.lines().find_map(|line| line.strip_prefix(HOME)).unwrap();
    assert!(window.open(link).await.text.contains("With your passkey"));
    let (chosen, begin) = ("saddle comet walnut eleven", format!("{link}/begin"));
    let stranger = scene.window().post_with(&begin, "", &[]).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN, "a form of ours, from this browser");
    let without = window.post(link, &[("password_with_passkey", chosen)]).await;
    assert!(without.problems()[0].contains("passkeys need script"), "{:?}", without.problems());
    let asked = window.post(&begin, &[]).await;
    device.counter += 1;
    let answer = device.sign(&asked.text);
    let fields = [("password_with_passkey", chosen), ("credential", answer.as_str())];
    let set = window.post(link, &fields).await;
    assert_eq!(set.to, "/sign-in?recovered=yes", "{:?}", set.problems());
    assert_eq!(elsewhere.open("/you").await.to, "/sign-in?to=%2Fyou&over=yes", "every session ended");
    scene.wait(1);
    window.open("/sign-in").await;
    let code = secret.code_at(scene.now());
    let fields = [("email", "member@group.example"), ("password", chosen), ("code", code.expose())];
    assert_eq!(window.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}
