//! Planned posts of another program: looked at line by line, and made drafts. Nothing is put in the queue by a file; it has no
//! rights.

use crate::{Declined, Installation, drafts::only_members};
use basics::{ChannelId, Digest, GroupId, PersonId, PostId, Zone};
use publishing::{
    Draft, first_words,
    spreadsheet::{Line, Wanted, lines},
};
use std::collections::HashSet;
use store::{ChannelRow, ImportedDraft};

/// A line that was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Which line of the file.
    pub number: u64,
    /// What its text begins with.
    pub text: String,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What becomes of a line.
#[derive(Clone, Debug)]
pub enum Becomes {
    /// A draft, and what whoever takes it over should know.
    Draft(Box<Draft>, Vec<String>),
    /// Nothing: it became this post already.
    Stands(PostId),
    /// Nothing, and why.
    Nothing(String),
}

/// Looks at the lines of a file; nothing is kept.
///
/// # Errors
/// For whoever is no member, and where the file is no list of posts.
pub async fn look(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    (zone, empty): (&Zone, &Draft),
    text: &str,
) -> Result<Vec<Looked>, Declined> {
    only_members(here, group, who).await?;
    Ok(judged(here, group, (zone, empty), text).await?.into_iter().map(|(looked, _)| looked).collect())
}

/// Makes drafts of every line that can be one. Returns how many were made; a line that was made one before makes no second.
///
/// # Errors
/// As [`look`].
pub async fn make(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    (zone, empty): (&Zone, &Draft),
    text: &str,
) -> Result<usize, Declined> {
    only_members(here, group, who).await?;
    let now = here.store.now();
    let made =
        judged(here, group, (zone, empty), text).await?.into_iter().filter_map(|(looked, line)| match looked.becomes {
            Becomes::Draft(draft, _) => Some(ImportedDraft { line: line?, post: PostId::mint(now), draft: *draft }),
            Becomes::Stands(_) | Becomes::Nothing(_) => None,
        });
    Ok(here.store.bookkeeping().import_drafts(group, who, &made.collect::<Vec<_>>()).await?)
}

type Judged = (Looked, Option<Digest>);

async fn judged(
    here: &Installation,
    group: GroupId,
    (zone, empty): (&Zone, &Draft),
    text: &str,
) -> Result<Vec<Judged>, Declined> {
    let lines = lines(text).map_err(|wrong| Declined::field("file", wrong))?;
    let register = here.store.channels(group).await?;
    let digests: Vec<Digest> = lines.iter().flatten().map(Line::digest).collect();
    let known = here.store.imported(group, &digests).await?;
    let (mut seen, mut judged) = (HashSet::new(), Vec::new());
    for line in lines {
        let line = match line {
            Ok(line) => line,
            Err((number, why)) => {
                judged.push((Looked { number, text: String::new(), becomes: Becomes::Nothing(why) }, None));
                continue;
            }
        };
        let digest = line.digest();
        let becomes = match known.get(&digest) {
            Some(post) => Becomes::Stands(*post),
            None if !seen.insert(digest) => Becomes::Nothing(
                "it stands in this file a second time, with the same text, time and channels".to_owned(),
            ),
            None => becomes(here, &line, (zone, empty), &register),
        };
        judged.push((Looked { number: line.number, text: line.text, becomes }, Some(digest)));
    }
    Ok(judged)
}

fn becomes(here: &Installation, line: &Line, (zone, empty): (&Zone, &Draft), register: &[ChannelRow]) -> Becomes {
    let (text, wanted) = match (line.words(), line.wanted(zone, here.store.now())) {
        (Ok(text), Ok(wanted)) => (text, wanted),
        (Err(why), _) | (_, Err(why)) => return Becomes::Nothing(why),
    };
    let mut notes = Vec::new();
    let mut draft = empty.clone();
    draft.everywhere.text = text;
    draft.title = first_words(&draft.everywhere.text);
    draft.channels = channels(line, register, &mut notes);
    match wanted {
        Wanted::Nothing => {}
        Wanted::At(when) => draft.when = Some(when),
        Wanted::NotSo(why) => notes.push(format!("its draft has no time: {why}")),
    }
    if !line.pictures.is_empty() {
        notes.push(format!(
            "pictures are not fetched; put them in where the post is written: {}",
            line.pictures.join(", ")
        ));
    }
    Becomes::Draft(Box::new(draft), notes)
}

/// The channels of a line that the group has, by their names or those of their networks.
fn channels(line: &Line, register: &[ChannelRow], notes: &mut Vec<String>) -> Vec<ChannelId> {
    let mut found: Vec<ChannelId> = Vec::new();
    for name in &line.channels {
        let is_it = |row: &&ChannelRow| row.channel.name.to_lowercase() == name.to_lowercase();
        match register.iter().find(is_it) {
            Some(row) if found.contains(&row.channel.id) => {}
            Some(row) => found.push(row.channel.id),
            None => notes.push(format!("no channel of this group is called “{name}”")),
        }
    }
    if found.is_empty() {
        notes.push("its channels are to be chosen where the post is written".to_owned());
    }
    found
}
