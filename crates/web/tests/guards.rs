//! The guards around every page, over real requests.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
    routing::{get, post},
};
use people::Origin;
use serde::Deserialize;
use std::sync::Arc;
use tower::ServiceExt;
use web::{
    assets,
    guard::{self, Browser, Gate, Sent, SentWithFiles},
};

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    word: Vec<String>,
}

fn app(address: &str) -> Router {
    let routes = assets::routes()
        .route("/form", get(async |browser: Browser| browser.form_token().to_owned()))
        .route("/form", post(async |Sent(Words { word }): Sent<Words>| word.join("+")))
        .route(
            "/files",
            post(async |sent: SentWithFiles<Words>| format!("{} {}", sent.form.word.join("+"), sent.files.len())),
        )
        .route("/panic", get(async || -> String { panic!("on purpose") }));
    let origin = Origin::parse(address).expect("an address");
    guard::around(routes, &Gate { origin: Arc::new(origin), media: None })
}

async fn send(request: Request<Body>) -> Response<Body> {
    app("https://nuncio.example").oneshot(request).await.expect("a response")
}

async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Opens the form as a browser does: the cookie it was given, and the token of the form.
async fn open() -> (String, String) {
    let response = send(Request::get("/form").body(Body::empty()).expect("a request")).await;
    let cookie = response.headers()[header::SET_COOKIE].to_str().expect("text").split(';').next().map(str::to_owned);
    (cookie.expect("a cookie"), text(response).await)
}

fn form(cookie: &str, body: &str) -> Request<Body> {
    Request::post("/form")
        .header(header::ORIGIN, "https://nuncio.example")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .expect("a request")
}

#[tokio::test]
async fn every_response_carries_the_policy_and_no_page_may_be_framed() {
    for path in ["/form", "/nowhere", "/panic"] {
        let response = send(Request::get(path).body(Body::empty()).expect("a request")).await;
        let headers = response.headers();
        assert_eq!(
            headers[header::CONTENT_SECURITY_POLICY],
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{path}"
        );
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(headers.contains_key(header::REFERRER_POLICY) && headers.contains_key("x-request-id"));
    }
}

#[tokio::test]
async fn a_form_of_this_browser_is_read_with_names_that_come_twice() {
    let (cookie, token) = open().await;
    let response = send(form(&cookie, &format!("token={token}&word=a&word=b"))).await;
    assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::OK, "a+b"));
}

#[tokio::test]
async fn a_form_without_the_token_of_its_browser_changes_nothing() {
    let (cookie, token) = open().await;
    let (other, _) = open().await;
    for (cookie, body) in [
        (&cookie, "word=a".to_owned()),
        (&other, format!("token={token}&word=a")),
        (&cookie, "token=x&word=a".to_owned()),
    ] {
        let response = send(form(cookie, &body)).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(text(response).await.contains("Nothing was changed"));
    }
}

#[tokio::test]
async fn a_request_from_another_site_is_not_heard_even_with_the_token() {
    let (cookie, token) = open().await;
    for (name, value) in [("origin", "https://elsewhere.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let mut request = form(&cookie, &format!("token={token}&word=a"));
        request.headers_mut().insert(name, value.parse().expect("a header"));
        assert_eq!(send(request).await.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let mut request = form(&cookie, &format!("token={token}&word=a"));
    *request.method_mut() = axum::http::Method::PUT;
    assert_eq!(send(request).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_with_files_is_read_whole_and_an_empty_field_is_no_file() {
    let (cookie, token) = open().await;
    let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let body = [
        part("name=\"token\"", &token),
        part("name=\"word\"", "a"),
        part("name=\"picture\"; filename=\"a.png\"", "bytes"),
        part("name=\"picture\"; filename=\"\"", ""),
        "--x--\r\n".to_owned(),
    ];
    let mut request = form(&cookie, &body.concat());
    *request.uri_mut() = "/files".parse().expect("a path");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=x".parse().expect("a header"));
    let response = send(request).await;
    assert_eq!((response.status(), text(response).await.as_str()), (StatusCode::OK, "a 1"));
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused_with_a_sentence() {
    let (cookie, token) = open().await;
    let response = send(form(&cookie, &format!("token={token}&word={}", "a".repeat(guard::FORM_LIMIT)))).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(response).await.contains("more than this page takes"));
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_the_number_of_the_request() {
    let response = send(Request::get("/panic").body(Body::empty()).expect("a request")).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let number = response.headers()["x-request-id"].to_str().expect("text").to_owned();
    let page = text(response).await;
    assert!(page.contains(&number) && !page.contains("on purpose"));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_page_for_people() {
    let request = Request::get("/nowhere").header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
    let response = send(request).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(text(response).await.contains("There is nothing here"));
}

#[tokio::test]
async fn cookies_are_bound_to_this_host_over_https_and_still_work_on_this_machine() {
    let request = || Request::get("/form").body(Body::empty()).expect("a request");
    let secure = send(request()).await.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(secure.starts_with("__Host-visitor=") && secure.ends_with("; Secure") && secure.contains("HttpOnly"));
    let local = app("http://127.0.0.1:8080").oneshot(request()).await.expect("a response");
    let local = local.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(local.starts_with("visitor=") && !local.contains("Secure"));
}

#[tokio::test]
async fn assets_are_kept_for_a_year_and_set_no_cookie() {
    let request = Request::get(assets::stylesheet()).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty());
    let response = send(request.expect("a request")).await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
    assert!(!headers.contains_key(header::SET_COOKIE));
}
