//! Pictures first, and the list as it stands; then the one call that publishes.

use super::{api::Api, find, little, view};
use crate::{Account, Medium, Outcome, Prepared, Rendered, Trouble, trouble::Kind, wait::Wait};
use basics::Moment;
use delivery::Remote;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

/// How often a picture that is being processed is asked about before the whole preparation is put off.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What LinkedIn gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The URNs of the pictures, in order.
    pub images: Vec<String>,
    /// The page's newest posts before the first attempt, newest first; `None` where the list could not be read then.
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
        images.push(uploaded(api, account, picture.among(media)?).await?);
    }
    let before = match earlier {
        Some(earlier) => Material::of(earlier).before,
        None => find::standing(api, account).await,
    };
    // Texts can always be written.
    let material = serde_json::to_value(Material { images, before }).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

async fn uploaded(api: &Api<'_>, account: &Account, medium: &Medium) -> Result<String, Trouble> {
    let image = api.upload(&account.identity.id, medium).await?;
    for _ in 0..LOOKS {
        if api.is_available(&image).await? {
            return Ok(image);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    let wait = Some(Wait::For(SignedDuration::from_secs(30)));
    Err(Trouble::new(Kind::TooMany(wait), format!("{} is still working on a picture", api.base.authority())))
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(api: &Api<'_>, account: &Account, prepared: &Prepared, now: Moment) -> Outcome {
    let material = Material::of(prepared);
    if material.images.len() != prepared.rendered.pictures.len() {
        return Outcome::of(Trouble::without_its_pictures(), now);
    }
    match api.publish(&body(account, &prepared.rendered, &material)).await {
        Ok(urn) => Outcome::done(view::remote(&urn)),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

fn body(account: &Account, rendered: &Rendered, material: &Material) -> Value {
    let mut body = json!({
        "author": account.identity.id,
        "commentary": little::written(&rendered.text),
        "visibility": "PUBLIC",
        "distribution": { "feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": [] },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": false,
    });
    let pictures = material.images.iter().zip(&rendered.pictures);
    let images: Vec<Value> = pictures.map(|(id, picture)| json!({ "id": id, "altText": picture.alt })).collect();
    match images.as_slice() {
        [] => {}
        [only] => body["content"] = json!({ "media": only }),
        several => body["content"] = json!({ "multiImage": { "images": several } }),
    }
    body
}

/// Deletes. What was not there any more is deleted too.
pub async fn delete(api: &Api<'_>, remote: &Remote, now: Moment) -> Outcome {
    match api.delete(&remote.id).await {
        Ok(_) => Outcome { says: "removed from the page".to_owned(), ..Outcome::done(remote.clone()) },
        Err(trouble) => Outcome::of(trouble, now),
    }
}
