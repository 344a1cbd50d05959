//! What ends is carried out in the transaction of the act that ends it: offices, the membership, access, the sessions of
//! somebody who is in no other group; what they planned waits for somebody else. Nothing is deleted. What ends with what
//! is said by `membership::what_ends`; nothing here decides it.

use crate::{
    Changed, Declined, ErrandKind, Gather, Judged, Question,
    database::tables::{access_grant, member, office_held},
    decisions::written,
    deliveries,
    groups::errands,
    members::removing::{self, moot},
    members::roster,
    members::staying,
    members::terms::Terms,
    people::sessions,
};
use audit::Change;
use basics::{AnswerId, Moment, PersonId};
use membership::{Course, Ending};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

/// What ends for somebody, and who brought it about: nobody where it happened by itself.
pub(crate) struct Ends {
    /// The people of the group and its terms.
    pub terms: Terms,
    /// For whom it ends.
    pub person: PersonId,
    /// Who brought it about.
    pub by: Option<PersonId>,
    /// Why sessions end, where they do.
    pub why: people::Ending,
}

impl Ends {
    /// Ends all of it, in the transaction of the act.
    ///
    /// # Errors
    /// When the store fails: nothing is changed then.
    pub async fn carried_out<A: Gather>(&self, judged: Judged<A>, endings: &[Ending]) -> Result<Changed, Declined> {
        let changes = self.written(&judged, endings).await?;
        Ok(judged.changed(changes))
    }

    /// The same for an act that has more to write.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn written<A: Gather>(&self, judged: &Judged<A>, endings: &[Ending]) -> Result<Vec<Change>, Declined> {
        let mut changes = Vec::new();
        for ending in endings {
            match ending {
                Ending::Office { office, at } => changes.extend(self.end_office(judged, office, *at).await?),
                Ending::Membership { at, why } => {
                    changes.push(self.end_membership(judged, *at, why).await?);
                    changes.extend(self.end_access(judged, *at).await?);
                    changes.extend(self.hold_posts(judged, "is no longer a member").await?);
                    changes.extend(moot(judged, self.person).await?);
                    self.end_sessions(judged).await?;
                    let chat = (ErrandKind::OutOfChat, self.person);
                    errands::note_of_chat(&judged.tx, judged.group, &self.terms.charter, chat, *at).await?;
                }
                Ending::Exemption { at } => changes.extend(self.term_runs(judged, *at).await?),
                Ending::Access { status, .. } => {
                    changes.extend(self.hold_posts(judged, "has no access for now").await?);
                    changes.push(Change::made("access rests", json!({ "status": status })));
                }
                Ending::Vote { at, status } => {
                    changes.push(Change::made("vote rests", json!({ "from": at, "without": status })));
                }
                Ending::Request { body, office } => changes.extend(self.ask(judged, body, office).await?),
            }
        }
        Ok(changes)
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

    async fn hold_posts<A: Gather>(&self, judged: &Judged<A>, so: &str) -> Result<Option<Change>, Declined> {
        let name = self.terms.people.member(self.person).map_or("its planner", |member| member.name_role.as_str());
        let note = format!("{name} planned it and {so}. Somebody else plans it again, or drops it.");
        let held = deliveries::hold_of_person(&judged.tx, judged.group, self.person, &note, judged.now()).await?;
        Ok((!held.is_empty()).then(|| Change::made("posts held for somebody else", json!({ "posts": held }))))
    }

    /// The office is over by which no term ran: it runs again, counted from the day of joining.
    async fn term_runs<A: Gather>(&self, judged: &Judged<A>, at: Moment) -> Result<Option<Change>, Declined> {
        let Some(member) = self.terms.people.member(self.person) else { return Ok(None) };
        let joined = member.since.in_zone(self.terms.rule.zone.rules()).date();
        let resumed = Course::resumed(&self.terms.rule, joined, at).map_err(Declined::rule)?;
        let Some(course) = resumed else { return Ok(None) };
        staying::write(&judged.tx, judged.group, self.person, &course).await?;
        Ok(Some(Change::made("term", json!({ "until": course.ends_at() }))))
    }

    /// What the group decided about somebody whom another body put there, that body is asked.
    async fn ask<A: Gather>(&self, judged: &Judged<A>, body: &str, office: &str) -> Result<Option<Change>, Declined> {
        let Some(decided) = removing::decided(judged, self.person).await? else { return Ok(None) };
        let rules = self.terms.charter.rules();
        let clause = rules.offices.get(office).and_then(|found| found.clause.clone());
        let question = Question {
            body: body.to_owned(),
            clause: clause.unwrap_or_else(|| decided.question.clause.clone()),
            ..decided.question
        };
        let id = AnswerId::mint(judged.now());
        written::insert(&judged.tx, judged.group, id, &question, (decided.asked.0, judged.now())).await?;
        let what = format!("question to {body}");
        Ok(Some(Change::made(what, json!({ "matter": question.matter, "about": question.about }))))
    }

    /// One session serves every group that its person is in.
    async fn end_sessions<A: Gather>(&self, judged: &Judged<A>) -> Result<(), Declined> {
        let (tx, now) = (&judged.tx, judged.now());
        if !roster::belongs_elsewhere(tx, judged.group, self.person, now).await? {
            sessions::end_others(tx, self.person, None, self.why, now).await?;
        }
        Ok(())
    }
}

/// No end, or one after this instant.
fn later<C: sea_orm::ColumnTrait>(column: C, at: Moment) -> Condition {
    Condition::any().add(column.is_null()).add(column.gt(at.micros()))
}
