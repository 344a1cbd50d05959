//! The objects of a repository, in a temporary folder that goes with them: what was fetched is read there, and what is
//! to be pushed is written there. It opens no connection.

use super::key::Key;
use crate::{Trouble, trouble::Kind};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::Moment;
use git2::{Buf, FileMode, ObjectType, Odb, Oid, Repository, Signature, Time, Tree, build::TreeUpdateBuilder};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
    path::Path,
};
use tempfile::TempDir;

/// The head of a branch and the folders that lead to where posts belong: all that a new commit is built upon. It is kept
/// with what was prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The commit that the branch is at.
    pub head: String,
    /// The commit and the folders, each with its kind, in base64.
    objects: Vec<(String, String)>,
}

/// A change to the files of a branch.
pub struct Change<'a> {
    /// The files that are there afterwards, by their paths.
    pub put: BTreeMap<String, Vec<u8>>,
    /// The files that are not.
    pub take: Vec<String>,
    /// What the commit says of itself.
    pub message: &'a str,
    /// When it was meant.
    pub at: Moment,
}

/// A commit that is ready to be pushed.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its id.
    pub commit: String,
    /// The commit and everything new in it, as Git packs it.
    pub pack: Vec<u8>,
}

/// Objects in a folder of their own.
pub struct Objects {
    repository: Repository,
    _folder: TempDir,
}

impl Objects {
    fn none() -> Result<Self, Trouble> {
        let folder = TempDir::new().map_err(|error| of_this_machine(&error))?;
        let repository = Repository::init_bare(folder.path()).map_err(|error| of_this_machine(&error))?;
        Ok(Self { repository, _folder: folder })
    }

    /// The objects of a pack that a server sent.
    pub fn unpacked(pack: &[u8]) -> Result<Self, Trouble> {
        let objects = Self::none()?;
        objects.take_in(pack).map_err(|error| unreadable(&error))?;
        Ok(objects)
    }

    fn take_in(&self, pack: &[u8]) -> Result<(), git2::Error> {
        let store = self.repository.odb()?;
        let mut writer = store.packwriter()?;
        writer.write_all(pack).map_err(|error| git2::Error::from_str(&error.to_string()))?;
        writer.commit()?;
        Ok(())
    }

    /// The id of the file at this path of the commit, if there is one.
    pub fn file(&self, head: &str, path: &str) -> Result<Option<String>, Trouble> {
        let tree = self.tree(head).map_err(|error| unreadable(&error))?;
        Ok(tree.get_path(Path::new(path)).ok().map(|entry| entry.id().to_string()))
    }

    /// The names of the files in a folder of the commit.
    pub fn names(&self, head: &str, folder: &str) -> Result<Vec<String>, Trouble> {
        let of = || -> Result<Vec<String>, git2::Error> {
            let root = self.tree(head)?;
            let tree = match folder {
                "" => root,
                folder => match root.get_path(Path::new(folder)) {
                    Ok(entry) => self.repository.find_tree(entry.id())?,
                    Err(_) => return Ok(vec![]),
                },
            };
            Ok(tree.iter().filter_map(|entry| entry.name().ok().map(str::to_owned)).collect())
        };
        of().map_err(|error| unreadable(&error))
    }

    /// The bytes of a file by its id, where they were sent along.
    pub fn bytes(&self, id: &str) -> Option<Vec<u8>> {
        let blob = self.repository.find_blob(Oid::from_str(id).ok()?).ok()?;
        Some(blob.content().to_vec())
    }

    /// What a commit on top of this head needs, in these folders.
    pub fn ground(&self, head: &str, folders: &[&str]) -> Result<Ground, Trouble> {
        let of = || -> Result<Ground, git2::Error> {
            let (store, root) = (self.repository.odb()?, self.tree(head)?);
            let mut ids = vec![Oid::from_str(head)?, root.id()];
            for folder in folders.iter().flat_map(|folder| leading_to(folder)) {
                ids.extend(root.get_path(Path::new(&folder)).map(|entry| entry.id()));
            }
            let objects = ids.into_iter().collect::<BTreeSet<_>>().into_iter().map(|id| raw(&store, id)).collect();
            Ok(Ground { head: head.to_owned(), objects: objects_of(objects)? })
        };
        of().map_err(|error| unreadable(&error))
    }

    fn tree(&self, head: &str) -> Result<Tree<'_>, git2::Error> {
        self.repository.find_commit(Oid::from_str(head)?)?.tree()
    }
}

fn objects_of(objects: Vec<Result<(String, String), git2::Error>>) -> Result<Vec<(String, String)>, git2::Error> {
    objects.into_iter().collect()
}

fn raw(store: &Odb<'_>, id: Oid) -> Result<(String, String), git2::Error> {
    let object = store.read(id)?;
    Ok((object.kind().str().to_owned(), STANDARD.encode(object.data())))
}

/// `content` and `content/news` for the latter.
fn leading_to(folder: &str) -> Vec<String> {
    let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
    ends.map(|end| folder[..end].to_owned()).filter(|folder| !folder.is_empty()).collect()
}

/// The commit that makes this change on that ground; `None` where it would change nothing. The same change on the same
/// ground is the same commit.
pub fn commit(ground: &Ground, key: &Key, change: &Change<'_>) -> Result<Option<Ready>, Trouble> {
    let objects = Objects::none()?;
    objects.built(ground, key, change).map_err(|error| of_this_machine(&error))
}

impl Objects {
    fn built(&self, ground: &Ground, key: &Key, change: &Change<'_>) -> Result<Option<Ready>, git2::Error> {
        let (repository, store) = (&self.repository, self.repository.odb()?);
        for (kind, bytes) in &ground.objects {
            let kind = ObjectType::from_str(kind).ok_or_else(|| git2::Error::from_str("an unknown kind of object"))?;
            let bytes = STANDARD.decode(bytes).map_err(|error| git2::Error::from_str(&error.to_string()))?;
            store.write(kind, &bytes)?;
        }
        let parent = repository.find_commit(Oid::from_str(&ground.head)?)?;
        let before = parent.tree()?;
        let (mut update, mut new) = (TreeUpdateBuilder::new(), BTreeSet::new());
        for (path, bytes) in &change.put {
            let file = store.write(ObjectType::Blob, bytes)?;
            new.insert(file);
            update.upsert(path.as_str(), file, FileMode::Blob);
        }
        for path in &change.take {
            update.remove(path.as_str());
        }
        let after = update.create_updated(repository, &before)?;
        if after == before.id() {
            return Ok(None);
        }
        let tree = repository.find_tree(after)?;
        new.insert(after);
        for folder in change.put.keys().chain(&change.take).flat_map(|path| leading_to(path)) {
            let entry = tree.get_path(Path::new(&folder)).ok();
            new.extend(entry.filter(|entry| entry.kind() == Some(ObjectType::Tree)).map(|entry| entry.id()));
        }
        let seconds = i64::try_from(change.at.unix().0).unwrap_or(i64::MAX);
        let who = Signature::new(&key.name, &key.mail, &Time::new(seconds, 0))?;
        let text = repository.commit_create_buffer(&who, &who, change.message, &tree, &[&parent])?;
        let commit = store.write(ObjectType::Commit, &text)?;
        new.insert(commit);
        let mut pack = repository.packbuilder()?;
        for id in new {
            pack.insert_object(id, None)?;
        }
        let mut bytes = Buf::new();
        pack.write_buf(&mut bytes)?;
        Ok(Some(Ready { commit: commit.to_string(), pack: bytes.to_vec() }))
    }
}

/// The id that Git gives to a file of these bytes.
pub fn id_of(bytes: &[u8]) -> Option<String> {
    Oid::hash_object(ObjectType::Blob, bytes).ok().map(|id| id.to_string())
}

fn unreadable(error: &git2::Error) -> Trouble {
    tracing::debug!(%error, "a pack could not be read");
    Trouble::new(Kind::Transient, "the repository sent something that is not what it says; it is asked again")
}

fn of_this_machine(error: &dyn std::fmt::Display) -> Trouble {
    let says = format!("the commit could not be written in the temporary folder of this machine: {error}");
    Trouble::new(Kind::Transient, says)
}
