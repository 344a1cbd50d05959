//! What the composer shows, and the part of it that is computed anew while somebody writes.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Authority, Check, Choices, Counter, Field, Level, Network, Pick, Problems, Verdict},
};
use askama::Template;

/// A channel that a post can go to.
#[derive(Clone, Debug)]
pub struct ChannelChip {
    /// The channel's id, as the form carries it.
    pub value: String,
    /// Its name.
    pub name: String,
    /// Its network.
    pub network: Network,
    /// Whether the post goes there.
    pub chosen: bool,
}

/// The text for one channel, or the one everywhere.
#[derive(Clone, Debug)]
pub struct Version {
    /// The name of the field: `text`, or `text-` and the channel's id.
    pub name: String,
    /// `Everywhere`, or the channel's name.
    pub title: String,
    /// The channel's network; nothing for the one everywhere.
    pub network: Option<Network>,
    /// Whether the post goes there: only then its tab is shown.
    pub chosen: bool,
    /// The text as typed.
    pub text: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// An image of the post.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its id, as the form carries it.
    pub id: String,
    /// Where to see it.
    pub src: String,
    /// What it shows, in the writer's words.
    pub description: String,
    /// Whether it is decorative, and needs no words.
    pub decorative: bool,
    /// What is wrong with the description.
    pub error: Option<String>,
    /// What single channels say in place of it.
    pub own: Vec<Field>,
    /// Whether any does, or something is wrong with it.
    pub own_open: bool,
    /// What of it leaves.
    pub shape: Pick,
    /// The point that stays in view.
    pub point: Vec<Field>,
    /// The pixels of a part that somebody chooses.
    pub pixels: Vec<Field>,
    /// `1600 × 900 pixels, as it was uploaded`.
    pub size: String,
    /// Whether any of these is said, or wrong.
    pub cut_open: bool,
    /// The line that names who made it, where the library knows one.
    pub credit: Option<String>,
}

/// A group of fields that stays folded while nothing stands in them.
#[derive(Clone, Debug, Default)]
pub struct More {
    /// Its name on the page.
    pub name: String,
    /// Its mark.
    pub icon: &'static str,
    /// What it is about.
    pub summary: String,
    /// What helps to fill it in.
    pub hint: String,
    /// Whether it is unfolded.
    pub open: bool,
    /// Its questions.
    pub fields: Vec<Field>,
    /// Its lists.
    pub picks: Vec<Pick>,
    /// Its boxes.
    pub choices: Vec<Choices>,
}

/// A time that exists twice, because clocks are put back: which one is meant.
#[derive(Clone, Debug)]
pub struct Fold {
    /// `The first 02:30, CEST`.
    pub first: String,
    /// `The second 02:30, CET`.
    pub second: String,
    /// Whether the second is chosen.
    pub second_chosen: bool,
}

/// When the post goes out.
#[derive(Clone, Debug)]
pub struct When {
    /// The day.
    pub day: Field,
    /// The time.
    pub time: Field,
    /// The zones to choose from: the group's, and the reader's own.
    pub zone: Pick,
    /// Which of two, where the time exists twice.
    pub fold: Option<Fold>,
}

/// How the post will look on one channel.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The channel's network.
    pub network: Network,
    /// The channel's name.
    pub name: String,
    /// Its handle.
    pub handle: String,
    /// When it goes out.
    pub when: String,
    /// What stands there first.
    pub first: Part,
    /// How it goes on as a thread.
    pub more: Vec<Part>,
    /// Whom its mentions lead to, a line for each.
    pub named: Vec<String>,
    /// Who can see it, answer and quote it, a line for each.
    pub beyond: Vec<String>,
}

/// A part of a preview: what its network makes of it.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The line above the text, where the network has one.
    pub headline: Option<String>,
    /// The content warning, where the network has one.
    pub warning: Option<String>,
    /// What fits.
    pub text: String,
    /// What is over the limit.
    pub over: String,
    /// `312 of 500`, where the network counts.
    pub counted: String,
    /// Its images.
    pub pictures: Vec<PreviewPicture>,
    /// What can be chosen in its poll.
    pub poll: Vec<String>,
    /// The address of the post that is shown within it.
    pub quotes: Option<String>,
    /// The address of the page whose card may be shown.
    pub card: Option<String>,
    /// Whether it is what was written, because something keeps it from leaving.
    pub as_written: bool,
}

/// An image of a preview.
#[derive(Clone, Debug)]
pub struct PreviewPicture {
    /// Where to see it.
    pub src: String,
    /// Its description, as it leaves.
    pub alt: String,
    /// Whether it is described, or decorative by choice.
    pub described: bool,
    /// What stays in view, in hundredths from the left and from above, where the network takes that.
    pub focus: Option<(u8, u8)>,
}

/// What the primary button does: it is the verdict.
#[derive(Clone, Debug)]
pub struct Go {
    /// What the form carries as `do`, such as `schedule` or `ask`, and what the button says: `Schedule`, `Send to the
    /// board`. None where the verdict leaves nothing to press; then [`Go::not_yet`] says why.
    pub press: Option<(String, String)>,
    /// Whose colour it takes.
    pub authority: Authority,
    /// Why it cannot be pressed yet; the clause stands in the panel beside it.
    pub not_yet: Option<String>,
}

/// What the server found about the text as it stands: verdict, checks, counters, button, previews.
///
/// While somebody writes, a script fetches [`Checked`] and swaps the elements with `data-part`.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The panel.
    pub verdict: Verdict,
    /// The findings, the worst first.
    pub checks: Vec<Check>,
    /// One per channel chosen.
    pub counters: Vec<Counter>,
    /// What stands beside a channel's tab: the name of its version, `20 over` or `own text`, and whether that is bad.
    pub tabs: Vec<(String, String, bool)>,
    /// The primary button.
    pub go: Go,
    /// `16:00 for you. The nearest other post is 5 hours earlier.`
    pub timing: String,
    /// One per channel chosen, eight at most.
    pub previews: Vec<Preview>,
}

impl Judgement {
    fn to_fix(&self) -> usize {
        self.checks.iter().filter(|check| check.level == Level::Fix).count()
    }
    fn to_think(&self) -> usize {
        self.checks.iter().filter(|check| check.level == Level::Think).count()
    }
    fn mark(&self, version: &str) -> Option<&(String, String, bool)> {
        self.tabs.iter().find(|(name, _, _)| name == version)
    }
}

/// `POST …/check`: only what is computed.
#[derive(Template)]
#[template(path = "posts/checked.html")]
pub struct Checked {
    /// What the server found.
    pub found: Judgement,
    /// The versions, for the marks at their tabs.
    pub versions: Vec<Version>,
}

/// The composer.
#[derive(Template)]
#[template(path = "posts/compose.html")]
pub struct Compose {
    /// The frame.
    pub frame: Frame,
    /// The title of the page: the post's own, or `New post`.
    pub heading: String,
    /// Where the form goes.
    pub to: String,
    /// Where it is checked while somebody writes.
    pub check: String,
    /// What the form was made from: the version of the post, so that two editors are noticed.
    pub based_on: String,
    /// The template that a post which is not kept yet begins from; empty for none.
    pub template: String,
    /// What is wrong.
    pub problems: Problems,
    /// `Saved 12 seconds ago`, or nothing yet.
    pub saved: String,
    /// Where its earlier drafts stand, once it is begun.
    pub drafts: Option<String>,
    /// Somebody else has it open: who, and since when.
    pub also_open: Option<String>,
    /// The title among ourselves.
    pub title: Field,
    /// The channels.
    pub channels: Vec<ChannelChip>,
    /// The texts: everywhere first.
    pub versions: Vec<Version>,
    /// The content warning.
    pub warning: Field,
    /// What can be said beyond text, warning and pictures.
    pub more: Vec<More>,
    /// The language.
    pub language: Pick,
    /// The images.
    pub pictures: Vec<Picture>,
    /// The words that stand for people, with whom each names.
    pub people: Vec<(String, String)>,
    /// What the library of the group offers.
    pub library: super::FromLibrary,
    /// What went wrong with an upload.
    pub picture_error: Option<String>,
    /// Which goals it serves; the words are the charter's.
    pub goals: Choices,
    /// Whether it is about a sponsor.
    pub sponsor: Choices,
    /// Which campaign it belongs to, where the group has any.
    pub campaign: Option<Pick>,
    /// Whether something is given in return.
    pub consideration: Choices,
    /// Whether somebody outside wants it said, and who: where the charter speaks of that.
    pub third_party: Option<(Choices, Vec<Field>)>,
    /// When.
    pub when: When,
    /// The address of what it answers.
    pub reply_to: Field,
    /// What it answers, where it is a reply.
    pub answers: Option<super::Answers>,
    /// What the server found.
    pub found: Judgement,
    /// Whether it can be thrown away.
    pub discard: Option<crate::parts::Action>,
}
