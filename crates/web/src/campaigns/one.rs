//! One campaign: its limits, what of them is used, and asking whoever decides about it.

use super::{Campaign, state};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    law,
    page::Page,
    parts::{Action, Look},
    reader::Insider,
    requests::words as asked,
    words,
};
use acts::{
    answers::open_matters,
    campaigns::{self, Stands},
};
use axum::extract::State;
use basics::CampaignId;
use charter::{Charter, Opinion, sentences::listed};
use serde::Deserialize;
use store::CampaignRow;

/// The campaign of the address.
#[derive(Deserialize)]
pub(super) struct OfCampaign {
    id: String,
}

async fn found(app: &App, insider: &Insider, of: &OfCampaign) -> Result<CampaignRow, Failed> {
    let gone = || Failed::gone(insider.reader.plain());
    let id: CampaignId = of.id.parse().map_err(|_| gone())?;
    let row = app.here.store.campaign(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    row.ok_or_else(gone)
}

/// Its page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    done: JustDone,
    Path(of): Path<OfCampaign>,
) -> Result<Page<Campaign>, Failed> {
    let (row, store) = (found(&app, &insider, &of).await?, &app.here.store);
    let trouble = |error| insider.trouble(error);
    let charter = store.charter(insider.id()).await.map_err(trouble)?;
    let questions = store.questions_about(insider.id(), &row.object()).await.map_err(trouble)?;
    let posts = store.campaign_posts(insider.id(), row.id).await.map_err(trouble)?;
    let today = campaigns::today(&app.here, &charter).map_err(trouble)?;
    let stands = campaigns::stands(&row.limits, &questions, today, store.now());
    let mut frame = insider.frame(&app, Place::Requests).await?;
    frame.toast = done.told(&[("asked", "The question is put.")]);
    Ok(Page::ok(Campaign {
        frame,
        title: row.limits.name.clone(),
        state: state(stands),
        about: format!("Written by {}, {}", insider.name(row.made.0), insider.when(row.made.1)),
        limits: campaigns::in_words(&app.here, insider.id(), &row.limits).await.map_err(trouble)?,
        used: used(posts.len(), row.limits.posts),
        posts: posts
            .into_iter()
            .map(|(id, title, due)| {
                let due = due.map(|at| insider.when(at)).unwrap_or_default();
                (title, format!("{}/posts/{id}", insider.base()), due)
            })
            .collect(),
        ask: ask_button(&app, &insider, &charter, &row, stands).await?,
        means: means(stands).to_owned(),
        questions: questions.iter().map(|question| asked::line(&insider, &charter, question, store.now())).collect(),
        digest: row.limits.digest().to_string(),
    }))
}

fn used(planned: usize, most: u32) -> String {
    let left = usize::try_from(most).unwrap_or(usize::MAX).saturating_sub(planned);
    let of = words::counted(most.into(), "post", "posts");
    format!("{planned} of {of} planned or out; {left} left.")
}

fn means(stands: Stands) -> &'static str {
    match stands {
        Stands::Written => "None of its posts goes out by it before somebody asked, and it was agreed to.",
        Stands::Asked => "None of its posts goes out by it before the answer is on record.",
        Stands::Agreed => {
            "Its posts go out within these limits. What goes beyond them is refused, and takes a question of its own."
        }
        Stands::NotAgreed => "None of its posts goes out by it. Ask again, or write one with other limits.",
        Stands::Over => "None of its posts goes out by it any more. For another time write another.",
    }
}

/// Asking whoever decides about it, with the line that says so.
async fn ask_button(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    row: &CampaignRow,
    stands: Stands,
) -> Result<Option<Action>, Failed> {
    if !matches!(stands, Stands::Written | Stands::NotAgreed) {
        return Ok(None);
    }
    let opinion = campaigns::opinion(&app.here, insider.id(), insider.person(), row).await;
    let opinion = opinion.map_err(|declined| insider.failed(declined))?;
    let matters = open_matters(&opinion);
    let mut bodies: Vec<String> =
        matters.iter().filter_map(|cited| cited.goes_to.as_deref()).map(|body| charter.the_body(body)).collect();
    bodies.dedup();
    let to = format!("{}/campaigns/{}/ask", insider.base(), row.id);
    Ok(match &opinion {
        Opinion::May { .. } => None,
        Opinion::No(grounds) if matters.is_empty() => {
            let button = Action::new("Ask", "landmark", to, insider.token());
            Some(button.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, grounds)))
        }
        Opinion::No(_) => {
            let words = format!("Put it to {}", listed(&bodies, "and"));
            Some(Action::new(words, "landmark", to, insider.token()).look(Look::Board))
        }
    })
}

/// Puts it to whoever decides.
pub(super) async fn ask(
    State(app): State<App>,
    insider: Insider,
    Path(of): Path<OfCampaign>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Done, Failed> {
    let row = found(&app, &insider, &of).await?;
    let at = format!("{}/campaigns/{}", insider.base(), row.id);
    let who = insider.elevated(&app, &at).await?;
    campaigns::ask(&app.here, insider.id(), &who, &row).await.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at, "asked"))
}
