//! Pictures first, and the list as it stands; then the one call that publishes.

use super::{api::Api, find, view};
use crate::{Account, Medium, Outcome, Prepared, Rendered, Trouble, trouble::Kind};
use basics::Moment;
use delivery::Remote;
use publishing::Whoever;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What X gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The ids of the pictures, in order.
    pub images: Vec<String>,
    /// The account's newest posts before the first attempt, newest first; `None` where the list could not be read then.
    pub before: Option<Vec<String>>,
}

impl Material {
    /// The material that was stored with a prepared post.
    pub fn of(prepared: &Prepared) -> Self {
        // Material of another form was not made by this connector; nothing of it can be used.
        serde_json::from_value(prepared.material.clone()).unwrap_or_default()
    }
}

/// Uploads every picture. Where an attempt was begun before, only the list from before that one tells what it left.
pub async fn prepare(
    api: &Api<'_>,
    account: &Account,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    let mut images = Vec::new();
    for picture in &rendered.pictures {
        images.push(api.upload(picture.among(media)?, &picture.alt).await?);
    }
    let before = match earlier {
        Some(earlier) => Material::of(earlier).before,
        None => find::standing(api, account).await,
    };
    // Texts can always be written.
    let material = serde_json::to_value(Material { images, before }).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(api: &Api<'_>, account: &Account, prepared: &Prepared, now: Moment) -> Outcome {
    let material = Material::of(prepared);
    if material.images.len() != prepared.rendered.pictures.len() {
        return Outcome::of(Trouble::without_its_pictures(), now);
    }
    match api.publish(&body(&prepared.rendered, &material)).await {
        Ok(id) => Outcome::done(view::remote(account, &id)),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

fn body(rendered: &Rendered, material: &Material) -> Value {
    let mut body = json!({ "text": rendered.text });
    if !material.images.is_empty() {
        body["media"] = json!({ "media_ids": material.images });
    }
    if let Some(poll) = &rendered.poll {
        body["poll"] = json!({ "options": poll.answers, "duration_minutes": poll.open_for_minutes });
    }
    if let Some(parent) = &rendered.parent {
        body["reply"] = json!({ "in_reply_to_tweet_id": parent.remote.id });
    }
    if let Some(quoted) = &rendered.quoted {
        body["quote_tweet_id"] = json!(quoted.remote.id);
    }
    match rendered.gates.answers {
        Whoever::Followed => body["reply_settings"] = json!("following"),
        Whoever::Mentioned => body["reply_settings"] = json!("mentionedUsers"),
        // Nothing else is taken, so that nothing else gets here.
        Whoever::Everybody | Whoever::Followers | Whoever::Nobody => {}
    }
    body
}

/// Deletes. X answers the same whether it was there, so that what was gone is deleted too.
pub async fn delete(api: &Api<'_>, remote: &Remote, now: Moment) -> Outcome {
    match api.delete(&remote.id).await {
        Ok(()) => Outcome { says: "removed from X".to_owned(), ..Outcome::done(remote.clone()) },
        Err(trouble) if trouble.kind == Kind::Gone => Outcome::done(remote.clone()),
        Err(trouble) => Outcome::of(trouble, now),
    }
}
