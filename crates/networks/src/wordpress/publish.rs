//! Pictures and a draft first, which nobody sees; then the one call that publishes the draft under its own name.

use super::{
    body::{self, Figure},
    site::Site,
    view, wire,
};
use crate::{
    Account, ClientRef, Medium, Outcome, Prepared, Rendered, RenderedPicture, Trouble, intended::Intended,
    trouble::Kind,
};
use basics::Moment;
use delivery::Remote;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What the blog gave while we prepared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Material {
    /// The draft.
    pub draft: u64,
}

impl Material {
    /// The material that was stored with a prepared post; `None` where it was not made by this connector.
    pub fn of(prepared: &Prepared) -> Option<Self> {
        serde_json::from_value(prepared.material.clone()).ok()
    }
}

/// Uploads every picture with its description and writes the draft. Where an attempt was begun before, its draft is
/// kept: publishing one draft twice makes one post, whatever became of the first call.
pub async fn prepare(
    site: &Site<'_>,
    rendered: &Rendered,
    media: &[Medium],
    earlier: Option<&Prepared>,
) -> Result<Prepared, Trouble> {
    if let Some(earlier) = earlier.filter(|earlier| earlier.rendered == *rendered && Material::of(earlier).is_some()) {
        return Ok(earlier.clone());
    }
    let mut figures = Vec::new();
    for picture in &rendered.pictures {
        figures.push(uploaded(site, picture, picture.among(media)?).await?);
    }
    let draft = site.draft(&written(rendered, &figures)).await?.id;
    // A number can always be written.
    let material = serde_json::to_value(Material { draft }).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

/// The library keeps the description without what looks like markup; the article carries it whole.
async fn uploaded(site: &Site<'_>, picture: &RenderedPicture, medium: &Medium) -> Result<Figure, Trouble> {
    let ending = picture.mime.rsplit('/').next().unwrap_or("bin");
    let name = format!("picture-{}.{ending}", picture.digest.short());
    let media = site.upload(name, medium, &picture.alt).await?;
    Ok(Figure { source: media.source_url, alt: picture.alt.clone(), width: picture.width, height: picture.height })
}

fn written(rendered: &Rendered, figures: &[Figure]) -> Value {
    json!({
        "status": "draft",
        "title": body::escaped(rendered.headline.as_deref().unwrap_or_default()),
        "content": body::article(&rendered.text, &rendered.language, figures),
    })
}

/// Publishes. Exactly one call; what it does not answer plainly is "nobody knows".
pub async fn commit(site: &Site<'_>, account: &Account, prepared: &Prepared, key: &ClientRef, now: Moment) -> Outcome {
    let (Some(material), Some(intended)) = (Material::of(prepared), Intended::of(key)) else {
        return Outcome::of(not_ours(), now);
    };
    let slug = intended.slug(prepared.rendered.headline.as_deref().unwrap_or_default());
    match site.publish(material.draft, &json!({ "status": "publish", "slug": slug })).await {
        Ok(post) if is_it(&post, &material, account) => Outcome::done(view::remote(&post)),
        Ok(_) => {
            let says = format!(
                "{} accepted the call and shows no published post of this account; whether ours is there is not known",
                site.base.authority()
            );
            Outcome::of(Trouble::new(Kind::Ambiguous, says), now)
        }
        Err(trouble) => Outcome::of(trouble, now),
    }
}

fn is_it(post: &wire::Post, material: &Material, account: &Account) -> bool {
    post.id == material.draft && post.status == "publish" && post.author.to_string() == account.identity.id
}

/// The stored material is not one of ours, so that nothing may leave with it.
pub fn not_ours() -> Trouble {
    let says = "what is stored for this post was not made for a blog: drop this delivery and schedule the post again"
        .to_owned();
    Trouble::new(Kind::Unsupported, says)
}

/// Takes a post off the blog. What was not there any more is taken off too.
pub async fn delete(site: &Site<'_>, remote: &Remote, now: Moment) -> Outcome {
    let Ok(id) = remote.id.parse() else { return Outcome::of(not_ours(), now) };
    match site.trash(id).await {
        Err(trouble) if trouble.kind != Kind::Gone => Outcome::of(trouble, now),
        _ => Outcome {
            says: "moved to the blog’s trash; its pictures stay in the library of the blog".to_owned(),
            ..Outcome::done(remote.clone())
        },
    }
}
