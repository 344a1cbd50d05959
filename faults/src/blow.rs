//! What is done to a delivery on its way, and which classes come by it: a process is killed at K1 to K24, or stopped for a
//! while (S), the network answers something else (N), or somebody sets the clock (J).

use crate::wire::{Call, Cut};
use Class::{A, B, C, D, E};
use delivery::Class;
use jiff::SignedDuration;
use networks::practice::{Effect, When};

/// Something that is done to a delivery.
#[derive(Clone, Copy)]
pub struct Blow {
    /// Its number.
    pub name: &'static str,
    /// What it is, or where.
    pub title: &'static str,
    /// How it is done.
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
    /// The process is stopped when this call has come so far, and goes on much later.
    Stopping(Call, Cut),
    /// The network answers the call like this, with or without its effect.
    Answering(When, fn() -> Effect),
    /// The answer comes in drops.
    Dripping,
    /// The processes' clock is set by so much before the post is due; one that was set back is set right again.
    SettingTheClock(SignedDuration),
}

impl Blow {
    /// Nothing is done.
    pub const NONE: Self = at("-", "nothing is done", Way::Dripping, EVERY);
}

impl Way {
    /// Whether a process dies of it.
    pub fn kills(self) -> bool {
        !matches!(self, Self::Stopping(..) | Self::Answering(..) | Self::Dripping | Self::SettingTheClock(_))
    }
}

const EVERY: &[Class] = &[A, B, C, D, E];
/// Classes whose posts can be read.
const READABLE: &[Class] = &[A, B, C, D];
/// Classes whose posts are looked for in a list.
const LISTED: &[Class] = &[B, C];

const fn at(name: &'static str, title: &'static str, way: Way, classes: &'static [Class]) -> Blow {
    Blow { name, title, way, classes }
}

/// Where a process is killed.
pub const KILLS: [Blow; 24] = [
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

const fn answers(name: &'static str, title: &'static str, when: When, effect: fn() -> Effect) -> Blow {
    at(name, title, Way::Answering(when, effect), EVERY)
}

fn too_many() -> Effect {
    Effect::TooMany("retry-after".to_owned(), "3".to_owned())
}

fn elsewhere() -> Effect {
    Effect::Redirect("https://elsewhere.example/".to_owned())
}

/// What is done beside killing.
pub const OTHERS: [Blow; 20] = [
    at("S1", "stopped while it uploads", Way::Stopping(Call::Upload, Cut::BeforeAnswer), EVERY),
    at("S2", "stopped before a byte goes on", Way::Stopping(Call::Publish, Cut::AtArrival), EVERY),
    at("S3", "stopped before the answer", Way::Stopping(Call::Publish, Cut::BeforeAnswer), EVERY),
    answers("N1", "500 without effect", When::Before, || Effect::Status(500)),
    answers("N2", "500 with effect", When::After, || Effect::Status(500)),
    answers("N3", "503 without effect", When::Before, || Effect::Status(503)),
    answers("N4", "503 with effect", When::After, || Effect::Status(503)),
    answers("N5", "429", When::Before, too_many),
    answers("N6", "a page for people, without effect", When::Before, || Effect::Html),
    answers("N7", "half an answer", When::After, || Effect::Truncated),
    answers("N8", "nothing, with effect", When::After, || Effect::Empty),
    answers("N9", "somebody else's post, with effect", When::After, || Effect::Foreign),
    answers("N10", "somebody else's post, without effect", When::Before, || Effect::Foreign),
    answers("N11", "a line that is cut before the effect", When::Before, || Effect::Drop),
    answers("N12", "a line that is cut after the effect", When::After, || Effect::Drop),
    answers("N13", "many megabytes, with effect", When::After, || Effect::Huge),
    answers("N14", "a redirect elsewhere, without effect", When::Before, elsewhere),
    at("N15", "an answer that comes in drops", Way::Dripping, EVERY),
    at("J1", "the clock is set back", Way::SettingTheClock(SignedDuration::from_hours(-1)), EVERY),
    at("J2", "the clock is set far ahead", Way::SettingTheClock(SignedDuration::from_hours(3)), EVERY),
];

/// The one of this name.
pub fn named(name: &str) -> Option<Blow> {
    KILLS.into_iter().chain(OTHERS).find(|blow| blow.name == name)
}
