//! How servers of the Mastodon family write posts, accounts, pictures and refusals.

use crate::practice::{Picture, PracticeAccount, Published, pages, visit::Visit, world::World};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use publishing::{Focus, Poll, Whoever};
use serde_json::{Value, json};

pub(super) fn status_view(visit: &Visit, world: &World, post: &Published) -> Value {
    let author = world.account(&post.author);
    let url = format!("{}{}", visit.base(), pages::path_of(world, post));
    let picture_view = |picture: &Picture| media_view(&picture.id, &picture.alt, picture.focus);
    let pictures: Vec<Value> = post.pictures.iter().map(picture_view).collect();
    json!({
        "id": post.id, "uri": url, "url": url, "created_at": format!("{:.3}", post.at.timestamp()),
        "account": author.map(|author| account_view(visit, world, author)),
        "content": html(&post.text), "spoiler_text": post.warning.clone().unwrap_or_default(),
        "sensitive": post.warning.is_some(), "visibility": post.visibility, "language": post.language,
        "in_reply_to_id": post.reply_to, "media_attachments": pictures, "reblog": null,
        "edited_at": post.edited_at.map(|at| format!("{:.3}", at.timestamp())),
        "poll": post.poll.as_ref().map(|poll| poll_view(post, poll)),
        "quote": post.quotes.as_deref().map(|id| quote_view(visit, world, id)),
        "quote_approval": approval_view(visit, world, post),
    })
}

fn poll_view(post: &Published, poll: &Poll) -> Value {
    let counted = |answer: &String| json!({ "title": answer, "votes_count": (!poll.counts_hidden).then_some(0) });
    let minutes = SignedDuration::from_mins(i64::from(poll.open_for_minutes));
    json!({
        "id": post.id, "expires_at": post.at.plus(minutes).to_string(), "expired": false, "multiple": poll.several,
        "votes_count": 0, "options": poll.answers.iter().map(counted).collect::<Vec<_>>(),
    })
}

/// A quote within a quote is named, but not shown again.
fn quote_view(visit: &Visit, world: &World, id: &str) -> Value {
    match world.post(visit.host, id) {
        Some(quoted) => {
            let shown = status_view(visit, world, &Published { quotes: None, ..quoted.clone() });
            json!({ "state": "accepted", "quoted_status": shown })
        }
        None => json!({ "state": "deleted", "quoted_status": null }),
    }
}

fn approval_view(visit: &Visit, world: &World, post: &Published) -> Value {
    let automatic: &[&str] = match post.gates.quotes {
        Whoever::Everybody => &["public"],
        Whoever::Followers => &["followers"],
        _ => &[],
    };
    let reader = visit.token.as_ref().and_then(|token| world.tokens.get(token));
    let may = may_be_quoted(post, reader.map(String::as_str));
    json!({ "automatic": automatic, "manual": [], "current_user": if may { "automatic" } else { "denied" } })
}

/// Nobody follows anybody here, so that a post for quotes by followers is quoted by its author alone.
pub(super) fn may_be_quoted(post: &Published, by: Option<&str>) -> bool {
    let seen = matches!(post.visibility.as_str(), "public" | "unlisted");
    by == Some(post.author.as_str()) && post.visibility != "direct" || seen && post.gates.quotes == Whoever::Everybody
}

pub(super) fn account_view(visit: &Visit, world: &World, account: &PracticeAccount) -> Value {
    let posts = world.posts.iter().filter(|post| post.author == account.id && !post.deleted).count();
    json!({
        "id": account.id, "username": account.name, "acct": account.name, "display_name": account.title,
        "url": format!("{}/@{}", visit.base(), account.name), "statuses_count": posts,
    })
}

pub(super) fn media_view(id: &str, alt: &str, focus: Option<Focus>) -> Value {
    let point = focus.map(Focus::as_numbers).map(|(x, y)| json!({ "x": x, "y": y }));
    json!({
        "id": id, "type": "image", "url": format!("/practice/picture/{id}"), "description": alt,
        "meta": { "focus": point },
    })
}

/// The text as a server shows it: escaped, with breaks.
fn html(text: &str) -> String {
    let replaced = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"), ("\n", "<br />")];
    let safe = replaced.iter().fold(text.to_owned(), |text, (plain, written)| text.replace(plain, written));
    format!("<p>{safe}</p>")
}

/// A refusal as servers of the family write it.
pub(super) struct Refusal(pub StatusCode, pub &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

pub(super) const UNAUTHORISED: Refusal = Refusal(StatusCode::UNAUTHORIZED, "The access token is invalid");
pub(super) const NOT_FOUND: Refusal = Refusal(StatusCode::NOT_FOUND, "Record not found");

pub(super) fn invalid(error: &'static str) -> Refusal {
    Refusal(StatusCode::UNPROCESSABLE_ENTITY, error)
}
