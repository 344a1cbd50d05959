//! A password with a code: what a wrong one tells nobody, how guesses wait, and whose form it is.

use crate::scene::{FAILED, GOOD_PASSWORD, scene};
use axum::http::StatusCode;

#[tokio::test]
async fn au02_a_password_with_a_code_signs_in_and_the_code_works_once() {
    let scene = scene(false).await;
    let (mut window, secret) = scene.joined(scene.member).await;
    window.open("/you").await;
    assert_eq!(window.post("/sign-out", &[]).await.to, "/sign-in");
    assert_eq!(window.open("/you").await.to, "/sign-in?to=%2Fyou");

    scene.wait(1);
    let code = secret.code_at(scene.now());
    let fields =
        [("to", "/you"), ("email", "Member@group.example"), ("password", GOOD_PASSWORD), ("code", code.expose())];
    window.open("/sign-in?to=/you").await;
    let came = window.post("/sign-in", &fields).await;
    assert_eq!((came.status, came.to.as_str()), (StatusCode::SEE_OTHER, "/you"), "{:?}", came.problems());

    let mut other = scene.window();
    other.open("/sign-in").await;
    let refused = other.post("/sign-in", &fields).await;
    assert_eq!((refused.status, refused.problems()), (StatusCode::UNPROCESSABLE_ENTITY, vec![FAILED.to_owned()]));
}

#[tokio::test]
async fn au11_nobody_learns_from_an_answer_who_has_an_account() {
    let scene = scene(false).await;
    scene.joined(scene.member).await;
    let mut answers = Vec::new();
    for email in ["member@group.example", "chair@group.example", "nobody@elsewhere.example"] {
        let mut window = scene.window();
        window.open("/sign-in").await;
        let fields = [("email", email), ("password", "not the password at all"), ("code", "123456")];
        let wrong = window.post("/sign-in", &fields).await;
        let asked = window.post("/sign-in/begin", &[("account", email)]).await;
        let question: serde_json::Value = serde_json::from_str(&asked.text).unwrap();
        let known = question["publicKey"]["allowCredentials"].as_array().unwrap();
        let keys: Vec<_> =
            known.iter().map(|key| key.as_object().unwrap().keys().cloned().collect::<Vec<_>>()).collect();
        let finished = window.post("/sign-in", &[("account", email), ("credential", "{}")]).await;
        let said = [wrong.problems(), finished.problems()];
        answers.push((wrong.status, asked.status, keys, said, finished.status));
    }
    assert_eq!(answers[0].3[0], [FAILED]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn guesses_have_to_wait_and_the_wait_is_said() {
    let scene = scene(false).await;
    scene.joined(scene.member).await;
    let mut window = scene.window();
    window.open("/sign-in").await;
    let wrong = [("email", "member@group.example"), ("password", "not the password at all"), ("code", "123456")];
    for _ in 0..3 {
        assert_eq!(window.post("/sign-in", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let waits = window.post("/sign-in", &wrong).await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waits.problems()[0].contains("too many wrong tries"), "{:?}", waits.problems());
}

#[tokio::test]
async fn a_form_for_signing_in_is_this_browsers_own() {
    let scene = scene(true).await;
    let link = scene.demo_link(scene.member).await;
    let (mut mine, mut other) = (scene.window(), scene.window());
    mine.open("/sign-in").await;
    other.open("/sign-in").await;
    for token in ["", other.token.as_str()] {
        assert_eq!(mine.post_with(&link, token, &[]).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(mine.open(&link).await.status, StatusCode::OK, "the link was not used up");
}
