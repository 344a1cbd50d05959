//! What a person may answer about a delivery that is held back, waits for them or came to a bad end: each through the
//! judge.

use super::receipts::One;
use crate::{
    failed::Failed,
    parts::{Action, Look, Settle},
};
use charter::act::SettleDelivery;
use delivery::{PauseReason, State};
use store::Op;

impl One<'_> {
    /// Letting go on what was held back until somebody looks, where nothing else stands in its way. What is late is
    /// asked about in [`Self::settle`].
    pub(super) async fn send_now(&self) -> Result<Option<Action>, Failed> {
        let open: Vec<PauseReason> = self.row.row.open_pauses(self.sight.desk.now).iter().collect();
        let for_a_look = open.iter().all(|reason| reason.waits_for_a_look()) && !open.contains(&PauseReason::Late);
        if !self.is_held() || !for_a_look {
            return Ok(None);
        }
        let action = Action::new("Send it now", "send", self.at("settle"), self.token()).carrying("says", "send");
        self.sight.judged(action, &SettleDelivery { delivery: self.row.id }).await.map(Some)
    }

    /// Leaving as it is what came to a bad end, so that nobody is told of it any more.
    pub(super) async fn known(&self) -> Result<Option<Action>, Failed> {
        let desk = self.sight.desk;
        let told = self.row.row.state.is_bad_end()
            && desk.store().is_told(self.row).await.map_err(|error| desk.trouble(error))?;
        if !told {
            return Ok(None);
        }
        let action = Action::new("We know, leave it", "check", self.at("settle"), self.token()).look(Look::Quiet);
        let action = action.carrying("says", "known");
        self.sight.judged(action, &SettleDelivery { delivery: self.row.id }).await.map(Some)
    }

    /// Dropping what waits for a person or is held back, whatever became of the post on other channels.
    pub(super) async fn drop_it(&self) -> Result<Option<Action>, Failed> {
        let late = self.row.row.pauses.contains(PauseReason::Late);
        if self.row.row.state != State::Asked && (!self.is_held() || late) {
            return Ok(None);
        }
        let name = self.channel.map_or_else(String::new, |row| row.channel.name.clone());
        let (effect, button) = match self.row.op {
            Op::Delete => ("The post stays there.".to_owned(), format!("Drop the deletion on {name}")),
            Op::Edit | Op::Correct => {
                ("The post stays there as it is.".to_owned(), format!("Drop the correction on {name}"))
            }
            Op::Create | Op::Reply => {
                (format!("The post does not go out on {name}. Its text stays here."), format!("Drop it on {name}"))
            }
        };
        let action = Action::new("Drop it", "x", self.at("settle"), self.token()).look(Look::Quiet);
        let action = action.carrying("says", "drop").confirming(effect, button);
        self.sight.judged(action, &SettleDelivery { delivery: self.row.id }).await.map(Some)
    }

    /// What a person is asked to find out, or to decide: only where no machine can.
    pub(super) async fn settle(&self) -> Result<Option<Settle>, Failed> {
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
        let (there, still) = match self.row.op {
            Op::Delete => ("It is gone there", "It is still there: delete it"),
            Op::Edit => ("It is changed there", "It still says what it said: change it"),
            _ => ("", again),
        };
        if unsure && self.row.of_another().is_some() {
            let there = answer(there, "check", "there");
            answers.push(there.carrying("address", self.subject().unwrap_or_default()));
        }
        answers.push(answer(still, "send", "send"));
        answers.push(answer("Drop it", "x", "drop").look(Look::Quiet));
        let mut judged = Vec::new();
        for answer in answers {
            judged.push(self.sight.judged(answer, &act).await?);
        }
        let may = judged.iter().all(|answer| answer.refused.is_none());
        judged.truncate(if may { judged.len() } else { 1 });
        let address = self.address("Its address, if it is there");
        Ok(Some(Settle {
            what: if late { LATE.to_owned() } else { self.row.trouble.clone().unwrap_or_else(|| UNSURE.to_owned()) },
            look_at: self.channel.map(|row| row.channel.url.clone()).filter(|_| unsure),
            report_to: self.at("settle"),
            address: (unsure && may && self.row.of_another().is_none()).then_some(address),
            token: self.token().to_owned(),
            answers: judged,
        }))
    }
}

const LATE: &str = "It did not leave at its time, and is later than it may be by itself.";
const UNSURE: &str = "Nobody knows whether it arrived, and the network does not say.";
