//! The pages of the practice network: what is published, per account; buttons that make it fail; a form to comment as a
//! reader. Plain HTML without script, so that a strict content policy holds.

use super::{Calls, Effect, Fault, Host, Practice, PracticeAccount, Published, When, visit::Visit, world::World};
use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use publishing::Whoever;
use serde::Deserialize;
use std::sync::Arc;

type Network = State<Arc<Practice>>;

/// A page of ours.
pub(super) trait Page: Template {}

/// A page with its policy: nothing from elsewhere, no script. Forms may lead elsewhere: the sign-in page sends back.
pub(super) fn page(page: &impl Page) -> Response {
    const POLICY: &str =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    match page.render() {
        Ok(html) => ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the practice network could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The path of a post's page on its server.
pub(super) fn path_of(world: &World, post: &Published) -> String {
    let name = world.account(&post.author).map_or("unknown", |account| account.name.as_str());
    match post.host {
        Host::Bluesky => format!("/profile/{name}/post/{}", post.id.rsplit('/').next().unwrap_or_default()),
        _ => format!("/@{name}/{}", post.id),
    }
}

/// The style sheet.
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css")], include_str!("practice.css")).into_response()
}

#[derive(Template)]
#[template(path = "practice/board.html")]
struct Board {
    servers: Vec<Server>,
    planned: Vec<String>,
}
impl Page for Board {}

struct Server {
    host: Host,
    groups: Vec<Group>,
    /// What readers wrote by themselves, newest first.
    readers: Vec<Shown>,
    address: String,
}

struct Group {
    account: PracticeAccount,
    posts: Vec<Shown>,
}

/// A post as a reader sees it, and what readers answered.
struct Shown {
    post: Published,
    author: String,
    page: String,
    at: String,
    answers_to: Option<String>,
    quotes: Option<Quoted>,
    /// Who may answer or quote it, where that is not everybody.
    gates: Vec<String>,
    comments: Vec<Shown>,
}

/// A quoted post within another.
enum Quoted {
    There { author: String, text: String, page: String },
    Gone,
}

/// `GET /`
pub async fn board(State(practice): Network) -> Response {
    let world = practice.look();
    let servers =
        Host::ALL.into_iter().map(|host| server(&practice, &world, host)).filter(|server| !server.groups.is_empty());
    let planned = world.faults.iter().map(in_words).collect();
    page(&Board { servers: servers.collect(), planned })
}

fn server(practice: &Practice, world: &World, host: Host) -> Server {
    let address = practice.address(host).unwrap_or_default();
    let group = |account: &PracticeAccount| {
        let of = |post: &&Published| post.author == account.id && !post.deleted;
        let posts = world.posts.iter().rev().filter(of).map(|post| shown(&address, world, post)).collect();
        Group { account: account.clone(), posts }
    };
    let groups =
        world.accounts.iter().filter(|account| account.host == host && !account.is_reader).map(group).collect();
    let unasked =
        |post: &&Published| post.host == host && post.reply_to.is_none() && !post.deleted && is_reader(world, post);
    let readers = world.posts.iter().rev().filter(unasked).map(|post| shown(&address, world, post)).collect();
    Server { host, groups, readers, address }
}

fn is_reader(world: &World, post: &Published) -> bool {
    world.account(&post.author).is_some_and(|account| account.is_reader)
}

fn shown(address: &str, world: &World, post: &Published) -> Shown {
    let name = |id: &str| world.account(id).map_or_else(|| "unknown".to_owned(), |account| account.name.clone());
    let answers =
        |other: &&Published| other.host == post.host && other.reply_to.as_deref() == Some(&post.id) && !other.deleted;
    let comments = world.posts.iter().filter(answers).filter(|other| is_reader(world, other));
    Shown {
        author: name(&post.author),
        page: format!("{address}{}", path_of(world, post)),
        at: format!("{:.0}", post.at.timestamp()),
        answers_to: post.reply_to.as_ref().and_then(|id| world.post(post.host, id)).map(|parent| name(&parent.author)),
        quotes: post.quotes.as_ref().map(|id| match world.post(post.host, id) {
            Some(quoted) => Quoted::There {
                author: name(&quoted.author),
                text: quoted.text.clone(),
                page: format!("{address}{}", path_of(world, quoted)),
            },
            None => Quoted::Gone,
        }),
        gates: gates(world, post),
        comments: comments.map(|comment| shown(address, world, comment)).collect(),
        post: post.clone(),
    }
}

fn gates(world: &World, post: &Published) -> Vec<String> {
    let gates = if post.host == Host::Bluesky { super::atproto::gates_of(world, post) } else { post.gates };
    let closed = |what: &str, who: Whoever| (who != Whoever::Everybody).then(|| format!("{what}: {}", who.words()));
    [closed("May answer", gates.answers), closed("May quote", gates.quotes)].into_iter().flatten().collect()
}

fn in_words(fault: &Fault) -> String {
    let host = fault.host.map_or("any server", Host::title);
    let when = match fault.when {
        When::Before => "before the effect",
        When::After => "after the effect",
    };
    let calls = match fault.calls {
        Calls::Publish => "the next post",
        Calls::Prepare => "the next upload",
        Calls::Read => "the next read",
    };
    format!("{host}, {calls}: {}, {when}", fault.effect.title())
}

#[derive(Template)]
#[template(path = "practice/post.html")]
struct PostPage {
    server: &'static str,
    shown: Shown,
}
impl Page for PostPage {}

/// `GET /@name/id`
pub async fn post(State(practice): Network, visit: Visit, Path((_, id)): Path<(String, String)>) -> Response {
    one(&visit, &practice.look(), visit.host, &id)
}

/// `GET /profile/name/post/key`
pub async fn bluesky_post(
    State(practice): Network,
    visit: Visit,
    Path((name, rkey)): Path<(String, String)>,
) -> Response {
    let world = practice.look();
    let did = world.named(Host::Bluesky, &name).map_or(name, |account| account.id.clone());
    one(&visit, &world, Host::Bluesky, &crate::bluesky::AtUri::post(&did, &rkey).to_string())
}

fn one(visit: &Visit, world: &World, host: Host, id: &str) -> Response {
    match world.post(host, id) {
        Some(post) => page(&PostPage { server: host.title(), shown: shown(&visit.base(), world, post) }),
        None => (StatusCode::NOT_FOUND, Html("<!doctype html><title>Gone</title><p>There is no such post here."))
            .into_response(),
    }
}

/// `GET /practice/picture/:id`
pub async fn picture(State(practice): Network, Path(id): Path<String>) -> Response {
    match practice.look().uploads.get(&id) {
        Some(upload) if upload.mime.starts_with("image/") && !upload.mime.contains("svg") => (
            [(header::CONTENT_TYPE, upload.mime.clone()), (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())],
            upload.file.bytes.clone(),
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A failure somebody plans.
#[derive(Deserialize)]
pub struct Planned {
    host: String,
    when: String,
    what: String,
}

/// `POST /practice/fault`
pub async fn plan(State(practice): Network, headers: HeaderMap, Form(planned): Form<Planned>) -> Response {
    if !from_here(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let effect = match planned.what.as_str() {
        "time-out" => Effect::TimeOut,
        "500" => Effect::Status(500),
        "429" => Effect::TooMany("retry-after".to_owned(), "20".to_owned()),
        "drop" => Effect::Drop,
        _ => return StatusCode::BAD_REQUEST.into_response(),
    };
    let when = if planned.when == "after" { When::After } else { When::Before };
    practice.plan(Fault { host: Host::of_label(&planned.host), calls: Calls::Publish, when, effect });
    Redirect::to("/").into_response()
}

/// `POST /practice/no-fault`
pub async fn clear(State(practice): Network, headers: HeaderMap) -> Response {
    if !from_here(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    practice.clear_faults();
    Redirect::to("/").into_response()
}

/// A comment somebody writes as a reader.
#[derive(Deserialize)]
pub struct Comment {
    host: String,
    #[serde(default)]
    reply_to: String,
    text: String,
}

/// `POST /practice/comment`
pub async fn comment(State(practice): Network, headers: HeaderMap, Form(comment): Form<Comment>) -> Response {
    let Some(host) = Host::of_label(&comment.host).filter(|_| from_here(&headers)) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    if comment.text.trim().is_empty() {
        return Redirect::to("/").into_response();
    }
    let reader = if host == Host::Bluesky { "reader.practice.example" } else { "reader" };
    let reply_to = Some(comment.reply_to.as_str()).filter(|id| !id.is_empty());
    match practice.comment(host, reader, comment.text.trim(), reply_to).and_then(|post| practice.page_of(&post)) {
        Some(page) => Redirect::to(&page).into_response(),
        None => Redirect::to("/").into_response(),
    }
}

/// Other sites in the same browser must not press these buttons.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, authority)| authority) == text(header::HOST),
        None => true,
    }
}
