//! Whether readers are answered on a channel, and where they are answered instead.

use super::{one::Sight, words};
use crate::{failed::Failed, law, parts::Quote};
use acts::opinions;
use channels::{Mode, State as Standing, mode};
use charter::Opinion;
use publishing::{Draft, Language, ReplyTo};

impl Sight<'_> {
    /// Why readers are not answered here by this reader: the sentence, the clauses, who can. None where they may be.
    pub async fn answers(&self) -> Result<Option<(String, Vec<Quote>, String)>, Failed> {
        let opinion = self.opinion_of_an_answer().await?;
        let Opinion::No(grounds) = &opinion else { return Ok(None) };
        let announces = mode(&self.row.channel, &self.charter.rules().channels) == Mode::Broadcast;
        let because = if announces {
            "This channel only announces. What people write here is moderated, not answered.".to_owned()
        } else if self.row.channel.state == Standing::Active {
            match law::instead(grounds) {
                Some(instead) => format!("You cannot answer here as things stand: {instead}."),
                None => "You cannot answer here as things stand.".to_owned(),
            }
        } else {
            format!("This channel is {}, so nobody is answered here.", self.row.channel.state)
        };
        Ok(Some((
            because,
            law::quotes(&self.reader.base(), &grounds.because),
            law::who_can_by_name(&self.charter, grounds),
        )))
    }

    /// The judge's opinion of an answer to some reader that serves every goal and belongs to no sponsor.
    async fn opinion_of_an_answer(&self) -> Result<Opinion, Failed> {
        let language =
            Language::parse(&self.charter.rules().charter.language).map_err(|error| self.reader.trouble(error))?;
        let mut draft = Draft::new(language);
        draft.answers = ReplyTo::parse("https://reader.invalid/post").ok();
        draft.channels.push(self.id());
        draft.goals = self.charter.rules().goals.keys().cloned().collect();
        let (group, person) = (self.reader.id(), self.reader.person());
        let opinion = opinions::may_schedule(&self.app.here, group, person, None, &draft).await;
        opinion.map_err(|declined| self.failed(declined))
    }

    /// The preferred channel, where it is another one: its name and page.
    pub fn preferred(&self) -> Option<(String, String)> {
        let row = self.register.iter().find(|row| row.channel.marks.preferred && row.channel.id != self.id())?;
        Some((row.channel.name.clone(), words::page(&self.reader, &row.channel)))
    }
}
