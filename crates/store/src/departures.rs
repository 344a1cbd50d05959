//! A membership ends: its member leaves, or its term is over. What ends with it ends in the same transaction: offices,
//! access, the sessions of somebody who is in no other group; what they planned waits for somebody else. Nothing is deleted.

use crate::{
    Changed, Declined, ErrandKind, Gather, Judged, deliveries, errands,
    gather::{About, Gathering},
    members, sessions,
    tables::{access_grant, member, office_held},
    terms::{self, Terms},
};
use audit::Change;
use basics::{Moment, PersonId};
use charter::{
    Act as _, Actor,
    act::{EndTerm, LeaveGroup},
};
use membership::{Because, Ending, what_ends};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Gather for LeaveGroup {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}
impl Gather for EndTerm {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::default()])
    }
}

impl Judged<LeaveGroup> {
    /// The member is alumni from now on.
    ///
    /// # Errors
    /// [`Declined::ByRule`] when they left before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (person, by) = (self.act().person, self.by()?);
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let endings = what_ends(&terms.charter, &terms.people, person, &Because::Left, self.now());
        if endings.is_empty() {
            return Err(Declined::rule("this membership is over already; nothing has to be given up"));
        }
        let departure = Departure { terms, person, by: Some(by), why: people::Ending::MembershipLost };
        departure.carried_out(self, &endings).await
    }
}

impl Judged<EndTerm> {
    /// The member is alumni from the end of their term on, also where the program was away then.
    ///
    /// # Errors
    /// [`Declined::ByRule`] while the term runs, while saying that one stays still counts, and when it was ended before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let person = self.act().person;
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let lapsed = terms.people.member(person).and_then(|member| member.lapses(&terms.rule, &[], self.now()));
        if lapsed.is_none() {
            return Err(Declined::rule("this term is not over, or was ended before; nothing has to be done"));
        }
        let endings = what_ends(&terms.charter, &terms.people, person, &Because::Lapsed, self.now());
        let departure = Departure { terms, person, by: None, why: people::Ending::TermEnded };
        departure.carried_out(self, &endings).await
    }
}

/// Somebody's going, and who brought it about: nobody where it happened by itself.
struct Departure {
    terms: Terms,
    person: PersonId,
    by: Option<PersonId>,
    why: people::Ending,
}

impl Departure {
    /// Ends all of it, in the transaction of the act.
    async fn carried_out<A: Gather>(&self, judged: Judged<A>, endings: &[Ending]) -> Result<Changed, Declined> {
        let mut changes = Vec::new();
        for ending in endings {
            match ending {
                Ending::Office { office, at } => changes.extend(self.end_office(&judged, office, *at).await?),
                Ending::Membership { at, why } => {
                    changes.push(self.end_membership(&judged, *at, why).await?);
                    changes.extend(self.end_access(&judged, *at).await?);
                    changes.extend(self.hold_posts(&judged).await?);
                    self.end_sessions(&judged).await?;
                    let chat = (ErrandKind::OutOfChat, self.person);
                    errands::note_of_chat(&judged.tx, judged.group, &self.terms.charter, chat, *at).await?;
                }
                // What hangs on an outside status is not ended by a member's going.
                Ending::Exemption { .. } | Ending::Access { .. } | Ending::Vote { .. } | Ending::Request { .. } => {}
            }
        }
        Ok(judged.changed(changes))
    }

    async fn end_office<A: Gather>(
        &self,
        judged: &Judged<A>,
        office: &str,
        at: Moment,
    ) -> Result<Option<Change>, Declined> {
        let ended = office_held::Entity::update_many()
            .col_expr(office_held::Column::UntilAt, Expr::value(at.micros()))
            .filter(office_held::Column::GroupId.eq(judged.group.uuid()))
            .filter(office_held::Column::PersonId.eq(self.person.uuid()))
            .filter(office_held::Column::Office.eq(office))
            .filter(later(office_held::Column::UntilAt, at))
            .exec(&judged.tx)
            .await?;
        let name = self.terms.charter.office_name(office);
        Ok((ended.rows_affected > 0).then(|| Change::from_to("office", json!(name), json!({ "ended": at }))))
    }

    async fn end_membership<A: Gather>(&self, judged: &Judged<A>, at: Moment, why: &str) -> Result<Change, Declined> {
        member::Entity::update_many()
            .col_expr(member::Column::LeftAt, Expr::value(at.micros()))
            .col_expr(member::Column::LeftBecause, Expr::value(why))
            .filter(member::Column::GroupId.eq(judged.group.uuid()))
            .filter(member::Column::PersonId.eq(self.person.uuid()))
            .exec(&judged.tx)
            .await?;
        Ok(Change::from_to("membership", json!("member"), json!({ "ended": at, "why": why })))
    }

    /// A grant ends by the end of the term in any case; the others end now.
    async fn end_access<A: Gather>(&self, judged: &Judged<A>, at: Moment) -> Result<Option<Change>, Declined> {
        let ended = access_grant::Entity::update_many()
            .col_expr(access_grant::Column::EndedAt, Expr::value(at.micros()))
            .col_expr(access_grant::Column::EndedBy, Expr::value(self.by.map(PersonId::uuid)))
            .col_expr(access_grant::Column::EndedWhy, Expr::value("the membership ended"))
            .filter(access_grant::Column::GroupId.eq(judged.group.uuid()))
            .filter(access_grant::Column::PersonId.eq(self.person.uuid()))
            .filter(access_grant::Column::EndedAt.is_null())
            .filter(access_grant::Column::UntilAt.gt(at.micros()))
            .exec(&judged.tx)
            .await?;
        let grants = ended.rows_affected;
        Ok((grants > 0).then(|| Change::made("access ended", json!({ "grants": grants }))))
    }

    async fn hold_posts<A: Gather>(&self, judged: &Judged<A>) -> Result<Option<Change>, Declined> {
        let name = self.terms.people.member(self.person).map_or("its planner", |member| member.name_role.as_str());
        let note = format!("{name} planned it and is no longer a member. Somebody else plans it again, or drops it.");
        let held = deliveries::hold_of_person(&judged.tx, judged.group, self.person, &note, judged.now()).await?;
        Ok((!held.is_empty()).then(|| Change::made("posts held for somebody else", json!({ "posts": held }))))
    }

    /// One session serves every group that its person is in.
    async fn end_sessions<A: Gather>(&self, judged: &Judged<A>) -> Result<(), Declined> {
        let (tx, now) = (&judged.tx, judged.now());
        if !members::belongs_elsewhere(tx, judged.group, self.person, now).await? {
            sessions::end_others(tx, self.person, None, self.why, now).await?;
        }
        Ok(())
    }
}

/// No end, or one after this instant.
fn later<C: sea_orm::ColumnTrait>(column: C, at: Moment) -> Condition {
    Condition::any().add(column.is_null()).add(column.gt(at.micros()))
}
