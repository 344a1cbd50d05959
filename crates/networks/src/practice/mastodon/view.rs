//! How servers of the Mastodon family write posts, accounts, pictures and refusals.

use crate::practice::{PracticeAccount, Published, pages, visit::Visit, world::World};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

pub(super) fn status_view(visit: &Visit, world: &World, post: &Published) -> Value {
    let author = world.account(&post.author);
    let url = format!("{}{}", visit.base(), pages::path_of(world, post));
    let pictures: Vec<Value> = post.pictures.iter().map(|picture| media_view(&picture.id, &picture.alt)).collect();
    json!({
        "id": post.id, "uri": url, "url": url, "created_at": format!("{:.3}", post.at.timestamp()),
        "account": author.map(|author| account_view(visit, world, author)),
        "content": html(&post.text), "spoiler_text": post.warning.clone().unwrap_or_default(),
        "sensitive": post.warning.is_some(), "visibility": post.visibility, "language": post.language,
        "in_reply_to_id": post.reply_to, "media_attachments": pictures, "reblog": null,
    })
}

pub(super) fn account_view(visit: &Visit, world: &World, account: &PracticeAccount) -> Value {
    let posts = world.posts.iter().filter(|post| post.author == account.id && !post.deleted).count();
    json!({
        "id": account.id, "username": account.name, "acct": account.name, "display_name": account.title,
        "url": format!("{}/@{}", visit.base(), account.name), "statuses_count": posts,
    })
}

pub(super) fn media_view(id: &str, alt: &str) -> Value {
    json!({ "id": id, "type": "image", "url": format!("/practice/picture/{id}"), "description": alt })
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
