//! Whether an attempt left something. A topic carries our key and is asked for by it; a reply is looked for among the
//! posts of its topic that were not there before the first attempt. No clock is asked.

use super::{publish::Material, server::Server, view, wire};
use crate::{Account, ClientRef, Prepared, ThreadRoot, Trouble, place::Place, trouble::Kind};
use delivery::{Finding, Remote};

/// How many new replies of a topic are read before it is left to a person.
const MOST: usize = 60;

/// Looks for the topic or the reply.
pub async fn look(
    server: &Server<'_>,
    account: &Account,
    prepared: &Prepared,
    key: &ClientRef,
    taken: &[String],
) -> Finding {
    let found = match topic_of(prepared) {
        None => topic(server, account, key).await,
        Some(root) => reply(server, account, prepared, root, taken).await,
    };
    found.unwrap_or(Finding::NoAnswer)
}

/// The start of the topic that a reply goes to.
pub fn topic_of(prepared: &Prepared) -> Option<&ThreadRoot> {
    prepared.rendered.parent.as_ref().and_then(|parent| parent.root.as_ref())
}

/// The ids of the posts of a topic. `None` where they cannot be read: whatever the attempt is answered then, a person has
/// to look.
pub async fn standing(server: &Server<'_>, root: &ThreadRoot) -> Option<Vec<u64>> {
    Some(server.topic(root.id.parse().ok()?).await.ok()?.post_stream.stream)
}

async fn topic(server: &Server<'_>, account: &Account, key: &ClientRef) -> Result<Finding, Trouble> {
    let topic = match server.topic_by_key(key.as_str()).await {
        Ok(topic) => topic,
        Err(trouble) if trouble.kind == Kind::Gone => return absent(server).await,
        Err(trouble) => return Err(trouble),
    };
    let Some(first) = topic.post_stream.stream.first() else { return Ok(Finding::NoAnswer) };
    let post = server.post(&first.to_string()).await?;
    Ok(if post.user_id == Place::of(account)?.user {
        Finding::Seen(view::remote(account, &post))
    } else {
        Finding::NoAnswer
    })
}

/// What waits for the moderators may still appear, so that nothing is proven while something does. That the forum shows
/// us its topics is the control.
async fn absent(server: &Server<'_>) -> Result<Finding, Trouble> {
    if server.pending().await? > 0 {
        return Ok(Finding::NoAnswer);
    }
    Ok(Finding::NotSeen { control: server.latest().await? > 0, complete: true })
}

async fn reply(
    server: &Server<'_>,
    account: &Account,
    prepared: &Prepared,
    root: &ThreadRoot,
    taken: &[String],
) -> Result<Finding, Trouble> {
    // Without the list from before, this reply and one that said the same last week cannot be told apart.
    let Some(before) = Material::of(prepared).before else { return Ok(Finding::NoAnswer) };
    let Some(now) = standing(server, root).await else { return Ok(Finding::NoAnswer) };
    let new: Vec<u64> = now.iter().copied().filter(|id| !before.contains(id)).collect();
    let new: Vec<u64> = new.into_iter().filter(|id| !taken.contains(&id.to_string())).collect();
    if new.len() > MOST {
        return Ok(Finding::NoAnswer);
    }
    let (ours, others) = those_by_us(server, account, prepared, &new).await?;
    Ok(match ours.as_slice() {
        // Something of ours that nobody claims may be this one, changed since.
        [] if others => Finding::NoAnswer,
        [] if server.pending().await? > 0 => Finding::NoAnswer,
        // A topic names all its posts, so that the list is complete; one that was there before shows that it works.
        [] => Finding::NotSeen { control: now.iter().any(|id| before.contains(id)), complete: true },
        [only] => Finding::Seen(only.clone()),
        [earliest, ..] => Finding::Several(earliest.clone()),
    })
}

/// The posts that say what left, and whether there are others by us.
async fn those_by_us(
    server: &Server<'_>,
    account: &Account,
    prepared: &Prepared,
    ids: &[u64],
) -> Result<(Vec<Remote>, bool), Trouble> {
    let (place, mut ours, mut others) = (Place::of(account)?, Vec::new(), false);
    for id in ids {
        let post: wire::Post = match server.post(&id.to_string()).await {
            Ok(post) => post,
            // Removed between the two reads: it is not there.
            Err(trouble) if trouble.kind == Kind::Gone => continue,
            Err(trouble) => return Err(trouble),
        };
        if post.user_id != place.user {
            continue;
        }
        if view::is_it(&prepared.rendered, &post) {
            ours.push(view::remote(account, &post));
        } else {
            others = true;
        }
    }
    Ok((ours, others))
}
