//! A browser without script: cookies, the token of the last page's form, and nothing it was not given.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use std::collections::BTreeMap;
use tower::ServiceExt as _;
use url::form_urlencoded;

pub const HOME: &str = "https://nuncio.example";

/// One browser.
pub struct Window {
    app: Router,
    pub cookies: BTreeMap<String, String>,
    pub token: String,
}

/// What came back.
pub struct Came {
    pub status: StatusCode,
    pub to: String,
    pub set: Vec<String>,
    /// Whether a content security policy came with it.
    pub policed: bool,
    pub text: String,
}

impl Window {
    pub fn on(app: &Router) -> Self {
        Self { app: app.clone(), cookies: BTreeMap::new(), token: String::new() }
    }

    pub async fn open(&mut self, path: &str) -> Came {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let came = self.send(request).await;
        self.keep_token(came)
    }
    pub async fn head(&mut self, path: &str) -> Came {
        self.send(Request::head(path).body(Body::empty()).unwrap()).await
    }
    /// Sends a form with the token of the page that was opened last.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Came {
        let token = self.token.clone();
        self.post_with(path, &token, fields).await
    }
    pub async fn post_with(&mut self, path: &str, token: &str, fields: &[(&str, &str)]) -> Came {
        let body =
            form_urlencoded::Serializer::new(String::new()).append_pair("token", token).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::ORIGIN, HOME)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        let came = self.send(request.unwrap()).await;
        self.keep_token(came)
    }

    fn keep_token(&mut self, came: Came) -> Came {
        if let Some((_, rest)) = came.text.split_once(r#"name="token" value=""#) {
            rest.split('"').next().unwrap().clone_into(&mut self.token);
        }
        came
    }

    async fn send(&mut self, mut request: Request<Body>) -> Came {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        headers.insert(header::ACCEPT, "text/html".parse().unwrap());
        headers.insert(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0".parse().unwrap());
        let response = self.app.clone().oneshot(request).await.unwrap();
        let set: Vec<String> =
            response.headers().get_all(header::SET_COOKIE).iter().map(|it| it.to_str().unwrap().to_owned()).collect();
        for cookie in &set {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let to = response.headers().get(header::LOCATION).map(|it| it.to_str().unwrap().to_owned());
        let status = response.status();
        let policed = response.headers().contains_key(header::CONTENT_SECURITY_POLICY);
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Came { status, to: to.unwrap_or_default(), set, policed, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Came {
    /// The sentences of the summary of what is to be mended.
    pub fn problems(&self) -> Vec<String> {
        let Some((_, rest)) = self.text.split_once(r#"<section class="problems""#) else { return Vec::new() };
        let summary = rest.split("</section>").next().unwrap();
        let lines = summary.split("<a href=").skip(1);
        lines.map(|line| line.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
    }
}
