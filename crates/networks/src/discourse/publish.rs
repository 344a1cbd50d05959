//! Uploads first, then the one call that publishes.

use super::{find, server::Server, view};
use crate::{
    Account, ClientRef, Medium, Outcome, Prepared, Rendered, RenderedPicture, Trouble, markdown, place::Place,
    trouble::Kind,
};
use basics::Moment;
use delivery::{Finding, Remote};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the forum gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The addresses of the uploaded pictures, in order.
    pub pictures: Vec<String>,
    /// The posts of the topic before the first attempt, for a reply; `None` where they could not be read then.
    #[serde(default)]
    pub before: Option<Vec<u64>>,
}

impl Material {
    /// The material that was stored with a prepared post.
    pub fn of(prepared: &Prepared) -> Self {
        // Material of another form was not made by this connector; nothing of it can be used.
        serde_json::from_value(prepared.material.clone()).unwrap_or_default()
    }
}

/// Uploads every picture, and for a reply remembers the topic as it stands.
pub async fn prepare(
    server: &Server<'_>,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    let mut material = Material::default();
    for picture in &rendered.pictures {
        material.pictures.push(server.upload(&file_name(picture), picture.among(media)?).await?);
    }
    let root = rendered.parent.as_ref().and_then(|parent| parent.root.as_ref());
    material.before = match (earlier, root) {
        // An earlier attempt may have left something: only the list from before the first one tells.
        (Some(earlier), _) => Material::of(earlier).before,
        (None, Some(root)) => find::standing(server, root).await,
        (None, None) => None,
    };
    let material = serde_json::to_value(material).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

fn file_name(picture: &RenderedPicture) -> String {
    let ending = picture.mime.strip_prefix("image/").unwrap_or("bin");
    format!("picture.{}", if ending == "jpeg" { "jpg" } else { ending })
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(
    server: &Server<'_>,
    account: &Account,
    prepared: &Prepared,
    key: &ClientRef,
    now: Moment,
) -> Outcome {
    let (place, body) = match (Place::of(account), body(account, prepared, key)) {
        (Ok(place), Ok(body)) => (place, body),
        (Err(trouble), _) | (_, Err(trouble)) => return Outcome::of(trouble, now),
    };
    match server.publish(&body).await {
        Ok(post) if post.user_id == place.user => Outcome::done(view::remote(account, &post)),
        Ok(_) => {
            let says = format!(
                "{} answered with a post of another account; whether ours is there is not known",
                account.base.authority()
            );
            Outcome::of(Trouble::new(Kind::Ambiguous, says), now)
        }
        Err(trouble) => Outcome::of(refined(server, account, prepared, key, trouble).await, now),
    }
}

/// A forum says the same for a key that it took already as for a text that it does not like, and the same for a bad key
/// of the account as for a category that is closed. The call was refused either way, so that there is time to ask.
async fn refined(
    server: &Server<'_>,
    account: &Account,
    prepared: &Prepared,
    key: &ClientRef,
    trouble: Trouble,
) -> Trouble {
    match trouble.kind {
        Kind::Invalid => match find::look(server, account, prepared, key, &[]).await {
            Finding::Seen(_) | Finding::Several(_) => {
                Trouble::new(Kind::Duplicate, format!("{} has this post already", account.base.authority()))
            }
            _ => trouble,
        },
        Kind::Forbidden => about_key(server).await.unwrap_or(trouble),
        _ => trouble,
    }
}

async fn about_key(server: &Server<'_>) -> Option<Trouble> {
    server.whoami().await.err().filter(|trouble| trouble.kind == Kind::KeyRevoked)
}

fn body(account: &Account, prepared: &Prepared, key: &ClientRef) -> Result<Value, Trouble> {
    let (rendered, material) = (&prepared.rendered, Material::of(prepared));
    if material.pictures.len() != rendered.pictures.len() {
        let says = "the pictures that were prepared are not those of the post; nothing was sent";
        return Err(Trouble::new(Kind::Invalid, says));
    }
    let pictures = rendered.pictures.iter().zip(&material.pictures);
    let lines: Vec<String> =
        pictures.map(|(picture, address)| markdown::line(true, &picture.alt, "", address)).collect();
    let raw = markdown::with_pictures(&rendered.text, &lines);
    let number = |text: &str| {
        let says = "the post it answers is not known well enough: look it up again";
        text.parse::<u64>().map_err(|_| Trouble::new(Kind::Invalid, says))
    };
    let Some(root) = find::topic_of(prepared) else {
        let category = Place::of(account)?.at;
        let title = rendered.headline.as_deref().unwrap_or_default();
        return Ok(json!({ "title": title, "raw": raw, "category": category, "external_id": key.as_str() }));
    };
    let (topic, place) = (number(&root.id)?, number(&root.version)?);
    let mut body = json!({ "topic_id": topic, "raw": raw });
    // What answers the first post answers the topic, and names no place.
    if place > 1 {
        body["reply_to_post_number"] = json!(place);
    }
    Ok(body)
}

/// Deletes: a topic as a whole where the post is its first, otherwise the reply. What was not there any more is deleted
/// too.
pub async fn delete(server: &Server<'_>, remote: &Remote, now: Moment) -> Outcome {
    let gone = || Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) };
    let post = match server.post(&remote.id).await {
        Ok(post) if view::is_removed(&post) => return gone(),
        Ok(post) => post,
        Err(trouble) if trouble.kind == Kind::Gone => return gone(),
        // Nothing was asked to be removed yet.
        Err(trouble) => return Outcome::of(about_key(server).await.unwrap_or(trouble), now),
    };
    let removed =
        if post.number == 1 { server.delete_topic(post.topic_id).await } else { server.delete_post(post.id).await };
    match removed {
        Ok(()) => gone(),
        Err(trouble) if trouble.kind == Kind::Gone => gone(),
        Err(trouble) if trouble.kind == Kind::Forbidden => Outcome::of(about_key(server).await.unwrap_or(trouble), now),
        Err(trouble) => Outcome::of(trouble, now),
    }
}
