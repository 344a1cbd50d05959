//! What can be done to a channel: each move with who decides about it, connecting its account, testing it.

use super::{Offer, moving, one::Sight};
use crate::{
    failed::Failed,
    law,
    parts::{Action, Authority, Clause, Look},
};
use acts::{answers::open_matters, opinions};
use charter::{Act as _, Opinion, act::ConnectChannel, sentences};

/// The way to connect an account: its words and page, or the button with the line that is in the way.
type Connect = Result<(String, String), Action>;

impl Sight<'_> {
    /// The moves that its state allows.
    pub async fn offers(&self) -> Result<Vec<Offer>, Failed> {
        let mut offers = Vec::new();
        for wanted in moving::possible(&self.row.channel, &self.charter) {
            let opinion = moving::opinion(self, wanted).await?;
            offers.push(self.offer(wanted, &opinion));
        }
        if self.row.connected {
            offers.push(Offer {
                action: Action::new(
                    "Test the connection",
                    "shield-check",
                    format!("{}/test", self.at()),
                    self.reader.token(),
                ),
                decided_by: None,
                waiting: None,
            });
        }
        Ok(offers)
    }

    fn offer(&self, wanted: acts::channels::Move, opinion: &Opinion) -> Offer {
        let spoken = moving::Spoken::of(wanted);
        let matters = open_matters(opinion);
        let button = |path: &str, words: &str| {
            Action::new(words, spoken.icon, format!("{}/{path}", self.at()), self.reader.token())
                .carrying("act", wanted.act())
        };
        let action = match opinion {
            Opinion::May { .. } => {
                button("moves", spoken.does).look(spoken.look).confirming(spoken.effect, spoken.does)
            }
            Opinion::No(_) if !matters.is_empty() => {
                let look = match law::authority(&self.charter, opinion) {
                    Authority::Group => Look::Group,
                    _ => Look::Board,
                };
                button("ask", spoken.asks).look(look)
            }
            Opinion::No(grounds) => button("moves", spoken.does).refused(
                law::quotes(&self.reader.base(), &grounds.because),
                law::who_can_by_name(&self.charter, grounds),
            ),
        };
        let decided_by = (!opinion.may() && !matters.is_empty()).then(|| {
            let words = sentences::headline(&self.charter, opinion);
            let base = self.reader.base();
            (words, matters.iter().map(|cited| Clause::of(&base, &cited.label)).collect())
        });
        let waiting = self.questions.iter().find(|row| {
            row.answer.is_none()
                && row.superseded_by.is_none()
                && matters.iter().any(|cited| cited.matter.as_deref() == Some(row.question.matter.as_str()))
        });
        let waiting = waiting.map(|row| {
            (
                format!("{}: asked, waiting for the answer", spoken.does),
                format!("{}/requests/{}", self.reader.base(), row.id),
            )
        });
        Offer { action, decided_by, waiting }
    }

    /// The way to connect the account, or the button with the line that is in the way.
    pub async fn connect(&self) -> Result<Option<Connect>, Failed> {
        let possible = !self.row.channel.network.is_assisted()
            && channels::after(self.row.channel.state, ConnectChannel::NAME).is_ok();
        if !possible {
            return Ok(None);
        }
        let words = if self.row.connected { "Connect again" } else { "Connect the account" };
        let act = ConnectChannel { channel: self.id() };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let to = format!("{}/connect", self.at());
        Ok(Some(match opinion.map_err(|declined| self.failed(declined))? {
            Opinion::May { .. } => Ok((words.to_owned(), to)),
            Opinion::No(grounds) => Err(Action::new(words, "plug-zap", to, self.reader.token()).refused(
                law::quotes(&self.reader.base(), &grounds.because),
                law::who_can_by_name(&self.charter, &grounds),
            )),
        }))
    }
}
