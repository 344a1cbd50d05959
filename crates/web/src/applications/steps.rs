//! What members do about an application: attest, put it to the group, carry out what was decided, tell why.

use super::one::{Filled, OfApplication, Sight};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::{Nothing, Sent, SentOnce},
    page::Page,
    parts::Problems,
    reader::Insider,
};
use acts::{
    Declined,
    admission::{self, Word},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

/// Attests something, with one's name.
pub(super) async fn attest(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfApplication>,
    sent: SentOnce<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (filled, form) = sent.first(&app, &sight.reader, |_| sight.at()).await?;
    let mut problems = Problems::default();
    if filled.evidence.is_empty() {
        problems.add("evidence", "choose what you attest");
    }
    if filled.met.is_empty() {
        problems.add("met", "say whether it is so");
    }
    if !problems.is_empty() {
        return Ok(Page::again(sight.page(&filled, problems).await?).into_response());
    }
    let who = sight.reader.elevated(&app, &sight.with_typed(&filled)).await?;
    let word = Word { evidence: &filled.evidence, met: filled.met == "yes", says: &filled.says };
    let attested = admission::attest(&app.here, sight.reader.id(), &who, sight.row.id, word, &form).await;
    answered(&sight, &filled, attested, "attested").await
}

/// Tells the applicant why.
pub(super) async fn explain(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfApplication>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.with_typed(&filled)).await?;
    let told = admission::explain(&app.here, sight.reader.id(), &who, sight.row.id, &filled.why).await;
    answered(&sight, &filled, told, "explained").await
}

/// Back to the page, or the page once more with what is wrong and what was typed.
async fn answered(
    sight: &Sight<'_>,
    filled: &Filled,
    done: Result<(), Declined>,
    word: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(Done::at(sight.at(), word).into_response()),
        Err(Declined::ByField { field, sentence }) => {
            let problems = Problems::of(field, sentence);
            Ok(Page::again(sight.page(filled, problems).await?).into_response())
        }
        Err(declined) => Err(sight.reader.failed(declined)),
    }
}

/// Puts it to whoever decides.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfApplication>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let asked = admission::ask(&app.here, sight.reader.id(), &who, sight.row.id).await;
    let id = asked.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{id}", sight.reader.base())))
}

/// Carries out what was decided and recorded.
pub(super) async fn admit(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfApplication>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let admitted = admission::admit(&app.here, sight.reader.id(), &who, sight.row.id).await;
    admitted.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Done::at(sight.at(), "admitted"))
}
