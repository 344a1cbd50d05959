//! What became of a post on each channel, and what a person is asked to do about it.

use super::{course::event, desk::network, judgement::picture_at, show::Sight};
use crate::{
    failed::Failed,
    parts::{Action, Assist, Clause, Event, Field, Kind, Look, Network, Receipt, Settle, Tag, Tone},
};
use charter::act::{ReportPosted, SettleDelivery, WithdrawPost};
use delivery::{PauseReason, Shown, State};
use networks::assisted::Place;
use publishing::Content;
use store::{ChannelRow, DeliveryRow};

/// One receipt for each delivery.
pub async fn receipts(sight: &Sight<'_>) -> Result<Vec<Receipt>, Failed> {
    let mut receipts = Vec::new();
    for row in &sight.deliveries {
        receipts.push(One { sight, row, channel: sight.desk.channel(row.channel) }.receipt().await?);
    }
    Ok(receipts)
}

/// One delivery of a post.
pub(super) struct One<'a> {
    pub sight: &'a Sight<'a>,
    pub row: &'a DeliveryRow,
    pub channel: Option<&'a ChannelRow>,
}

impl One<'_> {
    async fn receipt(&self) -> Result<Receipt, Failed> {
        let (name, handle) =
            self.channel.map_or_else(Default::default, |row| (row.channel.name.clone(), row.channel.handle.clone()));
        let content = self.sight.leaves.for_channel(self.row.channel);
        let own = self.sight.leaves.own.contains_key(&self.row.channel) && !self.deletes();
        Ok(Receipt {
            id: format!("d-{}", self.row.id),
            network: self.channel.map_or_else(|| Network::of("", "Gone from the register"), network),
            channel: if self.deletes() { format!("{name}: deleting it") } else { name },
            handle,
            state: self.state(),
            words: self.words(),
            mend: self.mend(),
            link: self.row.row.remote.as_ref().filter(|_| !self.deletes()).and_then(|remote| remote.url.clone()),
            by: Some(self.by()),
            clauses: self.row.sent.iter().map(|(.., clause)| Clause::of(&self.sight.desk.base(), clause)).collect(),
            when: self.when(),
            own_text: own.then(|| content.text.clone()),
            course: self.course().await?,
            assist: self.assist(&content).await?,
            settle: self.settle().await?,
            actions: self.actions().await?,
        })
    }

    async fn actions(&self) -> Result<Vec<Action>, Failed> {
        let offered = [self.withdraw().await?, self.send_now().await?, self.drop_it().await?, self.known().await?];
        Ok(offered.into_iter().flatten().collect())
    }

    pub(super) fn deletes(&self) -> bool {
        self.row.op == "delete"
    }
    fn shown(&self) -> Shown {
        self.row.row.shown(self.sight.desk.now)
    }
    fn is_by_hand(&self) -> bool {
        self.channel.is_some_and(|row| row.channel.network.is_assisted())
    }
    pub(super) fn is_held(&self) -> bool {
        self.sight.is_held(self.row)
    }
    fn is_overdue(&self) -> bool {
        self.row.row.is_overdue(self.sight.desk.now)
    }
    /// Where reports about this delivery go.
    pub(super) fn at(&self, verb: &str) -> String {
        format!("{}/deliveries/{}/{verb}", self.sight.desk.page_of(self.row.post), self.row.id)
    }

    fn state(&self) -> Tag {
        match self.shown() {
            Shown::Scheduled if self.is_held() => Tag::new(Tone::Danger, "circle-pause", "Held back"),
            Shown::Scheduled | Shown::Sending if self.is_overdue() => Tag::new(Tone::Danger, "circle-alert", "Overdue"),
            Shown::Published if self.deletes() => Tag::well("Deleted there"),
            Shown::Published => Tag::well("Published"),
            Shown::Scheduled => Tag::new(Tone::Accent, "calendar-days", Shown::Scheduled.words()),
            Shown::Sending => Tag::new(Tone::Accent, "send", Shown::Sending.words()),
            Shown::YourTurn => Tag::new(Tone::Warn, "hand", "By hand"),
            Shown::Cancelled | Shown::Withdrawn => Tag::plain("x", self.shown().words()),
            other => Tag::new(Tone::Danger, "circle-alert", other.words()),
        }
    }

    /// The sentence that goes with the state.
    fn words(&self) -> String {
        let trouble = self.row.trouble.clone().unwrap_or_default();
        let words = match self.shown() {
            Shown::Scheduled if self.is_held() => self.held(),
            Shown::Scheduled if self.is_overdue() => "It has not left yet, and goes as soon as it can.",
            Shown::Scheduled if self.is_by_hand() => return self.to_be_asked(),
            Shown::Scheduled if self.row.row.is_in_grace(self.sight.desk.now) => "It leaves in a moment.",
            Shown::Scheduled if self.deletes() => "The deletion leaves at once.",
            Shown::Scheduled => "It leaves by itself at its minute, after it was judged once more.",
            Shown::Sending => "It is leaving now.",
            Shown::YourTurn if self.deletes() => "Somebody deletes it there by hand, and says so here.",
            Shown::YourTurn => "Due now: somebody posts it there and reports the address.",
            Shown::Unconfirmed if self.row.row.state == State::NeedsHuman => {
                "Nobody but a person can tell whether it is there."
            }
            Shown::Unconfirmed => "Sent or not sent: Nuncio looks, and does not send it again by itself.",
            Shown::Published if self.deletes() => "It is deleted there.",
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
        let (verb, may) = if self.deletes() { ("delete", "may delete") } else { ("post", "may post") };
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
            Some(PauseReason::Token) => "The account’s key was revoked or has expired, so it waits:",
            Some(PauseReason::Authority) => "Whoever planned it may not let it out as things stand:",
            Some(PauseReason::Freeze) => "The channel is not active, so nothing leaves there.",
            Some(PauseReason::Rate) => "The network asked us to wait; it goes on by itself.",
            Some(PauseReason::Content) => "What would leave does not fit, or is not what was planned:",
            Some(PauseReason::Match) => "Something just like it is there already; somebody has to look.",
            Some(PauseReason::Crashes) => "It was given up twice half way; somebody has to look.",
            _ => "It waits.",
        }
    }

    fn mend(&self) -> Option<(String, String)> {
        let revoked = self.row.row.pauses.contains(PauseReason::Token);
        let to = format!("{}/channels/{}", self.sight.desk.base(), self.row.channel);
        revoked.then(|| ("Connect the account again".to_owned(), to))
    }

    fn by(&self) -> String {
        let who = self.sight.name(self.row.planned_by);
        match &self.row.sent {
            Some((_, office, _)) => {
                let office = self.sight.desk.charter.office_name(office);
                let did = if self.is_by_hand() { "asked for by" } else { "sent by" };
                format!("{did} {who}, as {}", office.to_lowercase())
            }
            None => format!("planned by {who}"),
        }
    }

    fn when(&self) -> String {
        let desk = self.sight.desk;
        match &self.row.sent {
            Some((at, ..)) if self.is_by_hand() => format!("asked for {}", desk.insider.when(*at)),
            Some((at, ..)) => format!("left {}", desk.insider.when(*at)),
            None => format!("due {}", self.sight.at(self.row.row.due)),
        }
    }

    async fn course(&self) -> Result<Vec<Event>, Failed> {
        let desk = self.sight.desk;
        let transitions =
            desk.store().transitions(desk.group(), self.row.id).await.map_err(|error| desk.trouble(error))?;
        Ok(transitions.into_iter().map(|step| event(desk.insider, step)).collect())
    }

    /// What a person is asked to do by hand.
    async fn assist(&self, content: &Content) -> Result<Option<Assist>, Failed> {
        if self.row.row.state != State::Asked {
            return Ok(None);
        }
        let place = self.channel.and_then(|row| row.channel.place.as_deref()).map_or(Place::Other, Place::of);
        let answered = self.sight.leaves.answers.as_ref().map(|answered| answered.url.as_str());
        let deleted = self.deleted();
        let act = ReportPosted { delivery: self.row.id, content: self.row.content };
        let asked =
            self.sight.judged(Action::new("Record the address", "check", self.at("posted"), self.token()), &act);
        let asked = asked.await?;
        let address = Field::new(&format!("address-{}", self.row.id), "Address of the published post");
        let address = address.kind(Kind::Url).hint("Copy it from the browser.");
        Ok(Some(Assist {
            text: if self.deletes() {
                format!("Delete {}", deleted.clone().unwrap_or_default())
            } else {
                content.text.clone()
            },
            pictures: if self.deletes() { Vec::new() } else { self.pictures(content) },
            deep_link: if self.deletes() { deleted.clone() } else { place.deep_link(&content.text, answered) },
            report_to: self.at("posted"),
            address: match deleted.filter(|_| self.deletes()) {
                Some(address_of_it) => address.value(address_of_it),
                None => address,
            },
            token: self.token().to_owned(),
            refused: asked.refused.is_some().then_some(asked),
        }))
    }

    /// The pictures to take along, each with its description to paste.
    fn pictures(&self, content: &Content) -> Vec<(String, String)> {
        let words = |picture: &publishing::Picture| match picture.alt.sent() {
            "" => "Picture (decorative)".to_owned(),
            described => format!("Picture: {described}"),
        };
        content.pictures.iter().map(|picture| (words(picture), picture_at(self.sight.desk, picture))).collect()
    }

    /// The address of what a deletion deletes.
    fn deleted(&self) -> Option<String> {
        let mine = |row: &&DeliveryRow| row.id.to_string() == self.row.client_ref;
        let published = self.sight.deliveries.iter().find(mine)?;
        published.row.remote.as_ref().and_then(|remote| remote.url.clone())
    }

    pub(super) fn token(&self) -> &str {
        self.sight.desk.insider.token()
    }

    /// What a person is asked to find out, or to decide: only where no machine can.
    async fn settle(&self) -> Result<Option<Settle>, Failed> {
        let late = self.row.row.state == State::Scheduled && self.row.row.pauses.contains(PauseReason::Late);
        let unsure = self.row.row.state == State::NeedsHuman;
        if !late && !unsure {
            return Ok(None);
        }
        let answer = |words: &str, icon, says: &str| {
            Action::new(words, icon, self.at("settle"), self.token()).carrying("says", says)
        };
        let act = SettleDelivery { delivery: self.row.id };
        let again = if late { "Send it all the same" } else { "It is not there: send it" };
        let mut answers = Vec::new();
        if unsure && self.deletes() {
            let gone = answer("It is gone there", "check", "there");
            answers.push(gone.carrying("address", self.deleted().unwrap_or_default()));
        }
        answers.push(answer(if self.deletes() { "It is still there: delete it" } else { again }, "send", "send"));
        answers.push(answer("Drop it", "x", "drop").look(Look::Quiet));
        let mut judged = Vec::new();
        for answer in answers {
            judged.push(self.sight.judged(answer, &act).await?);
        }
        let may = judged.iter().all(|answer| answer.refused.is_none());
        judged.truncate(if may { judged.len() } else { 1 });
        let address = Field::new(&format!("address-{}", self.row.id), "Its address, if it is there").kind(Kind::Url);
        Ok(Some(Settle {
            what: if late { LATE.to_owned() } else { self.row.trouble.clone().unwrap_or_else(|| UNSURE.to_owned()) },
            look_at: self.channel.map(|row| row.channel.url.clone()).filter(|_| unsure),
            report_to: self.at("settle"),
            address: (unsure && may && !self.deletes()).then(|| address.hint("Copy it from the browser.")),
            token: self.token().to_owned(),
            answers: judged,
        }))
    }

    /// Deleting it there, once it is out, and unless that is on its way.
    async fn withdraw(&self) -> Result<Option<Action>, Failed> {
        let out = matches!(self.shown(), Shown::Published | Shown::Changed | Shown::Doubled) && !self.deletes();
        let id = self.row.id.to_string();
        let going = |row: &DeliveryRow| row.op == "delete" && row.client_ref == id && !ended(row.row.state);
        if !out || self.sight.deliveries.iter().any(going) {
            return Ok(None);
        }
        let name = self.channel.map_or_else(String::new, |row| row.channel.name.clone());
        let effect =
            format!("The post is deleted on {name}. Replies to it may stay, and what was said stays in the record.");
        let action = Action::new("Delete it there", "trash-2", self.at("withdraw"), self.token())
            .look(Look::Danger)
            .confirming(effect, format!("Delete it on {name}"));
        self.sight.judged(action, &WithdrawPost { delivery: self.row.id }).await.map(Some)
    }
}

const LATE: &str = "It did not leave at its time, and is later than it may be by itself.";
const UNSURE: &str = "Nobody knows whether it arrived, and the network does not say.";

/// Whether a deletion came to nothing, so that another may be asked for.
fn ended(state: State) -> bool {
    matches!(state, State::Cancelled | State::Rejected | State::FailedFinal | State::Expired)
}
