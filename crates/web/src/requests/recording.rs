//! Recording what a body decided elsewhere. A record is never edited: the next one corrects it and says so.

use super::one::{Filled, OfQuestion, Sight};
use crate::{App, address::Path, failed::Failed, guard::Sent, page::Page, parts::Problems, reader::Insider};
use acts::{Declined, answers};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

/// Records it.
pub async fn record(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let recorded = match answer(&filled) {
        Ok(answer) => {
            // What is too long is refused before it travels in an address.
            let who = sight.reader.elevated(&app, &sight.with_typed(&filled)).await?;
            answers::record_from(&app.here, sight.reader.id(), &who, sight.standing().id, answer, &filled.from).await
        }
        Err(declined) => Err(declined),
    };
    match recorded {
        Ok(()) => Ok(Redirect::to(&sight.at()).into_response()),
        Err(Declined::ByRule(sentence)) => {
            let problems =
                Problems::of(if filled.outcome.is_empty() { "outcome" } else { "on" }, in_a_sentence(&sentence));
            Ok(Page::again(sight.page(&filled, problems).await?).into_response())
        }
        Err(Declined::ByField { field, sentence }) => {
            let problems = Problems::of(if matches!(field, "tally" | "from") { field } else { "source" }, sentence);
            Ok(Page::again(sight.page(&filled, problems).await?).into_response())
        }
        Err(Declined::ByCharter(grounds)) => {
            let refused = sight.reader.failed(Declined::ByCharter(Box::new(sight.in_this_way(&grounds))));
            Err(refused.explained(sight.charter(), &sight.reader.known.channels))
        }
        Err(declined) => Err(sight.reader.failed(declined)),
    }
}

/// With a capital and a full stop.
fn in_a_sentence(words: &str) -> String {
    let words = charter::sentences::capital(words);
    if words.ends_with(['.', '?', '!']) { words } else { format!("{words}.") }
}

fn answer(filled: &Filled) -> Result<answers::Filled, Declined> {
    let yes = match filled.outcome.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Declined::rule("say what was decided: that it agreed, or that it did not")),
    };
    let answer = answers::Filled {
        yes,
        decided_on: filled.on.clone(),
        source: filled.source.clone(),
        tally: filled.tally.clone(),
    };
    answer.fits()?;
    Ok(answer)
}
