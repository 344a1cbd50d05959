//! Uploads first, then the one call that publishes.

use super::{find, server::Server, view};
use crate::{
    Account, Medium, Outcome, Prepared, Rendered, RenderedPicture, Trouble, markdown, place::Place, trouble::Kind,
};
use basics::Moment;
use delivery::Remote;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the server gave while we prepared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Material {
    /// The addresses of the uploaded pictures, in order.
    pub pictures: Vec<String>,
    /// The channel's newest messages before the first attempt; `None` where they could not be read then.
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

/// Uploads every picture, and remembers the channel as it stands.
pub async fn prepare(
    server: &Server<'_>,
    place: &Place,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    let mut material = Material::default();
    for picture in &rendered.pictures {
        material.pictures.push(server.upload(&file_name(picture), picture.among(media)?).await?);
    }
    material.before = match earlier {
        // An earlier attempt may have left something: only the list from before the first one tells.
        Some(earlier) => Material::of(earlier).before,
        None => find::standing(server, place).await,
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
    place: &Place,
    prepared: &Prepared,
    now: Moment,
) -> Outcome {
    let (rendered, material) = (&prepared.rendered, Material::of(prepared));
    if material.pictures.len() != rendered.pictures.len() {
        let says = "the pictures that were prepared are not those of the post; nothing was sent";
        return Outcome::of(Trouble::new(Kind::Invalid, says), now);
    }
    let topic = rendered.headline.as_deref().unwrap_or_default();
    let pictures = rendered.pictures.iter().zip(&material.pictures);
    let lines: Vec<String> =
        pictures.map(|(picture, address)| markdown::line(false, &picture.alt, view::DECORATION, address)).collect();
    match server.publish(place.at, topic, &markdown::with_pictures(&rendered.text, &lines)).await {
        Ok(id) => Outcome::done(view::remote(account, place.at, topic, id)),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// Deletes. A server says the same of a message that is not there and of one that may not be removed; the call was refused
/// either way, so that there is time to ask which it is.
pub async fn delete(server: &Server<'_>, remote: &Remote, now: Moment) -> Outcome {
    let gone = || Outcome { says: "removed from the network".to_owned(), ..Outcome::done(remote.clone()) };
    match server.delete(&remote.id).await {
        Ok(()) => gone(),
        Err(trouble) if trouble.kind == Kind::Invalid => match server.message(&remote.id).await {
            Err(there) if there.kind == Kind::Gone => gone(),
            _ => Outcome::of(Trouble { kind: Kind::Forbidden, ..trouble }, now),
        },
        Err(trouble) => Outcome::of(trouble, now),
    }
}
