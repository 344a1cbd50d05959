//! How any form of the page of a meeting is done: the meeting is looked at, the act is taken, and the page is answered.

use super::one::{Filled, OfMeeting, Sight};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::{Failed, NotDone},
    guard::SentOnce,
    page::Page,
    parts::Problems,
    reader::Insider,
};
use acts::{Declined, Installation};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use basics::{GroupId, MeetingId};
use people::SignedIn;
use store::SentForm;

/// What one form of the page does.
pub(super) trait Step {
    /// Where a sentence stands that no field is to blame for.
    const FIELD: &'static str;
    /// Does it; gives the word for what was done.
    fn take(by: By<'_>, filled: &Filled) -> impl Future<Output = Result<&'static str, NotDone>> + Send;
}

/// Who takes a step, and where.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub sight: &'a Sight<'a>,
    pub here: &'a Installation,
    pub group: GroupId,
    pub who: &'a SignedIn,
    pub meeting: MeetingId,
    pub form: &'a SentForm,
}

/// Takes a step, and leads back to the page with a word for what was done; or shows the page once more, with what is wrong
/// and what was typed.
pub(super) async fn take<S: Step>(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    sent: SentOnce<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (filled, form) = sent.first(&app, &sight.reader, |_| sight.at()).await?;
    let (group, who) = (sight.reader.id(), &sight.reader.reader.who);
    let by = By { sight: &sight, here: &app.here, group, who, meeting: of.id, form: &form };
    let (mut problems, mut status) = (Problems::default(), StatusCode::UNPROCESSABLE_ENTITY);
    match S::take(by, &filled).await {
        Ok(word) => return Ok(Done::at(sight.at(), word).into_response()),
        Err(NotDone::Declined(Declined::ByField { field, sentence })) => problems.add(field, sentence),
        Err(NotDone::Declined(Declined::ByRule(sentence))) => problems.add(S::FIELD, sentence),
        Err(NotDone::Declined(Declined::Stale(what))) => {
            status = StatusCode::CONFLICT;
            problems.add(
                S::FIELD,
                format!("It changed meanwhile: somebody changed {what} after you had opened it. {READ_AGAIN}"),
            );
        }
        Err(NotDone::Declined(declined)) => return Err(sight.reader.failed(declined)),
        Err(NotDone::Failed(failed)) => return Err(failed),
    }
    // Looked at anew: what others did meanwhile stands beside what was typed.
    let is_stale = status == StatusCode::CONFLICT;
    let sight = Sight::of(&app, sight.reader, &of).await?;
    let (base, seen) = (sight.papers.version.to_string(), sight.row.sequence.to_string());
    let filled = if is_stale { Filled { seen, base, ..filled } } else { filled };
    Ok(Page::with(status, sight.page(Some(&filled), problems).await?).into_response())
}

const READ_AGAIN: &str = "Nothing was overwritten, and nothing you typed is lost: read what stands there now.";
