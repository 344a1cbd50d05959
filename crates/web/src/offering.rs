//! What a page offers to do: the button that does it, the one that asks for it, or the line that is in the way.

use crate::{
    law,
    parts::{Action, Authority, Look, Offer},
    reader::Insider,
};
use acts::answers::open_matters;
use charter::{Charter, Opinion, sentences};
use store::AnswerRow;

/// What somebody may wish for, in the words of a page.
pub struct Wish {
    /// The button that does it.
    pub does: &'static str,
    /// The button that asks for it.
    pub asks: &'static str,
    /// What happens.
    pub effect: &'static str,
    /// The button's icon.
    pub icon: &'static str,
    /// How the button looks.
    pub look: Look,
    /// Where the form goes that does it.
    pub to: String,
    /// Where the form goes that asks for it.
    pub ask: String,
    /// What both carry: name and value.
    pub carries: (&'static str, &'static str),
}

/// The wish as the judge's answer makes it. `questions` are those that were put about the same thing.
pub fn offer(insider: &Insider, charter: &Charter, opinion: &Opinion, wish: Wish, questions: &[AnswerRow]) -> Offer {
    let (base, matters) = (insider.base(), open_matters(opinion));
    let button = |to: String, words: &str| {
        Action::new(words, wish.icon, to, insider.token()).carrying(wish.carries.0, wish.carries.1)
    };
    let action = match opinion {
        Opinion::May { .. } => button(wish.to, wish.does).look(wish.look).confirming(wish.effect, wish.does),
        Opinion::No(_) if !matters.is_empty() => {
            let look = match law::authority(charter, opinion) {
                Authority::Group => Look::Group,
                _ => Look::Board,
            };
            button(wish.ask, wish.asks).look(look)
        }
        Opinion::No(grounds) => button(wish.to, wish.does)
            .refused(law::quotes(&base, &grounds.because), law::who_can_by_name(charter, grounds)),
    };
    let decided_by = (!opinion.may() && !matters.is_empty()).then(|| {
        let clauses = matters.iter().map(|cited| law::chip(&base, cited)).collect();
        (sentences::headline(charter, opinion), clauses)
    });
    let waits = questions.iter().find(|row| {
        row.waits() && matters.iter().any(|cited| cited.matter.as_deref() == Some(row.question.matter.as_str()))
    });
    let waiting = waits
        .map(|row| (format!("{}: asked, waiting for the answer", wish.does), format!("{base}/requests/{}", row.id)));
    Offer { action, decided_by, waiting }
}
