//! One vote of a body, for whoever has a seat on it: the question with everything needed to decide, the rule, the ballot.

use super::{SeatVote, href, list::ends};
use crate::{
    App,
    address::Path,
    decisions::{Filled, READ_AGAIN, choices, words as decided},
    done::{Done, JustDone},
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Kind, Problems},
    reader::Reader,
    words,
};
use acts::{Declined, requests, seats, votes};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::Zone;
use charter::{
    Charter,
    rules::{DecisionRule, Secrecy},
};
use decisions::{Number, Stage, count};
use people::Elevated;
use serde::Deserialize;
use std::sync::Arc;
use store::{Ballot, DecisionRow, Group};

/// The vote of the address.
#[derive(Deserialize)]
pub(super) struct OfVote {
    group: String,
    number: String,
}

/// A vote of a body, as somebody looks at it who has a seat on it now.
struct Seated<'app> {
    app: &'app App,
    reader: Reader,
    group: Group,
    zone: Zone,
    charter: Arc<Charter>,
    row: DecisionRow,
    mine: Option<Ballot>,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(of): Path<OfVote>,
    done: JustDone,
) -> Result<Page<SeatVote>, Failed> {
    let seated = Seated::of(&app, reader, &of).await?;
    let mut page = seated.page(&Filled::default(), Problems::default()).await?;
    page.plain.toast = done.told(&[("cast", "Your ballot is in.")]);
    Ok(Page::ok(page))
}

/// Casts a ballot, or another in its place.
pub(super) async fn cast(
    State(app): State<App>,
    reader: Reader,
    Path(of): Path<OfVote>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let seated = Seated::of(&app, reader, &of).await?;
    let who = seated.elevated().await?;
    let Ok(text) = filled.text.parse() else { return seated.again(&filled, "choice", READ_AGAIN).await };
    if filled.choice.is_empty() {
        return seated.again(&filled, "choice", "Choose one of these before you cast your ballot.").await;
    }
    let ballot = votes::Filled { text, choice: filled.choice.clone(), reason: filled.reason.clone() };
    match seats::cast(&app.here, seated.group.id, &who, seated.row.id, &ballot).await {
        Ok(()) => Ok(Done::at(seated.at(), "cast").into_response()),
        Err(Declined::ByRule(sentence)) => seated.again(&filled, "choice", &words::sentence(&sentence)).await,
        Err(Declined::ByField { field, sentence }) => seated.again(&filled, field, &sentence).await,
        Err(Declined::Stale(_)) => seated.again(&filled, "choice", READ_AGAIN).await,
        Err(declined) => Err(seated.reader.failed(declined)),
    }
}

impl<'app> Seated<'app> {
    /// Whoever has no seat on the body now learns nothing, not even that the vote is there.
    async fn of(app: &'app App, reader: Reader, of: &OfVote) -> Result<Self, Failed> {
        let gone = || Failed::gone(reader.plain());
        let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
        let number: Number = of.number.parse().map_err(|_| gone())?;
        let group = store.group_by_slug(&of.group).await.map_err(trouble)?.ok_or_else(gone)?;
        let row = store.decision(group.id, number).await.map_err(trouble)?.ok_or_else(gone)?;
        let body = &row.question.question.body;
        let seated = store.electorate(group.id, body).await.map_err(trouble)?;
        if row.is_of_the_group() || !seated.contains(&reader.person()) {
            return Err(gone());
        }
        let charter = store.charter_of_digest(group.id, row.charter).await.map_err(trouble)?;
        let zone = Zone::named(&group.zone).map_err(|error| reader.trouble(error))?;
        let ballots = store.ballots(&row).await.map_err(trouble)?;
        let mine = ballots.into_iter().find(|ballot| ballot.person == reader.person());
        Ok(Self { app, reader, group, zone, charter, row, mine })
    }

    fn at(&self) -> String {
        href(&self.group.slug, self.row.number)
    }

    async fn elevated(&self) -> Result<Elevated, Failed> {
        let asked = self.app.here.asks_in(self.group.id).await.map_err(|declined| self.reader.failed(declined))?;
        self.reader.who.elevated(asked).map_err(|step_up| Failed::prove(&self.at(), step_up))
    }

    fn rule(&self) -> Result<&DecisionRule, Failed> {
        let rule = self.charter.rules().decision.get(&self.row.rule);
        rule.ok_or_else(|| self.reader.trouble(anyhow::anyhow!("the charter has no rule {:?}", self.row.rule)))
    }

    async fn again(&self, filled: &Filled, field: &'static str, sentence: &str) -> Result<Response, Failed> {
        let problems = Problems::of(field, sentence.to_owned());
        Ok(Page::again(self.page(filled, problems).await?).into_response())
    }

    async fn page(&self, filled: &Filled, problems: Problems) -> Result<SeatVote, Failed> {
        let (rule, row, now) = (self.rule()?, &self.row, self.app.here.store.now());
        let brief = requests::brief(&self.app.here, &self.group, &row.question).await;
        let no_ballot = self.no_ballot();
        let may_vote = no_ballot.is_none();
        let cast = self.mine.as_ref().and_then(|mine| mine.choice.as_deref()).unwrap_or_default();
        let chosen = if filled.choice.is_empty() { cast } else { filled.choice.as_str() };
        let says = self.charter.clause(&rule.clause);
        Ok(SeatVote {
            plain: self.reader.plain(),
            title: decided::title(row),
            number: row.number.to_string(),
            state: decided::state(row, now),
            when: ends(row, &self.zone, now),
            tally: self.tally(rule),
            ballot: may_vote.then(|| choices(rule, chosen, &problems)),
            reason: (may_vote && rule.secrecy != Secrecy::Secret).then(|| self.reason(filled, &problems)),
            text: row.text().to_string(),
            ballot_to: format!("{}/ballot", self.at()),
            changeable: decided::changeable(rule),
            no_ballot,
            brief: brief.map_err(|error| self.reader.trouble(error))?,
            draft: self.draft().await?,
            facts: decided::facts_of(rule, row),
            rule_says: says.map(|clause| (clause.label.clone(), clause.spoken(), clause.heading.clone())),
            problems,
        })
    }

    /// The page of the draft that it is about. Members alone open it.
    async fn draft(&self) -> Result<Option<String>, Failed> {
        let standing = self.app.here.store.standing(self.group.id, self.reader.person()).await;
        let is_member = standing.map_err(|error| self.reader.trouble(error))?.is_member();
        let about = &self.row.question.question.about;
        let is_draft = is_member && about.kind == "charter_draft";
        Ok(is_draft.then(|| format!("/g/{}/charter/drafts/{}", self.group.slug, about.id)))
    }

    fn reason(&self, filled: &Filled, problems: &Problems) -> Field {
        let known = self.mine.as_ref().map(|mine| mine.reason.clone()).filter(|_| filled.choice.is_empty());
        let field = Field::new("reason", "Why?").kind(Kind::Lines(2));
        let field = field.value(known.unwrap_or_else(|| filled.reason.clone())).optional();
        let field = field.hint("The group that asks sees it, after the close.");
        field.marked(problems)
    }

    /// Why this reader has no ballot now; nothing for whoever has one.
    fn no_ballot(&self) -> Option<String> {
        let stage = self.row.course.at(self.app.here.store.now());
        if !matches!(stage, Stage::Open { .. }) {
            return Some(format!("This vote is {}.", stage.words()));
        }
        let admitted = self.row.roll.as_ref().is_some_and(|roll| roll.admits(self.reader.person()).is_ok());
        (!admitted).then(|| {
            "You had no seat yet when this vote opened, or it is about you, so you have no ballot in it.".to_owned()
        })
    }

    /// The count: how many voted while it is open, and against what was needed once it is closed.
    fn tally(&self, rule: &DecisionRule) -> Option<(String, String)> {
        let roll = self.row.roll.as_ref()?;
        let (entitled, voted) = (roll.entitled(), roll.voters().filter(|(_, voter)| voter.has_voted).count());
        if let Some(why) = decided::hides_turnout(rule, &self.row) {
            return Some((format!("{entitled} have a vote"), why.to_owned()));
        }
        let turnout = format!("{voted} of {entitled} have voted");
        let Some(closing) = self.row.closed else {
            return Some((turnout, "What they chose is shown when the vote is closed.".to_owned()));
        };
        let (tally, _) = closing.counted?;
        let counted = count(rule, tally, entitled, roll.recused());
        Some((counted.to_string(), format!("{turnout}; {} needed", counted.needed)))
    }
}
