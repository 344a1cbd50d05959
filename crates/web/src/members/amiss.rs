//! What is amiss with how the group is composed, with the day of it that this is. Nothing shuts by itself.

use super::Vacancy;
use crate::{App, parts::Clause, reader::Insider, when};
use membership::composition::{self, Flaw, Warning};
use store::Terms;

/// What is amiss now, counted from when the charter in force took effect.
pub(crate) async fn warnings(app: &App, insider: &Insider, terms: &Terms) -> Result<Vec<Warning>, anyhow::Error> {
    let versions = app.here.store.charter_versions(insider.id()).await?;
    let in_force = versions.iter().find(|version| version.digest == terms.charter.version());
    let since = in_force.map_or(insider.reader.at, |version| version.from);
    Ok(composition::warnings(&terms.charter, &terms.people, since, insider.reader.at))
}

/// Each as a sentence with its clause; empty offices are told with who acts.
pub(super) fn told(insider: &Insider, terms: &Terms, warnings: &[Warning]) -> Vec<(String, Option<Clause>)> {
    let others = warnings.iter().filter(|warning| !matches!(warning.flaw, Flaw::Empty { .. }));
    let told = others.map(|warning| {
        let clause = warning.clause.as_deref().map(|label| Clause::of(&insider.base(), label));
        (format!("{} {}", warning.flaw.says(&terms.charter), since(insider, warning)), clause)
    });
    told.collect()
}

/// Says of each vacant office since when it is.
pub(super) fn dated(insider: &Insider, terms: &Terms, vacant: &mut [Vacancy], warnings: &[Warning]) {
    for warning in warnings {
        let Flaw::Empty { office } = &warning.flaw else { continue };
        let name = terms.charter.office_name(office);
        if let Some(vacancy) = vacant.iter_mut().find(|vacancy| vacancy.office == name) {
            vacancy.since = since(insider, warning);
        }
    }
}

/// `This is day 3 of it; it is to be mended by 1 Feb 2027.`
pub(crate) fn since(insider: &Insider, warning: &Warning) -> String {
    let day = format!("This is day {} of it", warning.day);
    match warning.cure_by {
        Some(by) if warning.is_overdue => {
            format!("{day}; it was to be mended by {}. Votes go on.", when::day(by, &insider.zone))
        }
        Some(by) => format!("{day}; it is to be mended by {}. Votes go on.", when::day(by, &insider.zone)),
        None => format!("{day}."),
    }
}
