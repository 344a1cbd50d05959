//! `/g/{group}/members/holidays`: days on which nobody is expected to answer, set in advance for everybody.

use super::{
    change::{self, Said, marked, to_mend},
    view::{Change, ChangeForm, Line},
};
use crate::{
    App, address,
    done::{Done, JustDone},
    failed::Failed,
    guard::SentOnce,
    page::Page,
    parts::{Field, Kind, Problems, Toast},
    reader::Insider,
    when,
};
use acts::terms;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use basics::FormId;
use charter::act::SetHoliday;
use membership::Holiday;
use serde::Deserialize;

/// A holiday as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    from: String,
    last: String,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
    done: JustDone,
) -> Result<Page<Change>, Failed> {
    let mut page = page(&app, &insider, &filled, Problems::default()).await?;
    let words = "The holiday is set, for everybody alike.".to_owned();
    page.frame.toast = (done.word() == Some("set")).then_some(Toast { words, link: None });
    Ok(Page::ok(page))
}

/// Sets one.
pub(super) async fn set(
    State(app): State<App>,
    insider: Insider,
    sent: SentOnce<Filled>,
) -> Result<Response, Failed> {
    let (filled, form) = sent.first(&app, &insider, |_| at(&insider)).await?;
    let typed = [("from", filled.from.as_str()), ("last", &filled.last)];
    let who = insider.elevated(&app, &address::with(&at(&insider), typed)).await?;
    match terms::set_holiday(&app.here, insider.id(), &who, (&filled.from, &filled.last), &form).await {
        Ok(()) => Ok(Done::at(at(&insider), "set").into_response()),
        Err(declined) => {
            let problems = to_mend(&insider, declined, "from")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

fn at(insider: &Insider) -> String {
    format!("{}/members/holidays", insider.base())
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let people = change::people(app, insider).await?;
    let field = |name: &str, label: &str, value: &str| {
        marked(Field::new(name, label).kind(Kind::Day).value(value.to_owned()), &problems)
    };
    let form = ChangeForm {
        to: at(insider),
        picks: Vec::new(),
        choices: None,
        fields: vec![field("from", "The first day", &filled.from), field("last", "The last day", &filled.last)],
        once: Some(FormId::mint(insider.reader.at).to_string()),
        button: "Set it for everybody",
        icon: "calendar-days",
    };
    let said = Said {
        title: "Holidays",
        lead:
            "Whoever’s term ends in a holiday can say until it is over that they stay; their rights rest meanwhile. It \
               moves the end of no term, and is set before it begins."
                .to_owned(),
        lines: people.holidays.iter().map(|holiday| line(insider, holiday)).collect(),
        lines_are: "Holidays",
    };
    change::page(app, insider, said, (form, &SetHoliday { group: insider.id() }), problems).await
}

fn line(insider: &Insider, holiday: &Holiday) -> Line {
    let day = |day: jiff::civil::Date| day.strftime("%a %-d %b %Y").to_string();
    let last = holiday.until.yesterday().unwrap_or(holiday.until);
    Line {
        what: format!("{} to {}", day(holiday.from), day(last)),
        words: format!("set by {} on {}", insider.name(holiday.by), when::day(holiday.set_at, &insider.zone)),
        clause: None,
        action: None,
        link: None,
    }
}
