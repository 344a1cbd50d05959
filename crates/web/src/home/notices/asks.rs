//! What a delivery that waits asks for, and of whom.

use super::OVERDUE;
use crate::parts::Tone;
use basics::Moment;
use channels::Channel;
use delivery::{PauseReason, State};
use store::{DeliveryRow, Op, OpenNotice};

/// What a waiting delivery asks for.
pub(super) struct Ask {
    pub icon: &'static str,
    pub tone: Tone,
    pub title: String,
    pub button: &'static str,
    /// Who may answer it.
    pub who: Who,
    /// Shown instead of the button to everybody else.
    pub state: &'static str,
    pub by: Moment,
    /// Where it is answered, if not on the post's page.
    pub on_channel: bool,
}

/// Whom a delivery waits for.
#[derive(Clone, Copy)]
pub(super) enum Who {
    Reporter,
    Settler,
    Connector,
    Planner,
    /// Whoever may let it out, since its planner is in the group no more.
    Successor,
    /// Nobody: it goes on by itself.
    Nobody,
}

/// What this delivery asks for now; nothing where it was answered in the meantime.
pub(super) fn asked(row: &DeliveryRow, notice: &OpenNotice, channel: &Channel, title: &str) -> Option<Ask> {
    let (name, due) = (&channel.name, row.row.due);
    let ask = |icon, tone, title: String, button, who, state, by| {
        Some(Ask { icon, tone, title, button, who, state, by, on_channel: matches!(who, Who::Connector) })
    };
    let over =
        |what: String| ask("circle-alert", Tone::Danger, what, "Look", Who::Planner, "Its author looks", notice.at);
    match row.row.state {
        _ if notice.kind == OVERDUE => {
            let what = format!("“{title}” has not left on {name}");
            ask("hourglass", Tone::Danger, what, "Look", Who::Planner, "Overdue", due)
        }
        State::Asked => {
            let by = row.row.human_deadline.unwrap_or(due);
            let (what, button) = match row.op {
                Op::Create | Op::Reply => (format!("Post by hand on {name}: {title}"), "Post it"),
                Op::Edit => (format!("Change by hand on {name}: {title}"), "Change it"),
                Op::Correct => (format!("Say by hand on {name} what was wrong: {title}"), "Say it"),
                Op::Delete => (format!("Delete by hand on {name}: {title}"), "Delete it"),
            };
            ask("hand", Tone::Warn, what, button, Who::Reporter, "By hand", by)
        }
        State::NeedsHuman => {
            let what = format!("Find out whether “{title}” is on {name}");
            ask("circle-alert", Tone::Danger, what, "Look", Who::Settler, "To be found out", notice.at)
        }
        State::Unknown | State::Absent | State::Sending => {
            let what = format!("Nobody knows yet whether “{title}” is on {name}");
            ask("eye", Tone::Warn, what, "Look", Who::Nobody, "Being looked up", due)
        }
        State::Scheduled => paused(row, name, title, ask),
        State::Rejected => over(format!("{name} refused “{title}”")),
        State::FailedFinal => over(format!("“{title}” did not reach {name}")),
        State::Expired => over(format!("“{title}” missed its time on {name}")),
        State::Duplicate => over(format!("“{title}” is on {name} more than once")),
        State::Altered => over(format!("“{title}” on {name} is not as it was approved")),
        State::Vanished => over(format!("“{title}” is gone from {name} without our doing")),
        _ => None,
    }
}

type Made<'a> = &'a dyn Fn(&'static str, Tone, String, &'static str, Who, &'static str, Moment) -> Option<Ask>;

/// A pause is answered by whoever can lift it.
fn paused(
    row: &DeliveryRow,
    name: &str,
    title: &str,
    ask: impl Fn(&'static str, Tone, String, &'static str, Who, &'static str, Moment) -> Option<Ask>,
) -> Option<Ask> {
    let ask: Made<'_> = &ask;
    let due = row.row.due;
    let reason = row.row.pauses.iter().next()?;
    match reason {
        PauseReason::Token => {
            ask("plug-zap", Tone::Warn, format!("Reconnect {name}"), "Reconnect", Who::Connector, "To reconnect", due)
        }
        PauseReason::Authority => {
            let what = format!("“{title}” may not leave on {name} as things stand");
            ask("landmark", Tone::Board, what, "Look", Who::Planner, "Held", due)
        }
        PauseReason::Content => {
            let what = format!("“{title}” cannot leave on {name} as it was planned");
            ask("circle-alert", Tone::Warn, what, "Mend it", Who::Planner, "To be mended", due)
        }
        PauseReason::Late => {
            let what = format!("“{title}” is late on {name}: send it, move it or drop it");
            ask("hourglass", Tone::Warn, what, "Decide", Who::Settler, "Late", due)
        }
        PauseReason::Freeze | PauseReason::Rate | PauseReason::Thread => {
            let what = format!("“{title}” waits on {name}");
            ask("hourglass", Tone::Plain, what, "Look", Who::Nobody, "Waits", due)
        }
        PauseReason::Epoch | PauseReason::Match | PauseReason::Crashes => {
            let what = format!("Look at “{title}” before it leaves on {name}");
            ask("eye", Tone::Warn, what, "Look", Who::Settler, "To be looked at", due)
        }
    }
}
