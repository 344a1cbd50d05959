//! `/g/{group}/calendar/slots`: the times of the week at which a group likes to publish, for all of its channels or for one.

use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    filters,
    frame::{Frame, Place},
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Choice, Empty, Field, Kind, Look, Pick, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, slots};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::{ChannelId, SlotId};
use jiff::civil::{Time, Weekday};
use publishing::slots::Slot;
use serde::Deserialize;
use store::SlotRow;

/// The page.
#[derive(Template)]
#[template(path = "calendar/slots.html")]
pub struct Slots {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// The zone of the group.
    pub zone: String,
    /// Weekday and time, for which channels, by whom, and the button that takes it out.
    pub slots: Vec<(String, String, String, Action)>,
    /// The day of another one.
    pub weekday: Pick,
    /// Its time.
    pub time: Field,
    /// Its channel.
    pub channel: Pick,
}

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    weekday: String,
    time: String,
    channel: String,
}

/// The list, with the form for another.
pub(super) async fn show(State(app): State<App>, insider: Insider, done: JustDone) -> Result<Page<Slots>, Failed> {
    let mut page = page(&app, &insider, &Typed::default(), Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] =
    &[("put", "The slot is there."), ("out", "The slot is gone. What is planned at it stays planned.")];

/// Puts another slot there. What is wrong stands at its field, and every word is kept.
pub(super) async fn put(
    State(app): State<App>,
    insider: Insider,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Failed> {
    let mut problems = Problems::default();
    if let Some(slot) = typed.slot(&insider, &mut problems) {
        match slots::put(&app.here, insider.id(), insider.person(), slot).await {
            Ok(_) => return Ok(Done::at(address(&insider), "put").into_response()),
            Err(Declined::ByRule(wrong)) => problems.add("weekday", words::sentence(&wrong)),
            Err(declined) => return Err(insider.failed(declined)),
        }
    }
    Ok(Page::again(page(&app, &insider, &typed, problems).await?).into_response())
}

/// Takes one out.
pub(super) async fn take_out(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, SlotId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    match slots::take_out(&app.here, insider.id(), insider.person(), id).await {
        Ok(()) => Ok(Done::at(address(&insider), "out").into_response()),
        Err(declined) => Err(insider.failed(declined)),
    }
}

impl Typed {
    /// The slot that is meant.
    fn slot(&self, insider: &Insider, problems: &mut Problems) -> Option<Slot> {
        let weekday = WEEKDAYS.into_iter().find(|day| word(*day) == self.weekday);
        if weekday.is_none() {
            problems.add("weekday", "Choose a day of the week.");
        }
        let time: Option<Time> = self.time.trim().parse().ok();
        if time.is_none() {
            problems.add("time", "Write the time as hours and minutes, such as 15:00.");
        }
        let channel = match self.channel.as_str() {
            "" => None,
            chosen => Some(insider.known.channels.iter().map(|row| row.channel.id).find(|id| id.to_string() == chosen)),
        };
        if channel == Some(None) {
            problems.add("channel", "This channel is not in the register of this group: choose again.");
            return None;
        }
        let to_the_minute = |time: Time| Time::new(time.hour(), time.minute(), 0, 0).ok();
        Some(Slot { channel: channel.flatten(), weekday: weekday?, time: to_the_minute(time?)? })
    }
}

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn word(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn address(insider: &Insider) -> String {
    format!("{}/calendar/slots", insider.base())
}

async fn page(app: &App, insider: &Insider, typed: &Typed, problems: Problems) -> Result<Slots, Failed> {
    let rows = app.here.store.slots(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let days = WEEKDAYS.map(|day| Choice::new(word(day), word(day)).chosen(word(day) == typed.weekday));
    Ok(Slots {
        frame: insider.frame(app, Place::Calendar).await?,
        to: address(insider),
        zone: insider.zone.name().to_owned(),
        slots: rows.iter().map(|row| told(insider, row)).collect(),
        weekday: Pick {
            name: "weekday".to_owned(),
            label: "Day of the week".to_owned(),
            of: days.to_vec(),
            error: problems.at("weekday"),
            ..Pick::default()
        },
        time: Field::new("time", "Time").kind(Kind::Time).value(&typed.time).marked(&problems),
        channel: channels(insider, typed, &problems),
        problems,
    })
}

fn channels(insider: &Insider, typed: &Typed, problems: &Problems) -> Pick {
    let all = Choice::new("", "All channels").chosen(typed.channel.is_empty());
    let each = insider.known.channels.iter().map(|row| {
        let id = row.channel.id.to_string();
        let chosen = id == typed.channel;
        Choice::new(&id, row.channel.name.clone()).chosen(chosen)
    });
    Pick {
        name: "channel".to_owned(),
        label: "For which channels".to_owned(),
        of: [all].into_iter().chain(each).collect(),
        error: problems.at("channel"),
        ..Pick::default()
    }
}

fn told(insider: &Insider, row: &SlotRow) -> (String, String, String, Action) {
    let slot = &row.slot;
    let when = format!("{} {}", word(slot.weekday), slot.time.strftime("%H:%M"));
    let take_out = Action::new(
        format!("Take out {when}"),
        "x",
        format!("{}/{}/take-out", address(insider), row.id),
        insider.token(),
    );
    let whose = slot.channel.map_or_else(|| "all channels".to_owned(), |channel| name_of(insider, channel));
    (when, whose, format!("put there by {}", insider.name(row.by)), take_out.look(Look::Quiet))
}

fn name_of(insider: &Insider, channel: ChannelId) -> String {
    let row = insider.known.channels.iter().find(|row| row.channel.id == channel);
    row.map_or_else(|| "a channel".to_owned(), |row| row.channel.name.clone())
}
