//! A new draft: text and rules of the last version to begin from, typed or uploaded, checked before it is kept.

use super::{Follow, NewDraft, follow};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    guard::SentWithFiles,
    page::Page,
    parts::{Clause, Field, Kind, Problems},
    reader::Insider,
};
use acts::{
    Declined,
    amending::{self, Filled, NotADraft},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use charter::{Charter, CharterText, Problem, sentences};
use serde::Deserialize;

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    reason: String,
    text: String,
    rules: String,
    minor: String,
    follow: String,
}

/// The form, with the last version in it.
pub(super) async fn show(State(app): State<App>, insider: Insider) -> Result<Page<NewDraft>, Failed> {
    let base = base(&app, &insider).await?;
    let typed =
        Typed { text: base.text().verbatim().to_owned(), rules: base.rules_source().to_owned(), ..Typed::default() };
    page(&app, &insider, &base, &typed, Problems::default(), None).await.map(Page::ok)
}

/// Keeps the draft. What makes no charter stands in the form again, with every problem and its line.
pub(super) async fn take(
    State(app): State<App>,
    insider: Insider,
    SentWithFiles { form: mut typed, files }: SentWithFiles<Typed>,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    for file in &files {
        match CharterText::parse(&file.bytes) {
            Ok(text) if file.field == "text_file" => text.verbatim().clone_into(&mut typed.text),
            Ok(text) if file.field == "rules_file" => text.verbatim().clone_into(&mut typed.rules),
            Ok(_) => {}
            Err(error) => problems.add(&file.field, format!("The file was not taken: {error}.")),
        }
    }
    if problems.is_empty() && typed.follow == "yes" {
        let base = base(&app, &insider).await?;
        if let Some((rules, told)) = follow::done(&base, &typed.text, &typed.rules) {
            typed.rules = rules;
            return Ok(Page::ok(page(&app, &insider, &base, &typed, problems, Some(told)).await?).into_response());
        }
    }
    if problems.is_empty() {
        let filled = Filled {
            text: typed.text.clone(),
            rules: typed.rules.clone(),
            reason: typed.reason.clone(),
            is_minor: typed.minor == "yes",
        };
        match amending::propose(&app.here, insider.id(), insider.person(), &filled).await {
            Ok(draft) => return Ok(Redirect::to(&format!("{}/charter/drafts/{draft}", insider.base())).into_response()),
            Err(NotADraft::Problems(all)) => all.iter().for_each(|problem| tell(problem, &typed, &mut problems)),
            Err(NotADraft::Declined(Declined::ByField { field, sentence })) => problems.add(field, sentence),
            Err(NotADraft::Declined(declined)) => return Err(insider.failed(declined)),
        }
    }
    let base = base(&app, &insider).await?;
    let offered = follow::offered(&base, &typed.text);
    Ok(Page::again(page(&app, &insider, &base, &typed, problems, offered).await?).into_response())
}

/// `Line 12 of the rules, “clause = "B33"”: there is no clause "B33"; expected …`. The boxes of a form have no numbers.
fn tell(problem: &Problem, typed: &Typed, problems: &mut Problems) {
    let of_rules = problem.file == "rules";
    let (field, whose, words) =
        if of_rules { ("rules", "the rules", &typed.rules) } else { ("text", "the text", &typed.text) };
    let line = words.lines().nth(problem.line.saturating_sub(1)).map(str::trim).unwrap_or_default();
    let line = if line.is_empty() { String::new() } else { format!(", “{line}”") };
    let whole = problem.to_string();
    let says = whole.splitn(3, ':').nth(2).unwrap_or(&whole).trim();
    problems.add(field, format!("Line {} of {whose}{line}: {says}.", problem.line));
}

async fn base(app: &App, insider: &Insider) -> Result<std::sync::Arc<Charter>, Failed> {
    amending::last_adopted(&app.here, insider.id()).await.map_err(|declined| insider.failed(declined))
}

async fn page(
    app: &App,
    insider: &Insider,
    base: &Charter,
    typed: &Typed,
    problems: Problems,
    follow: Option<Follow>,
) -> Result<NewDraft, Failed> {
    let amendment = base.rules().amendment.as_ref();
    let minor = amendment.map(|amendment| amendment.minor.as_slice()).unwrap_or_default();
    let fields = [
        Field::new("reason", "What changes, and why")
            .kind(Kind::Lines(3))
            .value(typed.reason.clone())
            .hint("In a sentence or two: whoever decides reads it first."),
        Field::new("text", "The text").kind(Kind::Lines(16)).value(typed.text.clone()),
        Field::new("text_file", "… or a file with the text").kind(Kind::File).optional(),
        Field::new("rules", "The rules beside it")
            .kind(Kind::Source(16))
            .value(typed.rules.clone())
            .hint("The digest of the text is filled in. Where lines were added or taken out, the check names the places to write."),
        Field::new("rules_file", "… or a file with the rules").kind(Kind::File).optional(),
    ];
    let marked = fields.into_iter().map(|field| field.marked(&problems));
    Ok(NewDraft {
        fields: marked.collect(),
        is_minor: typed.minor == "yes",
        not_minor: problems.at("minor"),
        problems,
        minor: match minor {
            [] => "This charter calls no change minor.".to_owned(),
            parts => format!("This charter calls changes of these minor: {}.", sentences::listed(parts, "and")),
        },
        clause: amendment.map(|amendment| Clause::of(&insider.base(), &amendment.clause)),
        follow,
        to: format!("{}/charter/drafts", insider.base()),
        frame: insider.frame(app, Place::Charter).await?,
    })
}
