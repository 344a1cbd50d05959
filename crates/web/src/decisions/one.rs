//! One decision: the count, the ballot, the proposal, who said what, and the rule.

use super::{
    Decision,
    ballot::{Filled, choices},
    list::ends,
    reading::{OfDecision, Reading},
    words,
};
use crate::{
    App,
    address::Path,
    done::JustDone,
    failed::Failed,
    frame::Place,
    law,
    page::Page,
    parts::{Action, Choices, Clause, Field, Kind, Look, Problems, Quote},
    reader::Insider,
    seats, told,
};
use axum::extract::State;
use charter::{
    Status,
    rules::{AmendPolicy, BallotChange, DecisionRule, Method, Secrecy},
    sentences::capital,
};
use decisions::{Roll, Stage};

/// The page.
pub async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    done: JustDone,
) -> Result<Page<Decision>, Failed> {
    let reading = Reading::of(&app, reader, &of).await?;
    let mut page = reading.page(&Filled::default(), Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[
    ("called", "The vote is called."),
    ("seconded", "Seconded: the vote is open."),
    ("cast", "Your ballot is in."),
    ("updated", "The text is changed, and the vote begins anew."),
    ("extended", "The vote runs longer."),
    ("withdrawn", "The vote is taken back. Its question waits on."),
    ("taken_over", "You took it over: it is called anew."),
    ("set_aside", "The decision is set aside."),
    ("stays_out", "You stay out of this vote."),
    ("present", "It is noted that you took part."),
    ("answered", "Your answer stands beside the objection."),
    ("casting", "The tie is decided."),
    ("declared", "Consensus is declared."),
];

impl Reading<'_> {
    /// The page, with the ballot as it was filled in.
    pub(super) async fn page(&self, filled: &Filled, problems: Problems) -> Result<Decision, Failed> {
        let (rule, row) = (self.rule()?, &self.row);
        let no_ballot = self.no_ballot(rule);
        let may_vote = no_ballot.is_none();
        let things = [format!("decision {}", row.id), format!("answer {}", row.question.id)];
        let history = told::about(self.app, &self.reader, &things).await;
        let meant = acts::consequence::of(&self.app.here, self.reader.id(), row).await;
        let (law, status) = self.decided_by(rule);
        let reply = self.app.here.store.reply_to(row.question.id).await.map_err(|error| self.reader.trouble(error))?;
        Ok(Decision {
            frame: self.reader.frame(self.app, Place::Decisions).await?,
            reply: reply.map(|reply| (reply.words, self.reader.when(reply.at))),
            number: row.number.to_string(),
            title: words::title(row),
            state: words::state(row, self.now),
            when: format!(
                "{}, {} by {}",
                ends(&self.reader, row, self.now),
                self.begun(),
                self.name(row.course.sponsor)
            ),
            outcome: self.outcome(rule),
            meant: meant.map_err(|error| self.reader.trouble(error))?,
            objections: self.objections(rule).await?,
            answering: self.answering(rule, filled, &problems),
            presence: self.presence(rule),
            casting: self.casting(filled, &problems).await?,
            tie: self.who_decides_the_tie(rule),
            tally: self.tally(rule),
            ballot: (may_vote && row.paper.is_none()).then(|| self.choices(rule, filled, &problems)),
            ranks: self.ranks(filled, &problems).filter(|_| may_vote),
            rounds: self.rounds(),
            agreed: self.agreed(),
            stay_out: self.staying_out(filled, &problems).filter(|_| self.is_on_the_roll()),
            recused: self.recused(),
            reconsidered: self.reconsidered(filled, &problems).await?.filter(|_| row.is_of_the_group()),
            set_aside: self.set_aside(),
            supersedes: self.supersedes().await?,
            reason: (may_vote && rule.secrecy != Secrecy::Secret).then(|| self.reason(rule, filled, &problems)),
            cast: may_vote.then(|| self.button("Cast your ballot", "check", "ballot").look(Look::Primary)),
            text: row.text().to_string(),
            ballot_to: format!("{}/ballot", self.at()),
            no_ballot: no_ballot.filter(|_| self.is_open()),
            changeable: words::changeable(rule),
            proposal: (!row.question.question.is_free()).then(|| row.body.clone()),
            sponsor_says: words::sponsor_says(row),
            for_members: row.for_members.clone(),
            changed: self.changed().await?,
            update: self.update(rule, filled, &problems),
            question: (format!("The question, and why it is {}’s", self.whose()), self.question()),
            seat: self.seat(),
            actions: self.actions(),
            extend: self.extend(rule, filled, &problems),
            said: self.said(rule),
            said_how: self.said_how(rule),
            quotes: self.quotes(law, status),
            facts: words::facts_of(rule, row),
            effect: words::effect(row).to_owned(),
            clause: Clause::of(&self.reader.base(), &row.question.question.clause),
            course: self.course(),
            history: history.map_err(|error| self.reader.trouble(error))?,
            problems,
        })
    }

    /// Whoever decides, within a sentence.
    pub(super) fn whose(&self) -> String {
        self.charter.the_body(&self.row.question.question.body)
    }

    /// The reader's own ballot in a vote of another body, where they are on its roll.
    fn seat(&self) -> Option<String> {
        let is_on_it = self.row.roll.as_ref().is_some_and(|roll| roll.admits(self.reader.person()).is_ok());
        let theirs = !self.row.is_of_the_group() && is_on_it && self.is_open();
        theirs.then(|| seats::href(&self.reader.group.slug, self.row.number))
    }

    pub(super) fn begun(&self) -> &'static str {
        if !self.row.is_of_the_group() {
            return "put";
        }
        if self.row.declared.is_some() { "declared" } else { "called" }
    }

    /// The clause that says how it is decided: of the consensus, where one was declared.
    fn decided_by<'a>(&'a self, rule: &'a DecisionRule) -> (&'a str, Status) {
        let consensus = self.charter.rules().consensus.as_ref().filter(|_| self.row.declared.is_some());
        consensus.map_or((rule.clause.as_str(), rule.status), |found| (found.clause.as_str(), found.status))
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.row.course.at(self.now), Stage::Open { .. })
    }

    fn is_on_the_roll(&self) -> bool {
        let me = self.reader.person();
        self.is_open() && self.row.roll.as_ref().is_some_and(|roll| roll.admits(me).is_ok())
    }

    fn question(&self) -> String {
        format!("{}/requests/{}", self.reader.base(), self.row.question.id)
    }

    fn quotes(&self, label: &str, status: Status) -> Vec<Quote> {
        law::quoted(&self.charter, &self.reader.base(), label, law::follows(status)).into_iter().collect()
    }

    /// Why this reader has no ballot now; nothing for whoever has one.
    fn no_ballot(&self, rule: &DecisionRule) -> Option<String> {
        if !self.is_open() {
            return Some(format!("This vote is {}.", self.row.course.at(self.now).words()));
        }
        if !self.row.is_of_the_group() {
            let words = "votes on this. Whoever has a seat on it finds the ballot among their seats.";
            return Some(format!("{} {words}", capital(&self.whose())));
        }
        let me = self.reader.person();
        let is_in = self.row.roll.iter().flat_map(Roll::voters).any(|(voter, how)| voter == me && how.has_voted);
        if is_in && rule.ballot_change == BallotChange::Final {
            return Some("Your ballot is in, and by this rule it stands as it was cast.".to_owned());
        }
        let admitted = self.row.roll.as_ref().map(|roll| roll.admits(self.reader.person()));
        match admitted {
            Some(Ok(())) => None,
            Some(Err(closed)) => Some(crate::words::sentence(&closed)),
            None => Some("This vote has no roll yet.".to_owned()),
        }
    }

    fn choices(&self, rule: &DecisionRule, filled: &Filled, problems: &Problems) -> Choices {
        let mine = self.ballots.iter().find(|ballot| ballot.person == self.reader.person());
        let cast = mine.and_then(|ballot| ballot.choice.as_deref()).unwrap_or_default();
        let chosen = if filled.choice.is_empty() { cast } else { filled.choice.as_str() };
        choices(rule, chosen, problems)
    }

    /// Why, as it was typed just now, or as it stands with one's own ballot.
    fn reason(&self, rule: &DecisionRule, filled: &Filled, problems: &Problems) -> Field {
        let mine = self.ballots.iter().find(|ballot| ballot.person == self.reader.person());
        let known = mine.map(|ballot| ballot.reason.clone()).filter(|_| filled.choice.is_empty());
        let field =
            Field::new("reason", "Why?").kind(Kind::Lines(2)).value(known.unwrap_or_else(|| filled.reason.clone()));
        if rule.method == Method::Consent {
            return field
                .hint("Whoever objects says why: members read it at once, so that it can be met.")
                .marked(problems);
        }
        field.optional().hint("Members see it, after the close.").marked(problems)
    }

    pub(super) fn button(&self, words: &str, icon: &'static str, path: &str) -> Action {
        Action::new(words, icon, format!("{}/{path}", self.at()), self.reader.token())
    }

    fn actions(&self) -> Vec<Action> {
        if !self.row.is_of_the_group() {
            return Vec::new();
        }
        let mine = self.row.course.sponsor == self.reader.person();
        let withdraw = || {
            let effect = "Nothing is counted, and the question waits on. A vote may be called on it anew.";
            self.button("Take it back", "rotate-ccw", "withdraw").confirming(effect, "Take the vote back")
        };
        match self.row.course.at(self.now) {
            stage if stage.is_under_way() && mine => vec![withdraw()],
            Stage::Withdrawn if !mine && self.row.declared.is_none() && self.row.question.answer.is_none() => {
                vec![self.button("Take it over", "hand", "take-over").look(Look::Group)]
            }
            Stage::AwaitsSecond { .. } => vec![self.button("Second it", "hand", "second").look(Look::Group)],
            _ => self.anew().into_iter().collect(),
        }
    }

    fn update(&self, rule: &DecisionRule, filled: &Filled, problems: &Problems) -> Option<(String, Field)> {
        let mine = self.row.course.sponsor == self.reader.person();
        let field = Field::new("proposal", "The proposal").kind(Kind::Lines(4));
        let field =
            field.value(if filled.proposal.is_empty() { self.row.body.clone() } else { filled.proposal.clone() });
        let field = field.hint("The vote begins anew with it, and ballots from before are void.");
        let field = field.marked(problems);
        let may = mine && self.row.is_of_the_group() && rule.amend_policy == AmendPolicy::Reset && self.is_open();
        may.then(|| (format!("{}/text", self.at()), field))
    }

    fn extend(&self, rule: &DecisionRule, filled: &Filled, problems: &Problems) -> Option<(String, Vec<Field>)> {
        let mine = self.row.course.sponsor == self.reader.person();
        let until = Field::new("until", "Open until the end of").kind(Kind::Day).value(filled.until.clone());
        let why = Field::new("why", "Why?").value(filled.why.clone()).hint("It stands in the audit log.");
        let fields = vec![until.marked(problems), why.marked(problems)];
        (mine && self.row.is_of_the_group() && rule.may_extend && self.is_open())
            .then(|| (format!("{}/extend", self.at()), fields))
    }
}
