//! A browser without script: it signs in, opens pages, fills in the forms it finds there and sends them.
//!
//! It follows no redirect by itself, so that a story sees where a form leads; [`Browser::goes_on`] does.

use crate::{
    World,
    form::{Form, forms, plain_text},
};
use acts::{
    Installation,
    sign_in::{self, Visit},
};
use basics::PersonId;
use people::{AddressBlock, Purpose, Token};
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use std::{collections::BTreeMap, sync::Mutex};
use tokio::{net::TcpListener, sync::watch};

/// The pages of a world, served on a free port until this is dropped.
pub struct Site<'a> {
    pub(crate) world: &'a World,
    pub(crate) here: Installation,
    address: String,
    stop: watch::Sender<bool>,
}

impl<'a> Site<'a> {
    /// Serves the pages of this world, which is a demonstration.
    pub async fn of(world: &'a World) -> Self {
        Self::serving(world, world.here.clone()).await
    }

    /// The same over the same data, as it is where groups really work: no link signs anybody in, and acts ask for the
    /// proof that the group asks for.
    pub async fn without_demonstration(world: &'a World) -> Self {
        Self::serving(world, Installation { demonstration: None, ..world.here.clone() }).await
    }

    async fn serving(world: &'a World, here: Installation) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(web::serve(here.clone(), listener, stopped));
        Self { world, here, address, stop }
    }

    /// Where it is reached, for what no browser sends.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The browser of somebody who signed in just now.
    pub async fn browser(&self, group: &'static str, name: &'static str) -> Browser<'a> {
        self.browser_of(self.world.person(group, name)).await
    }

    /// The same of somebody by their account, who may be in no group.
    pub async fn browser_of(&self, person: PersonId) -> Browser<'a> {
        let here = &self.world.here;
        let link = sign_in::offer_link(here, person).await.unwrap();
        let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
        let visit = Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
        let session = sign_in::by_link(here, visit, &link).await.unwrap();
        self.holding(&session)
    }

    /// The browser that holds this session.
    pub fn holding(&self, session: &Token) -> Browser<'a> {
        let browser = self.visitor();
        browser.keeps("session", session.reveal().expose());
        browser
    }

    /// The browser of somebody whom nobody knows.
    pub fn visitor(&self) -> Browser<'a> {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        let (address, cookies) = (self.address.clone(), Mutex::default());
        Browser { world: self.world, http, address, cookies, behind: None }
    }
}

impl Drop for Site<'_> {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// Somebody's browser. It keeps the cookies that it is given.
pub struct Browser<'a> {
    world: &'a World,
    http: Client,
    address: String,
    cookies: Mutex<BTreeMap<String, String>>,
    behind: Option<String>,
}

/// What a browser was answered.
#[derive(Debug)]
pub struct Page {
    /// The status: 200, 303, 403 …
    pub status: u16,
    /// Where a redirect leads.
    pub leads_to: Option<String>,
    /// After how many seconds to come again, where that is said.
    pub retry_after: Option<u64>,
    /// The page's source.
    pub html: String,
}

impl Page {
    /// The words on the page, without markup, each run of white space as one space.
    pub fn text(&self) -> String {
        plain_text(&self.html)
    }
    /// Whether these words are on the page.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }
    /// The first form that goes to an address with this end; the message shows the page where there is none.
    pub fn form(&self, to: &str) -> Form {
        let found = forms(&self.html).into_iter().find(|form| form.to.ends_with(to));
        found.unwrap_or_else(|| panic!("no form goes to …{to} on this page ({}): {}", self.status, self.text()))
    }
    /// Whether there is a form that goes to an address with this end.
    pub fn offers(&self, to: &str) -> bool {
        forms(&self.html).iter().any(|form| form.to.ends_with(to))
    }
}

impl Browser<'_> {
    /// The same browser, with its requests saying that they were passed on for these addresses.
    #[must_use]
    pub fn forwarded_for(mut self, addresses: &str) -> Self {
        self.behind = Some(addresses.to_owned());
        self
    }

    /// What the script of a page notes once: the zone of the wall that the reader's clock hangs on.
    pub fn lives_in(&self, zone: &str) {
        self.keeps("zone", zone);
    }

    fn keeps(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        if value.is_empty() {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// What its cookies hold.
    pub fn holds(&self) -> Vec<String> {
        self.cookies.lock().unwrap().values().cloned().collect()
    }

    fn cookie(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Page {
        self.answered(self.request(Method::GET, path)).await
    }

    /// Sends a form as it was filled in.
    pub async fn sends(&self, form: &Form) -> Page {
        let origin = self.world.here.origin.text();
        let request = self.request(Method::POST, &form.to).header("origin", origin);
        self.answered(form.put_in(request)).await
    }

    /// Sends a form and opens the page that the answer leads to.
    pub async fn sends_and_goes_on(&self, form: &Form) -> Page {
        let answer = self.sends(form).await;
        self.goes_on(answer).await
    }

    /// Opens the page that an answer leads to; an answer that leads nowhere has failed the story.
    pub async fn goes_on(&self, answer: Page) -> Page {
        match &answer.leads_to {
            Some(path) => self.opens(path).await,
            None => panic!("this leads nowhere ({}): {}", answer.status, answer.text()),
        }
    }

    /// Agrees on the page of a practice server that a link leads to. What comes back is the path by which the server
    /// sends the person back here.
    pub async fn agrees(&self, link: &str, account: &str) -> String {
        let url = reqwest::Url::parse(link).unwrap();
        let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let at = |path: &str| format!("http://127.0.0.1:{}{path}", url.port().unwrap());
        let path = format!("{}?{}", url.path(), url.query().unwrap());
        let asked = self.http.get(at(&path)).header("host", &host).send().await.unwrap().text().await.unwrap();
        let (name, forms) = (format!("@{account}</button>"), crate::form::forms(&asked));
        let buttons: Vec<&str> = asked.split("<form").skip(1).collect();
        let chosen = buttons.iter().position(|form| form.contains(&name)).unwrap();
        let form = forms[chosen].put_in(self.http.post(at("/oauth/authorize")).header("host", &host));
        let answer = form.send().await.unwrap();
        let back = answer.headers().get("location").unwrap().to_str().unwrap().to_owned();
        back.strip_prefix(&self.world.here.public_url).unwrap().to_owned()
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.address));
        let request = request.header("cookie", self.cookie()).header("accept", "text/html");
        match &self.behind {
            Some(addresses) => request.header("x-forwarded-for", addresses),
            None => request,
        }
    }

    async fn answered(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.keeps(name, value);
        }
        let leads_to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let retry_after = response.headers().get("retry-after").and_then(|after| after.to_str().ok()?.parse().ok());
        let status = response.status().as_u16();
        Page { status, leads_to, retry_after, html: response.text().await.unwrap() }
    }
}
