//! `/g/{group}/members/holidays`: days on which nobody is expected to answer, set in advance for everybody.

use super::{
    change::{self, Said, Sender, again, at},
    view::{Change, ChangeForm, Line},
};
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::{Sent, SentOnce},
    parts::{Action, Field, Kind, Problems},
    reader::Insider,
    when,
};
use acts::{opinions, terms};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::FormId;
use charter::act::SetHoliday;
use jiff::civil::Date;
use membership::Holiday;
use serde::Deserialize;

/// A holiday as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HolidayForm {
    from: String,
    last: String,
}

impl change::PeopleForm for HolidayForm {
    const PAGE: &'static str = "holidays";
    const DONE: &'static [(&'static str, &'static str)] = &[
        ("set", "The holiday is set, for everybody alike."),
        ("taken_back", "The holiday is taken back, for everybody alike."),
    ];
    fn typed(&self) -> Vec<(&'static str, &str)> {
        vec![("from", &self.from), ("last", &self.last)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
        let people = change::people(app, insider).await?;
        let opinion =
            opinions::may(&app.here, insider.id(), insider.person(), &SetHoliday { group: insider.id() }).await;
        let may = opinion.map_err(|declined| insider.failed(declined))?.may();
        let field = |name: &str, label: &str, value: &str| {
            Field::new(name, label).kind(Kind::Day).value(value.to_owned()).marked(&problems)
        };
        let form = ChangeForm {
            to: at::<HolidayForm>(insider),
            picks: Vec::new(),
            choices: None,
            fields: vec![field("from", "The first day", &self.from), field("last", "The last day", &self.last)],
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
            lines: people.holidays.iter().map(|holiday| line(insider, holiday, may)).collect(),
            lines_are: "Holidays",
        };
        change::page(app, insider, said, (form, &SetHoliday { group: insider.id() }), problems).await
    }
}

/// Sets one.
pub(super) async fn set(
    State(app): State<App>,
    insider: Insider,
    sent: SentOnce<HolidayForm>,
) -> Result<Response, Failed> {
    let (filled, form) = sent.first(&app, &insider, |_| at::<HolidayForm>(&insider)).await?;
    let who = Sender { app: &app, insider: &insider }.who(&filled).await?;
    match terms::set_holiday(&app.here, insider.id(), &who, (&filled.from, &filled.last), &form).await {
        Ok(()) => Ok(Done::at(at::<HolidayForm>(&insider), "set").into_response()),
        Err(declined) => again(&app, &insider, &filled, declined, "from").await,
    }
}

/// The holiday that is taken back, by its first day and the day at whose start it would be over.
#[derive(Deserialize)]
pub(super) struct Which {
    from: Date,
    until: Date,
}

/// Takes one back that has not begun.
pub(super) async fn take_back(
    State(app): State<App>,
    insider: Insider,
    Sent(which): Sent<Which>,
) -> Result<Response, Failed> {
    let who = insider.elevated(&app, &at::<HolidayForm>(&insider)).await?;
    match terms::take_holiday_back(&app.here, insider.id(), &who, (which.from, which.until)).await {
        Ok(()) => Ok(Done::at(at::<HolidayForm>(&insider), "taken_back").into_response()),
        Err(declined) => Err(insider.failed(declined)),
    }
}

fn line(insider: &Insider, holiday: &Holiday, may: bool) -> Line {
    let day = |day: jiff::civil::Date| day.strftime("%a %-d %b %Y").to_string();
    let last = holiday.last();
    let can_be = may && holiday.can_be_taken_back(&insider.zone, insider.reader.at).is_ok();
    let back = can_be.then(|| {
        let action =
            Action::new("Take it back", "undo-2", format!("{}/take-back", at::<HolidayForm>(insider)), insider.token());
        let effect =
            "It is no holiday any more, for anybody. Whoever’s term ends in these days has no longer time by it.";
        let action = action.carrying("from", holiday.from.to_string()).carrying("until", holiday.until.to_string());
        action.confirming(effect, "Take the holiday back")
    });
    Line {
        what: format!("{} to {}", day(holiday.from), day(last)),
        words: format!("set by {} on {}", insider.name(holiday.by), when::day(holiday.set_at, &insider.zone)),
        clause: None,
        action: back,
        link: None,
    }
}
