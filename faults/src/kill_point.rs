//! The points at which a process is killed, K1 to K24, and for which classes of delivery each can be reached.

use crate::wire::{Call, Cut};
use Class::{A, B, C, D, E};
use delivery::Class;

/// A point in the life of a delivery.
#[derive(Clone, Copy)]
pub struct KillPoint {
    /// Its number.
    pub name: &'static str,
    /// Where it is.
    pub title: &'static str,
    /// How the process is brought to die there.
    pub way: Way,
    /// The classes that come by it.
    pub classes: &'static [Class],
}

/// How a process is brought to die.
#[derive(Clone, Copy)]
pub enum Way {
    /// It dies by itself, at a line of its own.
    Inside,
    /// It is killed when this call has come so far.
    AtTheWire(Call, Cut),
    /// The same, when the session on the network is over and has to be renewed.
    Renewing(Cut),
    /// The same, of a post with something that is uploaded first.
    Uploading(Cut),
    /// The same, once the post is there and is read back.
    ReadingBack,
    /// It dies by itself once the post is there.
    OnceThere,
    /// The same, when the post is deleted again.
    Withdrawing,
    /// The same, while it looks for a post among many that came after it.
    LookingFar,
}

const EVERY: &[Class] = &[A, B, C, D, E];
/// Classes whose posts can be read.
const READABLE: &[Class] = &[A, B, C, D];
/// Classes whose posts are looked for in a list.
const LISTED: &[Class] = &[B, C];

const fn at(name: &'static str, title: &'static str, way: Way, classes: &'static [Class]) -> KillPoint {
    KillPoint { name, title, way, classes }
}

/// All of them.
pub const ALL: [KillPoint; 24] = [
    at("K1", "before the claim", Way::Inside, EVERY),
    at("K2", "after the commit of the claim", Way::Inside, EVERY),
    at("K3", "after authority was checked", Way::Inside, EVERY),
    at("K4", "before a session is renewed", Way::Renewing(Cut::AtArrival), &[A]),
    at("K5", "after it was renewed, before it is kept", Way::Renewing(Cut::BeforeAnswer), &[A]),
    at("K6", "before an upload", Way::Uploading(Cut::AtArrival), EVERY),
    at("K7", "in the middle of an upload", Way::Uploading(Cut::MidBody), EVERY),
    at("K8", "after an upload, before it is kept", Way::Uploading(Cut::BeforeAnswer), EVERY),
    at("K9", "before the commit of `sending`", Way::Inside, EVERY),
    at("K10", "during that commit", Way::Inside, EVERY),
    at("K11", "after that commit, before connecting", Way::Inside, EVERY),
    at("K12", "connected, before a byte goes on", Way::AtTheWire(Call::Publish, Cut::AtArrival), EVERY),
    at("K13", "in the middle of the headers", Way::AtTheWire(Call::Publish, Cut::MidHead), EVERY),
    at("K14", "in the middle of the body", Way::AtTheWire(Call::Publish, Cut::MidBody), EVERY),
    at("K15", "after the body, before the answer", Way::AtTheWire(Call::Publish, Cut::BeforeAnswer), EVERY),
    at("K16", "in the middle of the answer's headers", Way::AtTheWire(Call::Publish, Cut::MidAnswerHead), EVERY),
    at("K17", "in the middle of the answer's body", Way::AtTheWire(Call::Publish, Cut::MidAnswerBody), EVERY),
    at("K18", "after the answer, before it is read", Way::AtTheWire(Call::Publish, Cut::AfterAnswer), EVERY),
    at("K19", "after it is read, before the commit", Way::Inside, EVERY),
    at("K20", "during the commit of the answer", Way::Inside, EVERY),
    at("K21", "before the post is read back", Way::ReadingBack, READABLE),
    at("K22", "before the log is put in order", Way::OnceThere, EVERY),
    at("K23", "while the post is withdrawn", Way::Withdrawing, READABLE),
    at("K24", "while page 2 of a list is looked through", Way::LookingFar, LISTED),
];

/// The point of this name.
pub fn named(name: &str) -> Option<KillPoint> {
    ALL.into_iter().find(|point| point.name == name)
}
