//! Moving a channel between states, and the mark for conversation: each move that makes sense, with its verdict.

use super::one::{OfChannel, Sight};
use crate::{App, address::Path, done::Done, failed::Failed, guard::Sent, parts::Look, reader::Insider};
use acts::{
    Declined,
    answers::{self, Asked},
    channels::{self as register, Move},
    opinions,
};
use axum::{extract::State, response::Redirect};
use basics::ChannelId;
use channels::{Channel, State as Standing};
use charter::{
    Charter, Object, Opinion,
    act::{OpenChannel, PreferChannel, RestChannel, ResumeChannel, RetireChannel, SuspendChannel},
};
use decisions::Effect;
use people::Elevated;
use serde::Deserialize;

/// A move in words.
pub struct Spoken {
    /// The button that does it.
    pub does: &'static str,
    /// The button that asks for it.
    pub asks: &'static str,
    /// What happens.
    pub effect: &'static str,
    /// The question to whoever decides, with the channel's name in place of `{}`.
    question: &'static str,
    /// The button's icon.
    pub icon: &'static str,
    /// How the button looks.
    pub look: Look,
}

impl Spoken {
    /// The words of a move.
    pub fn of(wanted: Move) -> Self {
        let (does, asks, effect, question, icon, look) = match wanted {
            Move::Open => (
                "Open it",
                "Ask to open it",
                "Posts can leave there as soon as the account is connected.",
                "Shall {} become an official channel?",
                "lock-open",
                Look::Primary,
            ),
            Move::Rest => (
                "Let it rest",
                "Ask to let it rest",
                "Nothing is posted there until it is resumed; posts in its queue are held.",
                "Shall {} rest for a while?",
                "circle-pause",
                Look::Plain,
            ),
            Move::Resume => (
                "Post there again",
                "Ask to post there again",
                "Posts can leave there again.",
                "Shall we post on {} again?",
                "rotate-ccw",
                Look::Primary,
            ),
            Move::Suspend => (
                "Suspend it at once",
                "Ask to suspend it",
                "Everything there stops at once: for an account that somebody took over, or that its network closed.",
                "Shall {} be suspended?",
                "ban",
                Look::Danger,
            ),
            Move::Retire => (
                "Retire it",
                "Ask to retire it",
                "We leave for good. The name stays in the register, so that nobody else takes it.",
                "Shall we leave {} for good?",
                "archive",
                Look::Danger,
            ),
            Move::Prefer => (
                "Talk with people here",
                "Ask to talk with people here",
                "It becomes the preferred channel; the mark leaves the one that had it.",
                "Shall {} become the channel on which we talk with people?",
                "star",
                Look::Plain,
            ),
        };
        Self { does, asks, effect, question, icon, look }
    }
}

/// The moves that make sense for a channel as it stands. The mark for conversation is offered where the charter knows it.
pub fn possible(channel: &Channel, charter: &Charter) -> Vec<Move> {
    let mut moves: Vec<Move> = channels::moves(channel.state).filter_map(|(act, _)| Move::of(act)).collect();
    if channel.state == Standing::Active && !channel.marks.preferred && charter.rules().channels.one_preferred {
        moves.push(Move::Prefer);
    }
    moves
}

/// What the judge says about a move.
pub async fn opinion(sight: &Sight<'_>, wanted: Move) -> Result<Opinion, Failed> {
    judged(sight, wanted).await.map_err(|declined| sight.failed(declined))
}

async fn judged(sight: &Sight<'_>, wanted: Move) -> Result<Opinion, Declined> {
    let (here, group, person) = (&sight.app.here, sight.reader.id(), sight.reader.person());
    let channel = sight.id();
    match wanted {
        Move::Open => opinions::may(here, group, person, &OpenChannel { channel }).await,
        Move::Rest => opinions::may(here, group, person, &RestChannel { channel }).await,
        Move::Resume => opinions::may(here, group, person, &ResumeChannel { channel }).await,
        Move::Suspend => opinions::may(here, group, person, &SuspendChannel { channel }).await,
        Move::Retire => opinions::may(here, group, person, &RetireChannel { channel }).await,
        Move::Prefer => opinions::may(here, group, person, &PreferChannel { channel }).await,
    }
}

/// Which move is meant.
#[derive(Deserialize)]
pub struct Wanted {
    act: String,
}

impl Wanted {
    fn of(&self, sight: &Sight<'_>) -> Result<Move, Failed> {
        Move::of(&self.act).ok_or_else(|| Failed::gone(sight.reader.reader.plain()))
    }
}

/// Moves it.
pub async fn change(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(wanted): Sent<Wanted>,
) -> Result<Done, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let wanted = wanted.of(&sight)?;
    let changed = register::change(&app.here, sight.reader.id(), &who, sight.id(), wanted).await;
    changed.map_err(|declined| sight.failed(declined))?;
    Ok(Done::at(sight.at(), "moved"))
}

/// Puts the question to whoever decides about the move.
pub async fn ask(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(wanted): Sent<Wanted>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let to = put(&sight, &who, wanted.of(&sight)?).await;
    to.map(|to| Redirect::to(&to)).map_err(|declined| sight.failed(declined))
}

async fn put(sight: &Sight<'_>, who: &Elevated, wanted: Move) -> Result<String, Declined> {
    let opinion = judged(sight, wanted).await?;
    let matters = answers::open_matters(&opinion);
    let matter = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
    let text = Spoken::of(wanted).question.replace("{}", &sight.row.channel.name);
    let about = Object::new("channel", sight.id());
    let asked = Asked { about, cited: matter, text: &text, effect: Some(effect(wanted, sight.id())) };
    let answer = answers::put(&sight.app.here, sight.reader.id(), who, asked).await?;
    Ok(format!("{}/requests/{answer}", sight.reader.base()))
}

/// What follows when a move is agreed to.
fn effect(wanted: Move, channel: ChannelId) -> Effect {
    match wanted {
        Move::Open => Effect::OpenChannel { channel },
        Move::Rest => Effect::RestChannel { channel },
        Move::Resume => Effect::ResumeChannel { channel },
        Move::Suspend => Effect::SuspendChannel { channel },
        Move::Retire => Effect::RetireChannel { channel },
        Move::Prefer => Effect::PreferChannel { channel },
    }
}
