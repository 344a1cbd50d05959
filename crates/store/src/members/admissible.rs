//! Whether the group can decide about an application, since when it has been talked about, and which questions are about
//! the same applicant. What is asked about anything else passes.

use crate::{
    AnswerRow, ApplicationRow, Declined, Gather, Judged, Question,
    database::tables::{answer, application},
    decisions::answers::{answer_of, rows_about},
    members::applications::{APPLICATION, found},
};
use basics::{AnswerId, ApplicationId, Moment};
use charter::Object;
use membership::eligibility::{Eligibility, eligibility, evidence};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// The application that a question is about; none where it is about something else.
async fn application_about<A: Gather>(judged: &Judged<A>, about: &Object) -> Result<Option<ApplicationRow>, Declined> {
    if about.kind != APPLICATION {
        return Ok(None);
    }
    let id = about.id.parse().map_err(|_| Declined::NotFound("application"))?;
    found(&judged.tx, judged.group, id).await.map(Some)
}

/// When the application arrived that a question is about: it has been talked about since then.
pub(crate) async fn arrived<A: Gather>(judged: &Judged<A>, about: &Object) -> Result<Option<Moment>, Declined> {
    Ok(application_about(judged, about).await?.map(|row| row.arrived))
}

/// Whether the group can decide about the application of a question: its writer is eligible by what was attested, is no
/// member by it yet, and was not refused on it. A question about anything else passes.
pub(crate) async fn may_be_decided<A: Gather>(judged: &Judged<A>, question: &Question) -> Result<(), Declined> {
    let Some(row) = application_about(judged, &question.about).await? else { return Ok(()) };
    let charter = judged.charter().await?;
    is_eligible(&row, &charter)?;
    if row.admitted.is_some() {
        return Err(Declined::rule(format!("{} was admitted on this application already", row.name)));
    }
    for earlier in rows_about(&judged.tx, judged.group, &question.about).await? {
        let earlier = answer_of(earlier)?;
        let refused = earlier.answer.as_ref().is_some_and(|(recorded, ..)| !recorded.yes);
        if refused && earlier.superseded_by.is_none() && earlier.question.matter == question.matter {
            return Err(Declined::rule("this application was decided about; its writer can apply again at any time"));
        }
    }
    Ok(())
}

/// Whether everything the charter asks for is attested.
pub(crate) fn is_eligible(row: &ApplicationRow, charter: &charter::Charter) -> Result<(), Declined> {
    let names = |evidence: Vec<membership::eligibility::Evidence>| {
        evidence.into_iter().map(|evidence| evidence.words).collect::<Vec<_>>().join("; ")
    };
    match eligibility(evidence(charter.rules()), &row.attested) {
        Eligibility::Eligible => Ok(()),
        Eligibility::Open(open) => Err(Declined::rule(format!(
            "nobody has attested yet what the charter asks of {}: {}. A member does so on the page of the application",
            row.name,
            names(open)
        ))),
        Eligibility::Not(not) => Err(Declined::rule(format!(
            "{} is not eligible as things stand, so the group does not vote on it: {}",
            row.name,
            names(not)
        ))),
    }
}

/// The questions about the same item as this one: itself, and those of the same matter about the same thing, or about an
/// application from the same address.
pub(crate) async fn questions_about_the_same<A: Gather>(
    judged: &Judged<A>,
    asked: &AnswerRow,
) -> Result<Vec<AnswerId>, Declined> {
    let mut things = vec![asked.question.about.id.clone()];
    if let Some(row) = application_about(judged, &asked.question.about).await? {
        let same = application::Entity::find()
            .filter(application::Column::GroupId.eq(judged.group.uuid()))
            .filter(application::Column::EmailKey.eq(row.email.key()))
            .all(&judged.tx)
            .await?;
        things.extend(same.into_iter().map(|row| ApplicationId::from(row.id).to_string()));
    }
    let questions = answer::Entity::find()
        .filter(answer::Column::GroupId.eq(judged.group.uuid()))
        .filter(answer::Column::Matter.eq(&asked.question.matter))
        .filter(answer::Column::ObjectKind.eq(&asked.question.about.kind))
        .filter(answer::Column::ObjectId.is_in(things))
        .all(&judged.tx)
        .await?;
    Ok(questions.into_iter().map(|row| AnswerId::from(row.id)).chain([asked.id]).collect())
}
