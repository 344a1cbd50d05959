//! The pictures are kept until the one call, which carries them all.

use super::{
    hook::{File, Hook},
    render, view,
};
use crate::{Account, Outcome, PictureBytes, Prepared, Rendered, RenderedPicture, Trouble, trouble::Kind};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Moment;
use serde_json::Value;

/// Keeps the bytes of every picture beside what leaves: Discord has no upload of its own.
pub fn prepare(rendered: &Rendered, pictures: &[PictureBytes]) -> Result<Prepared, Trouble> {
    let bytes = |picture: &RenderedPicture| {
        let kept = pictures.iter().find(|kept| kept.digest == picture.digest).ok_or_else(|| missing(picture))?;
        Ok(STANDARD.encode(&kept.bytes))
    };
    let material: Vec<String> = rendered.pictures.iter().map(bytes).collect::<Result<_, Trouble>>()?;
    Ok(Prepared { rendered: rendered.clone(), material: Value::from(material) })
}

fn missing(picture: &RenderedPicture) -> Trouble {
    let says = format!("the bytes of picture {} are not at hand: add the picture again", picture.digest.short());
    Trouble::new(Kind::Invalid, says)
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(hook: &Hook<'_>, account: &Account, prepared: &Prepared, now: Moment) -> Outcome {
    let Some(files) = files(prepared) else {
        let says = "the pictures that were prepared cannot be read any more; nothing was sent";
        return Outcome::of(Trouble::new(Kind::Invalid, says), now);
    };
    match hook.publish(&render::body(&prepared.rendered), files).await {
        Ok(message) if message.webhook_id.as_deref() == Some(&account.identity.id) => {
            Outcome::done(view::remote(account, &message.id))
        }
        Ok(_) => {
            let says = format!(
                "{} answered with a message of somebody else; whether ours is there is not known",
                account.base.authority()
            );
            Outcome::of(Trouble::new(Kind::Ambiguous, says), now)
        }
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// Every picture with its bytes, or nothing: a message never leaves without its pictures.
fn files(prepared: &Prepared) -> Option<Vec<File>> {
    let kept = prepared.material.as_array()?;
    let pictures = &prepared.rendered.pictures;
    if kept.len() != pictures.len() {
        return None;
    }
    let file = |(at, (picture, kept)): (usize, (&RenderedPicture, &Value))| {
        Some((render::file_name(at, &picture.mime), picture.mime.clone(), STANDARD.decode(kept.as_str()?).ok()?))
    };
    pictures.iter().zip(kept).enumerate().map(file).collect()
}
