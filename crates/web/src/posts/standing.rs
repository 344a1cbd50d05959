//! How one delivery of a post stands, in words: its state, the sentence beside it, who sent it and when.

use super::receipts::One;
use crate::parts::{Tag, Tone};
use delivery::{PauseReason, Shown, State};
use store::Op;

impl One<'_> {
    pub(super) fn state(&self) -> Tag {
        match self.shown() {
            Shown::Scheduled if self.is_held() => Tag::new(Tone::Danger, "circle-pause", "Held back"),
            Shown::Scheduled | Shown::Sending if self.is_overdue() => Tag::new(Tone::Danger, "circle-alert", "Overdue"),
            Shown::Published if self.deletes() => Tag::well("Deleted there"),
            Shown::Published if self.row.corrects() => Tag::well("Corrected there"),
            Shown::Published => Tag::well("Published"),
            Shown::Scheduled => Tag::new(Tone::Accent, "calendar-days", Shown::Scheduled.words()),
            Shown::Sending => Tag::new(Tone::Accent, "send", Shown::Sending.words()),
            Shown::YourTurn => Tag::new(Tone::Warn, "hand", "By hand"),
            Shown::Cancelled | Shown::Withdrawn => Tag::plain("x", self.shown().words()),
            other => Tag::new(Tone::Danger, "circle-alert", other.words()),
        }
    }

    /// The sentence that goes with the state.
    pub(super) fn words(&self) -> String {
        let trouble = self.row.trouble.clone().unwrap_or_default();
        let words = match self.shown() {
            Shown::Scheduled if self.is_held() => self.held(),
            Shown::Scheduled if self.is_overdue() => "It has not left yet, and goes as soon as it can.",
            Shown::Scheduled if self.is_by_hand() => return self.to_be_asked(),
            Shown::Scheduled if self.row.row.is_in_grace(self.sight.desk.now) => "It leaves in a moment.",
            Shown::Scheduled if self.deletes() => "The deletion leaves at once.",
            Shown::Scheduled if self.row.corrects() => "The correction leaves at once, after it was judged once more.",
            Shown::Scheduled => "It leaves by itself at its minute, after it was judged once more.",
            Shown::Sending => "It is leaving now.",
            Shown::YourTurn if self.deletes() => "Somebody deletes it there by hand, and says so here.",
            Shown::YourTurn if self.row.edits() => "Somebody changes it there by hand, and says so here.",
            Shown::YourTurn => "Due now: somebody posts it there and reports the address.",
            Shown::Unconfirmed if self.row.row.state == State::NeedsHuman => {
                "Nobody but a person can tell whether it is there."
            }
            Shown::Unconfirmed => "Sent or not sent: Nuncio looks, and does not send it again by itself.",
            Shown::Published if self.deletes() => "It is deleted there.",
            Shown::Published if self.row.edits() => "It says there what it is to say now:",
            Shown::Published if self.row.row.state == State::Confirmed => "Published:",
            Shown::Published => "Published and read back:",
            Shown::Changed => "It is there, but not as it was planned:",
            Shown::Gone => "It was there, and is gone without our doing:",
            Shown::Doubled => "It is there more than once; delete one of them there:",
            Shown::Failed => "It is not there, and will not be sent again:",
            Shown::Missed if self.row.row.state == State::Scheduled => "Its time has passed. Is it still to go out?",
            Shown::Missed => "Its last moment passed before it could leave.",
            Shown::Cancelled => "Called off before it left.",
            Shown::Withdrawn => "Deleted by us after it was out.",
        };
        let since = if self.is_overdue() { self.sight.at(self.row.row.due) } else { String::new() };
        let words = if since.is_empty() { words.to_owned() } else { format!("Overdue since {since}. {words}") };
        let tells = self.is_held()
            || self.is_overdue()
            || matches!(self.shown(), Shown::Failed | Shown::Unconfirmed | Shown::Changed);
        if tells && !trouble.is_empty() { format!("{words} {trouble}") } else { words }
    }

    /// What a channel does at the minute of a post that Nuncio cannot post there.
    fn to_be_asked(&self) -> String {
        let name = self.channel.map_or_else(String::new, |row| row.channel.name.clone());
        let (verb, may) = match self.row.op {
            Op::Delete => ("delete", "may delete"),
            Op::Edit => ("change", "may post"),
            _ => ("post", "may post"),
        };
        let when = if self.row.row.is_in_grace(self.sight.desk.now) {
            "In a moment".to_owned()
        } else {
            format!("At {}", self.sight.desk.insider.when(self.row.row.due))
        };
        format!("{when} whoever {may} on {name} is asked to {verb} it there by hand; Nuncio does not do it by itself.")
    }

    /// Why it waits.
    fn held(&self) -> &'static str {
        match self.row.row.open_pauses(self.sight.desk.now).iter().next() {
            Some(PauseReason::Token) => "The account has to be connected again, so it waits:",
            Some(PauseReason::Authority) => "Whoever planned it may not let it out as things stand:",
            Some(PauseReason::Freeze) => "It is held:",
            Some(PauseReason::Epoch) => "Nobody has said that this is the live installation, so nothing leaves.",
            Some(PauseReason::Rate) => "It waits for its network, or for its turn there; it goes on by itself.",
            Some(PauseReason::Content) => "What would leave does not fit, or is not what was planned:",
            Some(PauseReason::Match) => "Something just like it is there already; somebody has to look.",
            Some(PauseReason::Thread) => "It answers the part before it, and leaves once that is there.",
            Some(PauseReason::Crashes) => "It was given up twice half way; somebody has to look.",
            _ => "It waits.",
        }
    }

    pub(super) fn mend(&self) -> Option<(String, String)> {
        let revoked = self.row.row.pauses.contains(PauseReason::Token);
        let to = format!("{}/channels/{}", self.sight.desk.base(), self.row.channel);
        revoked.then(|| ("Connect the account again".to_owned(), to))
    }

    pub(super) fn by(&self) -> String {
        let who = self.sight.name(self.row.planned_by);
        match &self.row.sent {
            Some(sent) => {
                let did = if self.is_by_hand() { "asked for by" } else { "sent by" };
                let office = sent.office.as_deref().map(|office| self.sight.desk.charter.office_name(office));
                let office = office.map_or_else(String::new, |office| format!(", as {}", office.to_lowercase()));
                format!("{did} {who}{office}")
            }
            None => format!("planned by {who}"),
        }
    }

    pub(super) fn when(&self) -> String {
        let desk = self.sight.desk;
        match &self.row.sent {
            Some(sent) if self.is_by_hand() => format!("asked for {}", desk.insider.when(sent.at)),
            Some(sent) => format!("left {}", desk.insider.when(sent.at)),
            None => format!("due {}", self.sight.at(self.row.row.due)),
        }
    }
}
