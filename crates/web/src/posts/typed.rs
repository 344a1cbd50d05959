//! What stands in the composer's fields, word for word: as it was sent, or as a draft fills them. What was typed is
//! never lost, whether or not it makes sense; what it means is worked out in [`super::meaning`].

mod at_picture;
mod beyond;
mod fields;
mod lateness;
mod link_marks;
mod picture;

pub use at_picture::AtPicture;
pub use beyond::Beyond;
pub use lateness::Late;
pub use link_marks::LinkMarks;
pub use picture::{Cutting, Described, WHOLE};

use basics::{ChannelId, PostId};
use publishing::{Choice, Draft, Planned, first_words};
use std::collections::BTreeMap;

/// What a form says of a box before anybody ticks it, so that an empty box and a missing one are not the same.
pub const NO: &str = "no";
/// What a tick adds.
pub const YES: &str = "yes";

/// What the sender wants done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Keep it.
    #[default]
    Save,
    /// Keep it, said by the script.
    Autosave,
    /// Look at it without keeping it.
    Check,
    /// Put it in the queue.
    Schedule,
    /// Ask the body that decides.
    Ask,
}

/// The version of a post that a form was made from, so that two editors are noticed. Number 0 is a post that is not
/// begun yet: its id is made with the form, so that a form that is sent twice begins one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasedOn {
    /// The post.
    pub post: PostId,
    /// Which save of it.
    pub number: i64,
}

impl BasedOn {
    /// As the form carries it.
    pub fn text(self) -> String {
        format!("{}:{}", self.post, self.number)
    }
}

/// Everything in the fields.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What the form was made from.
    pub based_on: Option<BasedOn>,
    /// What is wanted.
    pub wish: Wish,
    /// The name among ourselves.
    pub title: String,
    /// Where it goes.
    pub channels: Vec<ChannelId>,
    /// What was sent as a channel and cannot be one.
    pub no_channels: Vec<String>,
    /// The text everywhere.
    pub text: String,
    /// The texts of single channels.
    pub own: BTreeMap<ChannelId, String>,
    /// What is said beyond text, warning and pictures.
    pub beyond: Beyond,
    /// The content warning.
    pub warning: String,
    /// The language's tag.
    pub language: String,
    /// The pictures that are kept already.
    pub pictures: Vec<Described>,
    /// The button at a picture that was pressed, if it was one of these.
    pub at_picture: Option<AtPicture>,
    /// The template that a post which is not kept yet begins from; empty for none.
    pub template: String,
    /// Whether the next free slot is asked for.
    pub next_slot: bool,
    /// What is looked for in the library.
    pub library: String,
    /// The goals named.
    pub goals: Vec<String>,
    /// `none`, `thanks`, `campaign`: as often as it was sent.
    pub sponsor: Vec<String>,
    /// The campaign it belongs to, by its id; empty for none. None where the form had no such field.
    pub campaign: Option<String>,
    /// Whether something is given in return: [`NO`] with every form, [`YES`] with the tick.
    pub consideration: Vec<String>,
    /// Whether the content comes from outside, said the same way.
    pub third_party: Vec<String>,
    /// From whom.
    pub affiliation: String,
    /// What it is good for.
    pub benefit: String,
    /// The address of what it answers.
    pub answers: String,
    /// The day.
    pub day: String,
    /// The time of day.
    pub time: String,
    /// The zone.
    pub zone: String,
    /// Which of two, where the clock shows the time twice.
    pub fold: Choice,
}

impl Typed {
    /// The fields as a draft fills them.
    pub fn of(draft: &Draft, based_on: BasedOn, zone: &str) -> Self {
        let outside = draft.third_party.as_ref();
        let when = draft.when.as_ref();
        Self {
            based_on: Some(based_on),
            wish: Wish::Save,
            title: own_title(draft),
            channels: draft.channels.clone(),
            no_channels: Vec::new(),
            text: draft.everywhere.text.clone(),
            own: draft.own.iter().map(|(channel, own)| (*channel, own.text.clone())).collect(),
            beyond: Beyond::of(draft),
            warning: draft.everywhere.warning.clone().unwrap_or_default(),
            language: draft.everywhere.language.as_str().to_owned(),
            pictures: draft.everywhere.pictures.iter().map(|picture| Described::of(picture, draft)).collect(),
            at_picture: None,
            template: String::new(),
            next_slot: false,
            library: String::new(),
            goals: draft.goals.iter().cloned().collect(),
            sponsor: vec![draft.sponsor.as_str().to_owned()],
            campaign: Some(draft.campaign.map(|id| id.to_string()).unwrap_or_default()),
            consideration: ticked(draft.consideration),
            third_party: ticked(outside.is_some()),
            affiliation: outside.map(|outside| outside.affiliation.clone()).unwrap_or_default(),
            benefit: outside.map(|outside| outside.benefit.clone()).unwrap_or_default(),
            answers: draft.answers.as_ref().map(|answered| answered.url.to_string()).unwrap_or_default(),
            day: when.map(|when| when.wall.date().to_string()).unwrap_or_default(),
            time: when.map(|when| when.wall.time().strftime("%H:%M").to_string()).unwrap_or_default(),
            zone: when.map_or(zone, |when| when.zone.name()).to_owned(),
            fold: when.map(|when| when.choice).unwrap_or_default(),
        }
    }
}

impl Typed {
    /// Fills in a time.
    pub fn leaves(&mut self, when: &Planned) {
        self.day = when.wall.date().to_string();
        self.time = when.wall.time().strftime("%H:%M").to_string();
        when.zone.name().clone_into(&mut self.zone);
        self.fold = when.choice;
    }
}

/// The title that somebody gave it; one that was made of its first words goes on following them.
fn own_title(draft: &Draft) -> String {
    if draft.title == first_words(&draft.everywhere.text) { String::new() } else { draft.title.clone() }
}

fn ticked(yes: bool) -> Vec<String> {
    [NO].into_iter().chain(yes.then_some(YES)).map(str::to_owned).collect()
}
