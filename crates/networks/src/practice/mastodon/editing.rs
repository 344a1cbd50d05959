//! Changing a post where it is. Who can see it, what it answers and what it quotes stay as they are.

use super::{
    Network, known,
    view::NOT_FOUND,
    writing::{Wanted, composed, shown},
};
use crate::practice::{Host, Published, visit::Visit};
use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};

/// `PUT /api/v1/statuses/:id`. The server that is like Mastodon itself knows the call, its kin here do not.
pub async fn edit(
    State(practice): Network,
    visit: Visit,
    Path(id): Path<String>,
    Json(wanted): Json<Wanted>,
) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) if visit.host == Host::Mastodon => account,
        Ok(_) => return NOT_FOUND.into_response(),
        Err(refused) => return refused.into_response(),
    };
    let now = practice.now();
    let mut world = practice.change();
    let ours =
        |post: &Published| post.host == visit.host && post.id == id && post.author == account.id && !post.deleted;
    let Some(at) = world.posts.iter().position(ours) else { return NOT_FOUND.into_response() };
    match composed(&world, visit.host, &account, &wanted, now) {
        Ok(changed) => {
            let there = world.posts[at].clone();
            let gates = if wanted.quote_approval_policy.is_some() { changed.gates } else { there.gates };
            world.posts[at] = Published {
                text: changed.text,
                warning: changed.warning,
                language: changed.language,
                pictures: changed.pictures,
                poll: changed.poll,
                gates,
                edited_at: Some(now),
                ..there
            };
            shown(&visit, &world, &id)
        }
        Err(refused) => refused.into_response(),
    }
}
