//! What became of a post on each channel. How that is said stands in [`super::standing`], what a person does by hand in
//! [`super::by_hand`], what one is asked in [`super::answering`].

use super::{course::event, desk::network, show::Sight};
use crate::{
    failed::Failed,
    parts::{Action, Clause, Event, Look, Network, Receipt},
};
use acts::posts;
use charter::act::{Reply, SchedulePost, WithdrawPost};
use delivery::Shown;
use publishing::Draft;
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
        let leaves = self.leaves().await?;
        let mut parts = leaves.parts_for(self.row.channel);
        let of = parts.len();
        let content = parts.swap_remove(self.row.part.min(of - 1));
        let differs = leaves.own.contains_key(&self.row.channel) || self.row.part > 0 || self.row.corrects();
        let own = differs && !self.deletes();
        Ok(Receipt {
            id: format!("d-{}", self.row.id),
            network: self.channel.map_or_else(|| Network::of("", "Gone from the register"), network),
            channel: match of {
                _ if self.deletes() => format!("{name}: deleting it"),
                _ if self.row.corrects() => format!("{name}: correcting it"),
                1 => name,
                _ => format!("{name}, part {} of {of}", self.row.part + 1),
            },
            handle,
            state: self.state(),
            words: self.words(),
            mend: self.mend(),
            link: self.row.row.remote.as_ref().filter(|_| !self.deletes()).and_then(|remote| remote.url.clone()),
            by: Some(self.by()),
            clauses: self.clauses(),
            when: self.when(),
            own_text: own.then(|| content.text.clone()),
            course: self.course().await?,
            // A person posts what would leave: no place that is served by hand has a line for a warning.
            assist: self.assist(&content.opened_by_warning()).await?,
            erase: self.erase(&content).await?,
            correct: self.correct().await?,
            settle: self.settle().await?,
            actions: self.actions().await?,
        })
    }

    async fn actions(&self) -> Result<Vec<Action>, Failed> {
        let offered = [
            self.withdraw().await?,
            self.go_on().await?,
            self.send_now().await?,
            self.drop_it().await?,
            self.known().await?,
        ];
        Ok(offered.into_iter().flatten().collect())
    }

    /// What it brings to its channel: the post, or its correction.
    async fn leaves(&self) -> Result<Draft, Failed> {
        let desk = self.sight.desk;
        if !self.row.corrects() {
            return Ok(self.sight.leaves.clone());
        }
        let corrected = desk.store().corrected_version(self.row).await.map_err(|error| desk.trouble(error))?;
        Ok(corrected.unwrap_or_else(|| self.sight.leaves.clone()))
    }

    pub(super) fn deletes(&self) -> bool {
        self.row.deletes()
    }
    pub(super) fn shown(&self) -> Shown {
        self.row.row.shown(self.sight.desk.now)
    }
    pub(super) fn is_by_hand(&self) -> bool {
        self.channel.is_some_and(|row| row.channel.network.is_assisted())
    }
    pub(super) fn is_held(&self) -> bool {
        self.sight.is_held(self.row)
    }
    pub(super) fn is_overdue(&self) -> bool {
        self.row.row.is_overdue(self.sight.desk.now)
    }
    /// Where reports about this delivery go.
    pub(super) fn at(&self, verb: &str) -> String {
        format!("{}/deliveries/{}/{verb}", self.sight.desk.page_of(self.row.post), self.row.id)
    }

    async fn course(&self) -> Result<Vec<Event>, Failed> {
        let desk = self.sight.desk;
        let transitions =
            desk.store().transitions(desk.group(), self.row.id).await.map_err(|error| desk.trouble(error))?;
        Ok(transitions.into_iter().map(|step| event(desk.insider, step)).collect())
    }

    pub(super) fn token(&self) -> &str {
        self.sight.desk.insider.token()
    }

    /// The line by which it left.
    fn clauses(&self) -> Vec<Clause> {
        let clause = self.row.sent.as_ref().and_then(|sent| sent.clause.as_deref());
        clause.map(|clause| Clause::of(&self.sight.desk.base(), clause)).into_iter().collect()
    }

    /// Letting a thread go on with the part that failed, where others wait for it.
    async fn go_on(&self) -> Result<Option<Action>, Failed> {
        let sight = self.sight;
        if !posts::can_go_on(self.row, &sight.deliveries) {
            return Ok(None);
        }
        let (post, planned) = (sight.row.id, &sight.leaves);
        let action = Action::new("Go on with this part", "send", self.at("go-on"), self.token());
        let content = planned.digest();
        if planned.answers.is_some() {
            return sight.judged(action, &Reply { post, channel: self.row.channel, content }).await.map(Some);
        }
        let act = SchedulePost { post, content, channels: planned.channels.clone() };
        sight.judged(action, &act).await.map(Some)
    }

    /// Deleting it there, once it is out, and unless that is on its way.
    async fn withdraw(&self) -> Result<Option<Action>, Failed> {
        if !posts::can_be_withdrawn(self.row, &self.sight.deliveries) {
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
