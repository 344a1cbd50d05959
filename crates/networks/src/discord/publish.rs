//! The one call carries all pictures, each streamed from where it is kept.

use super::{
    hook::{File, Hook},
    render, view,
};
use crate::{Account, Medium, Outcome, Prepared, Rendered, RenderedPicture, Trouble, trouble::Kind};
use basics::Moment;
use serde_json::Value;

/// Looks whether the file of every picture is at hand: Discord has no upload of its own, so that they leave with the call.
pub fn prepare(rendered: &Rendered, media: &[Medium]) -> Result<Prepared, Trouble> {
    files(rendered, media)?;
    Ok(Prepared { rendered: rendered.clone(), material: Value::Null })
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(hook: &Hook<'_>, account: &Account, prepared: &Prepared, media: &[Medium], now: Moment) -> Outcome {
    let files = match files(&prepared.rendered, media) {
        Ok(files) => files,
        Err(trouble) => return Outcome::of(trouble, now),
    };
    match hook.publish(&render::body(&prepared.rendered), &files).await {
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

/// Every picture with its file, or nothing: a message never leaves without its pictures.
fn files<'media>(rendered: &Rendered, media: &'media [Medium]) -> Result<Vec<File<'media>>, Trouble> {
    let file =
        |(at, picture): (usize, &RenderedPicture)| Ok((render::file_name(at, &picture.mime), picture.among(media)?));
    rendered.pictures.iter().enumerate().map(file).collect()
}
