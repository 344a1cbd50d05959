//! The meetings of a group: the next one, those that follow, those that were held.

use super::{Meetings, Row, SeriesLine, house, waiting};
use crate::{
    App,
    done::JustDone,
    failed::Failed,
    frame::Place,
    law,
    page::Page,
    parts::{Action, Clause, Quote, Tag, Tone},
    reader::Insider,
    when, words,
};
use acts::meetings::{planning, shortfalls};
use axum::extract::State;
use charter::{Charter, rules};
use meetings::{Kind, Reading, Rhythm, Stage};
use store::{MeetingRow, SeriesRow};

/// How many of those that follow are listed, and of those that were held.
const LISTED: usize = 8;
const PAST: usize = 30;

/// The list.
pub(super) async fn list(State(app): State<App>, reader: Insider, done: JustDone) -> Result<Page<Meetings>, Failed> {
    let trouble = |error: anyhow::Error| reader.trouble(error);
    let charter = app.here.store.charter(reader.id()).await.map_err(trouble)?;
    let all = app.here.store.meetings(reader.id()).await.map_err(trouble)?;
    let series = app.here.store.meeting_series(reader.id()).await.map_err(trouble)?;
    let now = reader.reader.at;
    let next = waiting::next(&all, now);
    // What the end of a series called off stands in its line, with the way back.
    let is_ahead = |row: &&MeetingRow| row.course().ends() > now && !row.is_off_with_series;
    let ahead: Vec<&MeetingRow> =
        all.iter().filter(is_ahead).filter(|row| next.is_none_or(|next| next.id != row.id)).collect();
    let more = ahead.len().saturating_sub(LISTED) as u64;
    let past = all.iter().rev().filter(|row| row.course().ends() <= now).take(PAST);
    let mut lines = Vec::new();
    for series in &series {
        let resume = resume(&app, &reader, series).await.map_err(trouble)?;
        let (line, otherwise) = (in_a_line(&reader, series), otherwise(&reader, &charter, series));
        lines.push(SeriesLine { line, resume, otherwise });
    }
    let mut frame = reader.frame(&app, Place::Meetings).await?;
    frame.toast = done.told(&[("set", "The rule of the house is set.")]);
    Ok(Page::ok(Meetings {
        frame,
        quotes: quotes(&reader, &charter),
        next: next.map(|next| row(&reader, next)),
        ahead: ahead.iter().take(LISTED).map(|one| row(&reader, one)).collect(),
        more: (more > 0).then(|| format!("{} planned.", words::counted(more, "more is", "more are"))),
        past: past.map(|one| row(&reader, one)).collect(),
        series: lines,
        attendance: attendance(&app, &reader, &charter).await?,
    }))
}

/// What the charter says about meeting.
pub(super) fn quotes(reader: &Insider, charter: &Charter) -> Vec<Quote> {
    let rule = charter.rules().meetings.as_ref().filter(|rule| rule.every.is_some());
    let quote = |rule: &rules::Meetings| law::quoted(charter, &reader.base(), &rule.clause, law::follows(rule.status));
    rule.and_then(quote).into_iter().collect()
}

fn in_a_line(reader: &Insider, series: &SeriesRow) -> String {
    let (rhythm, at, zone) = (series.course.rhythm, series.course.at.strftime("%H:%M"), &reader.zone);
    let first = series.course.first.strftime("%A %-d %B %Y");
    let ended = series.ended.as_ref().map(|end| ended(reader, end)).unwrap_or_default();
    format!("{}: {rhythm} at {at} ({zone}) since {first}{ended}.", series.title)
}

/// That the charter says another rhythm than a series goes on in, which it does until somebody ends it. Either reading of words
/// that can be read in two ways is the charter's.
fn otherwise(reader: &Insider, charter: &Charter, series: &SeriesRow) -> Option<(String, Clause)> {
    let regular = planning::regular(charter).filter(|_| series.ended.is_none())?;
    let goes_on = series.course.rhythm;
    let is_a_reading = regular.is_open && matches!(goes_on, Rhythm::Days(14) | Rhythm::TwiceAWeek);
    let words = format!(
        "The charter has the group meet {}, and this series goes on {goes_on}: end it on the page of its next meeting, and \
         plan another.",
        regular.rhythm
    );
    (goes_on != regular.rhythm && !is_a_reading).then(|| (words, Clause::of(&reader.base(), regular.clause)))
}

fn ended(reader: &Insider, end: &store::SeriesEnd) -> String {
    let day = when::day(end.at, &reader.zone);
    match &end.by {
        Some((by, why)) => format!(", ended on {day} by {}: {why}", reader.name(*by)),
        None => format!(", ended on {day}"),
    }
}

/// Taking a series up again, while its next meeting would still be to come.
pub(super) async fn resume(app: &App, reader: &Insider, series: &SeriesRow) -> Result<Option<Action>, anyhow::Error> {
    let Some(row) = app.here.store.resumes_from(series).await? else { return Ok(None) };
    let to = format!("{}/meetings/{}/resume", reader.base(), row.id);
    Ok(Some(Action::new("Take the series up again", "undo-2", to, reader.token())))
}

fn row(reader: &Insider, row: &MeetingRow) -> Row {
    let mut meta = vec![reader.when(row.starts), when::relative(row.starts, reader.reader.at)];
    if row.kind != Kind::Regular {
        meta.push(kind(row.kind).to_owned());
    }
    Row {
        title: row.title.clone(),
        href: format!("{}/meetings/{}", reader.base(), row.id),
        meta,
        state: state(row, row.course().at(reader.reader.at)),
    }
}

/// How a meeting stands, in a word or two.
pub(super) fn state(row: &MeetingRow, stage: Stage) -> Tag {
    match stage {
        Stage::Ahead if row.sequence > 0 => Tag::new(Tone::Accent, "calendar-clock", "Moved"),
        Stage::Ahead => Tag::new(Tone::Accent, "calendar-days", "Planned"),
        Stage::Running => Tag::new(Tone::Warn, "circle-dot", "Under way"),
        Stage::Cancelled => Tag::plain("ban", "Called off"),
        Stage::Over if row.published.is_some() => Tag::plain("globe", "Minutes published"),
        Stage::Over if row.approved.is_some() => Tag::well("Minutes approved"),
        Stage::Over => Tag::plain("clock", "Held"),
    }
}

/// What sort of meeting it is.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Regular => "a regular meeting",
        Kind::AdHoc => "beside the regular ones",
        Kind::Emergency => "an emergency",
    }
}

type Attendance = (String, Clause, Vec<super::Asks>, Vec<crate::parts::Offer>);

/// Who is told privately when somebody's attendance falls short, and how the share is read.
async fn attendance(app: &App, reader: &Insider, charter: &Charter) -> Result<Option<Attendance>, Failed> {
    let counting = shortfalls::counting(&app.here, reader.id()).await.map_err(|error| reader.trouble(error))?;
    let Some(counting) = counting else { return Ok(None) };
    let who: Vec<String> = counting.conveners().iter().map(|person| reader.name(*person)).collect();
    let told = match who.as_slice() {
        [] => "Nobody is named convener, so nobody is told when somebody misses more than the charter says.".to_owned(),
        who => format!(
            "When somebody misses more than the charter says, {} alone is told, and nothing follows by itself.",
            charter::sentences::listed(who, "or")
        ),
    };
    let reading = match counting.reading() {
        Reading::Literal => "",
        Reading::Strict => " It is read strictly: by the share of meetings somebody came to.",
    };
    let clause = Clause::of(&reader.base(), counting.clause());
    let (asks, offers) =
        house::offers(app, reader, charter, &counting).await.map_err(|declined| reader.failed(declined))?;
    Ok(Some((format!("{told}{reading}"), clause, asks, offers)))
}
