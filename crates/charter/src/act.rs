//! The acts: one type each, so that a permit to reply cannot publish.
//!
//! A type carries what the act is about and nothing that has to be decided. Which facts an act is judged by stands
//! in [`crate::vocabulary`]; what an act changes stands in crate `store`, in the file of its noun.

use basics::{Digest, GroupId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Something a person may want to do, and to what.
pub trait Act: Send + Sync + 'static {
    /// The act's name in rules files, tables and the log.
    const NAME: &'static str;
    /// What the act is done to, in the version that was judged.
    fn object(&self) -> Object;
}

/// A thing in one version: a permit for it does not serve another, nor a later version of the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Object {
    /// What kind of thing: `post`, `channel`, `grant` …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The digest of its content, where content was judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<Digest>,
}

impl Object {
    /// A thing without content of its own.
    #[expect(clippy::needless_pass_by_value, reason = "ids are Copy, and a caller who passes one should not write &")]
    pub fn new(kind: &str, id: impl ToString) -> Self {
        Self { kind: kind.to_owned(), id: id.to_string(), version: None }
    }
    /// A thing with exactly this content.
    pub fn version(kind: &str, id: impl ToString, version: Digest) -> Self {
        Self { version: Some(version), ..Self::new(kind, id) }
    }
    /// Its id, where it is a thing of this kind.
    pub fn id_of<T: FromStr>(&self, kind: &str) -> Option<T> {
        if self.kind == kind { self.id.parse().ok() } else { None }
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])+ $name:ident $word:literal { $($(#[$field_doc:meta])+ $field:ident: $kind:ty),+ $(,)? } => |$it:ident| $object:expr;)+) => { $(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])+ pub $field: $kind),+ }
        impl Act for $name {
            const NAME: &'static str = $word;
            fn object(&self) -> Object { let $it = self; $object }
        }
    )+
        /// The names of the acts of this file, in its order.
        pub(crate) const NAMES: &[&str] = &[$($word),+];
    };
}

acts! {
    /// Adopt a charter: the act that makes a group. Done by the operator, before there is anybody else.
    FoundGroup "found_group" {
        /// The group that comes into being.
        group: GroupId,
        /// The digest of the charter's text and rules.
        charter: Digest,
    } => |it| Object::version("group", it.group, it.charter);
}

mod channels;
mod charters;
mod meetings;
mod members;
mod posts;
mod questions;
mod seats;
mod votes;

pub use channels::*;
pub use charters::*;
pub use meetings::*;
pub use members::*;
pub use posts::*;
pub use questions::*;
pub use seats::*;
pub use votes::*;

/// The names of all acts that have a type here, adopting a charter first, then file by file.
pub fn built() -> impl Iterator<Item = &'static str> {
    let files = [
        NAMES,
        posts::NAMES,
        channels::NAMES,
        questions::NAMES,
        votes::NAMES,
        members::NAMES,
        meetings::NAMES,
        charters::NAMES,
        seats::NAMES,
    ];
    files.into_iter().flatten().copied()
}
