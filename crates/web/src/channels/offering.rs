//! What can be done to a channel: each move with who decides about it, connecting its account, testing it.

use super::{moving, one::Sight};
use crate::{
    failed::Failed,
    law,
    offering::{self, Wish},
    parts::{Action, Offer},
};
use acts::opinions;
use charter::{Act as _, Opinion, act::ConnectChannel};

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
        let wish = Wish {
            does: spoken.does,
            asks: spoken.asks,
            effect: spoken.effect,
            icon: spoken.icon,
            look: spoken.look,
            to: format!("{}/moves", self.at()),
            ask: format!("{}/ask", self.at()),
            carries: ("act", wanted.act()),
        };
        offering::offer(&self.reader, &self.charter, opinion, wish, &self.questions)
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
