//! Where the group's chat is told what is new, with the form for whoever may say so.

use super::{page, view::Chat};
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Choice, Field, Kind, Pick, Problems},
    reader::Insider,
    when,
};
use acts::{
    Declined,
    chat::{self, ChatKind},
    opinions,
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::Digest;
use charter::{Charter, Opinion, act::TellChat};
use serde::Deserialize;

/// The form as it stands. The address is a secret and is not shown again.
pub(super) async fn form(app: &App, insider: &Insider, charter: &Charter, problems: &Problems) -> Result<Chat, Failed> {
    let known = app.here.store.chat(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let act = TellChat { kind: String::new(), address: Digest::of(b"") };
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await;
    let opinion = opinion.map_err(|declined| insider.failed(declined))?;
    let save = Action::new("Tell it there", "message-circle", format!("{}/chat", insider.base()), insider.token());
    let save = match &opinion {
        Opinion::May { .. } => save,
        Opinion::No(grounds) => {
            save.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, grounds))
        }
    };
    let kind = known.as_ref().and_then(|known| ChatKind::of(&known.kind));
    let choices = ChatKind::ALL.into_iter().map(|one| Choice::new(one.word(), one.name()).chosen(kind == Some(one)));
    let address = Field::new("address", "The address of its incoming webhook").kind(Kind::Secret);
    let address = address.hint("Whoever knows it can write there, so it is sealed and not shown again.");
    Ok(Chat {
        now: match (&known, kind) {
            (Some(known), Some(kind)) => format!(
                "What is new is told on {}, as {} said on {}.",
                kind.name(),
                insider.name(known.said.0),
                when::day(known.said.1, &insider.zone)
            ),
            _ => "The group’s chat is not told what is new.".to_owned(),
        },
        trouble: known.and_then(|known| known.trouble),
        clause: opinion.cites().first().filter(|_| opinion.may()).map(|cited| law::chip(&insider.base(), cited)),
        kind: Pick {
            name: "kind".to_owned(),
            label: "Which chat".to_owned(),
            hint: String::new(),
            of: [Choice::new("", "None: tell it no more")].into_iter().chain(choices).collect(),
            error: None,
        },
        address: match problems.at("address") {
            Some(error) => address.error(error),
            None => address.optional(),
        },
        save,
    })
}

/// What was chosen.
#[derive(Deserialize)]
pub(super) struct Filled {
    kind: String,
    #[serde(default)]
    address: String,
}

/// Keeps it.
pub(super) async fn set(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let to = format!("{}/errands", insider.base());
    let who = insider.elevated(&app, &to).await?;
    let kept = match ChatKind::of(&filled.kind) {
        Some(kind) => chat::tell(&app.here, insider.id(), &who, kind, &filled.address).await,
        None => chat::tell_no_more(&app.here, insider.id(), &who).await,
    };
    match kept {
        Ok(()) => Ok(Done::at(to, "told").into_response()),
        Err(Declined::ByField { sentence, .. } | Declined::ByRule(sentence)) => {
            let problems = Problems::of("address", sentence);
            Ok(Page::again(page(&app, &insider, problems).await?).into_response())
        }
        Err(declined) => Err(insider.failed(declined)),
    }
}
