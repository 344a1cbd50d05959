//! What a group says: the draft, its version for each channel, how long it is there, and when it leaves.
//!
//! Pure rules over values; the one exception reads the bytes of an uploaded picture that it is handed. Nothing here
//! knows a charter, a clock, a database or a network's protocol: the limits of a network come in as data.

pub mod ahead;
pub mod campaign;
pub mod checks;
pub mod clocks;
pub mod content;
pub mod count;
pub mod cut;
pub mod draft;
pub mod facets;
pub mod gates;
pub mod language;
mod lateness;
pub mod library;
pub mod licence;
pub mod link_tags;
pub mod naming;
pub mod picture;
pub mod pictures;
pub mod poll;
pub mod recurring;
pub mod report;
pub mod schedule;
pub mod slots;
pub mod spreadsheet;
pub mod template;
#[cfg(test)]
mod testing;
pub mod text;

pub use ahead::Ahead;
pub use checks::{Around, Check, Destination, Level, check};
pub use clocks::ByNow;
pub use content::Content;
pub use count::{Count, TextRule, Unit, count, escaped, fitting, has_bare_link};
pub use cut::{Area, Cut, Point, Shape};
pub use draft::{Draft, OwnText, Part, ReplyTo, Sponsor, ThirdParty, first_words};
pub use facets::{Facet, FacetKind, facets};
pub use gates::{Gates, Visibility, Whoever};
pub use language::{Language, NotALanguage};
pub use lateness::{Lateness, OverBefore};
pub use library::{BadWords, CreditDue, PictureWords};
pub use licence::Licence;
pub use link_tags::LinkTags;
pub use naming::{KnownHandle, KnownPerson, Named, NotKnown};
pub use picture::{Alt, Focus, Picture};
pub use pictures::{BadPicture, Inspected, MAX_BYTES as LONGEST_PICTURE, PictureRule, cut_out, inspect};
pub use poll::{Poll, PollRule};
pub use recurring::{Every, NoSeries, Occurrence, Recurring, Until};
pub use schedule::{CannotPlan, Choice, Planned, plan};
pub use text::{BadText, written};
