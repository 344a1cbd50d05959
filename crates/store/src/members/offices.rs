//! Offices: somebody is put in one, by whoever fills it; somebody gives one up and stays in the group.

use crate::{
    Changed, Declined, Founder, Gather, Judged,
    database::tables::{member, office_held, person},
    decisions::answers::{answer_of, rows_about},
    gather::{About, Gathering},
    members::endings::Ends,
    members::roster::{insert_founder, roster},
    members::terms::{self, Terms},
};
use audit::Change;
use basics::PersonId;
use charter::{
    Act as _, Actor, GROUP,
    act::{FillOffice, HandOverOffice, StepDown},
    rules::Appointment,
};
use membership::{Because, Hindrance, MEMBER, Obstacle, hand_over, may_hold, what_ends};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr, prelude::Uuid};
use serde_json::json;

impl Gather for FillOffice {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_office(self.object(), &self.office)])
    }
}
impl Gather for StepDown {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}

impl Gather for HandOverOffice {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let people = roster(here.tx, here.group).await?.under(here.charter)?;
        let holders = people.holders(here.charter, &self.office, here.now);
        let is_theirs = here.actor.person().is_some_and(|person| holders.contains(&person));
        Ok(vec![About::of_own_office(self.object(), &self.office, is_theirs)])
    }
}

impl Judged<HandOverOffice> {
    /// The office passes from whoever hands it over, without a gap; no vote that is open changes by it.
    ///
    /// # Errors
    /// When they do not hold it, and with everything that keeps the other from it, in sentences.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (HandOverOffice { office, person }, from) = (self.act().clone(), self.by()?);
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let by = who_fills(&terms, &office);
        hand_over(&terms.charter, &terms.people, &office, (from, person), &by, self.now())
            .map_err(|found| in_words(&found))?;
        let mut changes = self.passes_from(&terms, from, &office).await?;
        self.seats(&terms, person, &office).await?;
        let name = terms.charter.office_name(&office);
        changes.push(Change::made("office", json!({ "office": name, "person": person, "from": self.now() })));
        Ok(self.changed(changes))
    }
}

impl Judged<StepDown> {
    /// The office is vacant from now on, and with it what needs it.
    ///
    /// # Errors
    /// When the person does not hold it, or it is the membership itself.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let StepDown { office, person } = self.act().clone();
        if office == MEMBER {
            return Err(Declined::rule(
                "whoever gives up being a member leaves the group; the page of the members has a button for it",
            ));
        }
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let holds = !terms.people.is_vacant(&terms.charter, &office, self.now());
        let name = terms.charter.office_name(&office);
        let because = Because::OfficeEnded { office };
        let endings = what_ends(&terms.charter, &terms.people, person, &because, self.now());
        if endings.is_empty() && holds {
            return Err(Declined::rule(format!(
                "the office {name} is held by somebody else, and only whoever holds it gives it up"
            )));
        }
        if endings.is_empty() {
            return Err(Declined::rule("this office is not held any more; nothing has to be given up"));
        }
        let ends = Ends { terms, person, by: Some(self.by()?), why: people::Ending::MembershipLost };
        ends.carried_out(self, &endings).await
    }
}

impl Judged<FillOffice> {
    /// The person holds the office from now on. Where its one seat is taken, it passes from whoever holds it without a gap;
    /// no vote that is open changes by it.
    ///
    /// # Errors
    /// With everything that keeps them from the office, in sentences.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let FillOffice { office, person } = self.act().clone();
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let by = self.filled_by(&terms).await?;
        let mut changes = Vec::new();
        if let Some(from) = gives_way(&terms, (person, &office), &by, self.now()).map_err(|all| in_words(&all))? {
            changes.extend(self.passes_from(&terms, from, &office).await?);
        }
        self.seats(&terms, person, &office).await?;
        let name = terms.charter.office_name(&office);
        changes.push(Change::made("office", json!({ "office": name, "person": person, "from": self.now() })));
        Ok(self.changed(changes))
    }

    /// The body that puts them there: the one that agreed to it, or, where the charter lets somebody do it without asking,
    /// the one that fills this office.
    async fn filled_by(&self, terms: &Terms) -> Result<String, Declined> {
        let rows = rows_about(&self.tx, self.group, &self.act().object()).await?.into_iter().map(answer_of);
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let version = self.act().object().version;
        let agreed = rows.into_iter().filter(|row| row.question.about.version == version && row.unlocks(self.now()));
        let agreed = agreed.max_by_key(crate::AnswerRow::answered_at);
        Ok(agreed.map_or_else(|| who_fills(terms, &self.act().office), |agreed| agreed.question.body))
    }
}

impl<A: Gather> Judged<A> {
    /// What ends for whoever held an office that passes.
    async fn passes_from(&self, terms: &Terms, from: PersonId, office: &str) -> Result<Vec<Change>, Declined> {
        let because = Because::OfficeEnded { office: office.to_owned() };
        let endings = what_ends(&terms.charter, &terms.people, from, &because, self.now());
        let ends = Ends { terms: terms.clone(), person: from, by: None, why: people::Ending::MembershipLost };
        ends.written(self, &endings).await
    }

    async fn seats(&self, terms: &Terms, person: PersonId, office: &str) -> Result<(), Declined> {
        if terms.people.offices(&terms.charter, person, self.now()).is_empty() {
            return self.joins_by(person, office).await;
        }
        office_held::Entity::insert(office_held::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(self.group.uuid()),
            person_id: Set(person.uuid()),
            office: Set(office.to_owned()),
            from_at: Set(self.now().micros()),
            until_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        if terms.rule.exempt.contains(office) {
            self.has_no_term(person).await?;
        }
        Ok(())
    }

    /// Somebody who comes into the group by an office.
    async fn joins_by(&self, id: PersonId, office: &str) -> Result<(), Declined> {
        let known = person::Entity::find_by_id(id.uuid()).one(&self.tx).await?.ok_or(Declined::NotFound("person"))?;
        let key = (self.group.uuid(), id.uuid());
        member::Entity::delete_by_id(key).exec(&self.tx).await?;
        let new = Founder {
            person: id,
            known_as: known.name,
            offices: vec![office.to_owned()],
            statuses: Vec::new(),
            term: None,
            joined: self.now(),
        };
        Ok(insert_founder(&self.tx, self.group, &new).await?)
    }

    /// Whose office is exempt has no term as long as they hold it.
    async fn has_no_term(&self, person: PersonId) -> Result<(), Declined> {
        member::Entity::update_many()
            .col_expr(member::Column::Course, Expr::value(None::<String>))
            .col_expr(member::Column::TermAnchor, Expr::value(None::<String>))
            .col_expr(member::Column::TermFrom, Expr::value(None::<i64>))
            .col_expr(member::Column::TermUntil, Expr::value(None::<i64>))
            .filter(member::Column::GroupId.eq(self.group.uuid()))
            .filter(member::Column::PersonId.eq(person.uuid()))
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}

/// The body that fills an office by the charter.
fn who_fills(terms: &Terms, office: &str) -> String {
    match terms.charter.rules().offices.get(office).map(|found| &found.appointed_by) {
        Some(Appointment::Body(body)) => body.clone(),
        _ => GROUP.to_owned(),
    }
}

/// Who gives way where the one seat of the office is taken; nobody where there is room.
fn gives_way(
    terms: &Terms,
    (person, office): (PersonId, &str),
    by: &str,
    now: basics::Moment,
) -> Result<Option<PersonId>, Vec<Obstacle>> {
    let Err(found) = may_hold(&terms.charter, &terms.people, person, office, by, now) else { return Ok(None) };
    let holder = terms.people.holders(&terms.charter, office, now).first().copied();
    let one_seat = terms.charter.rules().offices.get(office).is_some_and(|rule| rule.seats == Some(1));
    match holder.filter(|_| one_seat && found.iter().any(|obstacle| obstacle.what == Hindrance::Full)) {
        Some(from) => {
            hand_over(&terms.charter, &terms.people, office, (from, person), by, now).map(|passes| Some(passes.from))
        }
        None => Err(found),
    }
}

/// Every obstacle as a sentence.
pub(crate) fn in_words(found: &[Obstacle]) -> Declined {
    let all: Vec<String> = found.iter().map(ToString::to_string).collect();
    Declined::rule(all.join("; "))
}
