//! Errands that wait for somebody, for whoever may tick them.

use super::{Need, needs::Ranked};
use crate::{
    errands::title,
    home::needs::{PATIENCE, clauses},
    parts::Tone,
    reader::Insider,
    when,
};
use charter::{Charter, Opinion};
use store::Errand;

/// Each errand that is not done; nobody else is told about it.
pub(super) fn waiting(insider: &Insider, charter: &Charter, open: &[(Errand, Opinion)]) -> Vec<Ranked> {
    let mut found = Vec::new();
    for (errand, opinion) in open {
        let need = Need {
            icon: "list-checks",
            tone: Tone::Plain,
            title: title(insider, charter, errand),
            href: format!("{}/errands", insider.base()),
            networks: Vec::new(),
            why: vec![format!("since {}", when::relative(errand.made, insider.reader.at))],
            clauses: clauses(insider, opinion),
            button: Some("Look".to_owned()),
            state: None,
        };
        found.push(Ranked { too_late: errand.made.plus(PATIENCE), mine: true, need });
    }
    found
}
