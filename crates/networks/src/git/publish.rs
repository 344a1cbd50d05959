//! The head of the branch first; then one commit on top of it and the one push, which the server takes only while the
//! branch is still there.

use super::{
    file,
    objects::{self, Change, Ground, Ready},
    place::{self, Place},
    repository::Repository,
    view,
};
use crate::{
    Account, ClientRef, Medium, Outcome, Prepared, Rendered, Seen, Trouble, intended::Intended, trouble::Kind, whole,
};
use basics::Moment;
use delivery::{Finding, Remote};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::{sync::SemaphorePermit, task::spawn_blocking};

/// What a commit will be built upon.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Material {
    ground: Ground,
}

/// Reads the head of the branch and the folders that lead to where the post belongs.
pub async fn prepare(repository: &Repository<'_>, rendered: &Rendered, media: &[Medium]) -> Result<Prepared, Trouble> {
    for picture in &rendered.pictures {
        picture.among(media)?;
    }
    let material = Material { ground: ground(repository).await? };
    // Texts can always be written.
    let material = serde_json::to_value(material).unwrap_or(Value::Null);
    Ok(Prepared { rendered: rendered.clone(), material })
}

async fn ground(repository: &Repository<'_>) -> Result<Ground, Trouble> {
    let (head, abilities) = repository.head().await?;
    let objects = repository.fetched(&[&head], abilities).await?;
    objects.ground(&head, &[&repository.key.folder, &repository.key.pictures])
}

/// Pushes. Exactly one call; what its report does not say plainly is "nobody knows". Where the file is there already,
/// just as it would be, nothing is pushed. A pack names each object by the digest of all of it and is pushed in one piece,
/// so that the pictures are read as a whole: those of one post at a time.
pub async fn commit(
    repository: &Repository<'_>,
    prepared: &Prepared,
    media: &[Medium],
    key: &ClientRef,
    now: Moment,
) -> Outcome {
    let material = serde_json::from_value::<Material>(prepared.material.clone()).ok();
    let (Some(material), Some(intended)) = (material, Intended::of(key)) else {
        return Outcome::of(not_ours(), now);
    };
    let rendered = &prepared.rendered;
    let headline = rendered.headline.clone().unwrap_or_default();
    let place = Place::of(&repository.key, &intended, &headline);
    let text = file::written(&repository.key, rendered, &intended).into_bytes();
    let mut put = BTreeMap::from([(place.path.clone(), text)]);
    let _turn = match with_pictures(repository, rendered, media, &mut put).await {
        Ok(turn) => turn,
        Err(trouble) => return Outcome::of(trouble, now),
    };
    let ground = material.ground;
    let head = ground.head.clone();
    match built(repository, ground, put, vec![], headline, intended.at()).await {
        Ok(Some(ready)) => match repository.push(&head, &ready).await {
            Ok(()) => Outcome::done(place.remote()),
            Err(trouble) => Outcome::of(trouble, now),
        },
        Ok(None) => Outcome::done(place.remote()),
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// Puts the pictures beside the text, and gives the turn to hold them.
async fn with_pictures(
    repository: &Repository<'_>,
    rendered: &Rendered,
    media: &[Medium],
    put: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Option<SemaphorePermit<'static>>, Trouble> {
    if rendered.pictures.is_empty() {
        return Ok(None);
    }
    let turn = whole::turn().await?;
    for picture in &rendered.pictures {
        let bytes = picture.among(media)?.whole().await.map_err(|bad| Trouble::of_medium(&bad))?;
        put.insert(place::within(&repository.key.pictures, &place::picture(picture)), bytes);
    }
    Ok(Some(turn))
}

async fn built(
    repository: &Repository<'_>,
    ground: Ground,
    put: BTreeMap<String, Vec<u8>>,
    take: Vec<String>,
    message: String,
    at: Moment,
) -> Result<Option<Ready>, Trouble> {
    let key = repository.key.clone();
    let work = spawn_blocking(move || {
        objects::commit(&ground, &key, &Change { put, take, message: &format!("{message}\n"), at })
    });
    let broken = |_| Trouble::new(Kind::Transient, "the commit could not be built on this machine; nothing was sent");
    work.await.map_err(broken)?
}

/// Whether the file of this intention is in the branch as it would have left. Reading the head is the control.
pub async fn by_path(repository: &Repository<'_>, prepared: &Prepared, key: &ClientRef) -> Finding {
    let Some(intended) = Intended::of(key) else { return Finding::NoAnswer };
    let rendered = &prepared.rendered;
    let place = Place::of(&repository.key, &intended, rendered.headline.as_deref().unwrap_or_default());
    let expected = objects::id_of(file::written(&repository.key, rendered, &intended).as_bytes());
    match standing(repository, &place.path).await {
        Ok(None) => Finding::NotSeen { control: true, complete: true },
        Ok(there) if there == expected => Finding::Seen(place.remote()),
        // Something else in our place is nothing this program can decide about.
        Ok(Some(_)) | Err(_) => Finding::NoAnswer,
    }
}

async fn standing(repository: &Repository<'_>, path: &str) -> Result<Option<String>, Trouble> {
    let (head, abilities) = repository.head().await?;
    repository.fetched(&[&head], abilities).await?.file(&head, path)
}

/// The post as it is in the branch now.
pub async fn read_back(repository: &Repository<'_>, account: &Account, remote: &Remote) -> Result<Seen, Trouble> {
    let place = Place::at(&repository.key, &remote.id).ok_or_else(not_ours)?;
    let (head, abilities) = repository.head().await?;
    let objects = repository.fetched(&[&head], abilities).await?;
    let id = objects.file(&head, &place.path)?.ok_or_else(|| not_there(repository, &place.path))?;
    let bytes = match objects.bytes(&id) {
        Some(bytes) => Some(bytes),
        None => repository.fetched(&[&id], abilities).await?.bytes(&id),
    };
    let says = "the repository names the file and does not send it; it is asked again";
    let bytes = bytes.ok_or_else(|| Trouble::new(Kind::Transient, says))?;
    Ok(view::seen(account, &place, &bytes))
}

/// Our own post whose page is at this address.
pub async fn pasted(repository: &Repository<'_>, address: &str) -> Result<Remote, Trouble> {
    let (head, abilities) = repository.head().await?;
    let names = repository.fetched(&[&head], abilities).await?.names(&head, &repository.key.folder)?;
    let places =
        names.iter().filter_map(|name| Place::at(&repository.key, &place::within(&repository.key.folder, name)));
    let wanted = address.trim().trim_end_matches('/');
    let found = places.into_iter().find(|place| place.page.trim_end_matches('/') == wanted);
    found.map(|place| place.remote()).ok_or_else(|| not_there(repository, address.trim()))
}

/// Takes the file of a post away by one more commit. Its pictures stay: another post may show them.
pub async fn delete(repository: &Repository<'_>, remote: &Remote, now: Moment) -> Outcome {
    let done = Outcome {
        says: "removed from the branch; its pictures and its history stay".to_owned(),
        ..Outcome::done(remote.clone())
    };
    let Some(place) = Place::at(&repository.key, &remote.id) else { return Outcome::of(not_ours(), now) };
    let removal = removal(repository, &place, now).await;
    match removal {
        Ok(None) => done,
        Ok(Some((head, ready))) => match repository.push(&head, &ready).await {
            Ok(()) => done,
            Err(trouble) => Outcome::of(trouble, now),
        },
        Err(trouble) => Outcome::of(trouble, now),
    }
}

/// The commit that takes the file away, and the head that it stands on; nothing where the file is gone already.
async fn removal(repository: &Repository<'_>, place: &Place, now: Moment) -> Result<Option<(String, Ready)>, Trouble> {
    let (head, abilities) = repository.head().await?;
    let objects = repository.fetched(&[&head], abilities).await?;
    if objects.file(&head, &place.path)?.is_none() {
        return Ok(None);
    }
    let ground = objects.ground(&head, &[&repository.key.folder])?;
    let (take, message) = (vec![place.path.clone()], format!("Take back {}", place.path));
    Ok(built(repository, ground, BTreeMap::new(), take, message, now).await?.map(|ready| (head, ready)))
}

fn not_there(repository: &Repository<'_>, what: &str) -> Trouble {
    let says = format!("the branch {} has no post of ours at {what}", repository.key.branch);
    Trouble::new(Kind::Gone, says)
}

/// The stored material is not one of ours, so that nothing may leave with it.
fn not_ours() -> Trouble {
    let says =
        "what is stored for this post was not made for a repository: drop this delivery and schedule the post again";
    Trouble::new(Kind::Unsupported, says)
}
