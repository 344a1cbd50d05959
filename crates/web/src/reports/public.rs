//! `/g/{group}/record/reports`: published reports that are for everybody. Nobody's name stands there but what a report says
//! itself, and a report for members or for a body alone is not there.

use super::{PublicReport, PublicReports};
use crate::{
    App,
    address::Path,
    decisions::{is_over, is_public},
    failed::Failed,
    page::Page,
    sign_in::Caller,
    when,
};
use acts::reports::{Stands, days, stands};
use axum::extract::State;
use basics::{Moment, ReportId, Zone};
use serde::Deserialize;
use store::{DecisionRow, Group, ReportRow};

/// The group of the address.
#[derive(Deserialize)]
pub(super) struct OfGroup {
    group: String,
}

/// The report of the address.
#[derive(Deserialize)]
pub(super) struct OfReport {
    group: String,
    id: ReportId,
}

/// The page of what a group reported to everybody.
pub fn at(group: &Group) -> String {
    format!("/g/{}/record/reports", group.slug)
}

/// The reports that everybody can read, the one that was published last first, with their instants.
pub async fn published(app: &App, group: &Group) -> Result<Vec<(Moment, ReportRow)>, anyhow::Error> {
    let all = app.here.store.reports(group.id).await?.into_iter().filter(|row| row.paper.is_public);
    let mut rows: Vec<_> = all.filter_map(|row| row.published.map(|(at, _)| (at, row))).collect();
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(rows)
}

/// A group with its public reports. One that makes nothing public is not there for strangers.
async fn public_group(
    app: &App,
    caller: &Caller,
    slug: &str,
) -> Result<(Group, Vec<(Moment, ReportRow)>, Option<String>), Failed> {
    let (gone, trouble) = (|| Failed::gone(caller.stranger()), |error: anyhow::Error| caller.trouble(error));
    let group = app.here.store.group_by_slug(slug).await.map_err(trouble)?.ok_or_else(gone)?;
    let charter = app.here.store.charter(group.id).await.map_err(trouble)?;
    let record = is_public(&charter).then(|| format!("/g/{}/record", group.slug));
    let rows = published(app, &group).await.map_err(trouble)?;
    if rows.is_empty() && record.is_none() { Err(gone()) } else { Ok((group, rows, record)) }
}

/// The list.
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfGroup>,
) -> Result<Page<PublicReports>, Failed> {
    let (group, rows, record) = public_group(&app, &caller, &of.group).await?;
    let zone = Zone::named(&group.zone).map_err(|error| caller.trouble(error))?;
    let row = |(at, row): &(Moment, ReportRow)| {
        let about = format!("{}, published on {}", days(&row.paper), when::day(*at, &zone));
        (row.paper.title.clone(), about, format!("{}/{}", self::at(&group), row.id))
    };
    let rows = rows.iter().map(row).collect();
    Ok(Page::ok(PublicReports { plain: caller.stranger(), group: group.name, rows, record }))
}

/// One report.
pub(super) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfReport>,
) -> Result<Page<PublicReport>, Failed> {
    let (group, rows, record) = public_group(&app, &caller, &of.group).await?;
    let (store, trouble) = (&app.here.store, |error: anyhow::Error| caller.trouble(error));
    let (at, row) = rows.iter().find(|(_, row)| row.id == of.id).ok_or_else(|| Failed::gone(caller.stranger()))?;
    let charter = store.charter(group.id).await.map_err(trouble)?;
    let votes = store.decisions(group.id).await.map_err(trouble)?;
    let later = store.report_in_place_of(group.id, row.id).await.map_err(trouble)?;
    let earlier = rows.iter().find(|(_, other)| Some(other.id) == row.paper.replaces);
    let zone = Zone::named(&group.zone).map_err(|error| caller.trouble(error))?;
    let page = |row: &ReportRow| format!("{}/{}", self::at(&group), row.id);
    let to = row.paper.goes_to.as_ref().map(|body| format!(", to {}", charter.the_body(body))).unwrap_or_default();
    Ok(Page::ok(PublicReport {
        plain: caller.stranger(),
        group: group.name.clone(),
        list: self::at(&group),
        title: row.paper.title.clone(),
        about: format!("{}{to}", days(&row.paper)),
        // What took its place may be for members alone: then the public reads that there is one, and no word of it.
        replaced: later.map(|later| {
            let is_shown = later.paper.is_public;
            let words =
                if is_shown { format!("“{}”", later.paper.title) } else { "one that is not public".to_owned() };
            (words, is_shown.then(|| page(&later)))
        }),
        replaces: earlier.map(|(_, earlier)| (format!("“{}”", earlier.paper.title), Some(page(earlier)))),
        text: row.paper.text.clone(),
        published: when::full(*at, &zone),
        decision: decision(row, &votes, store.now(), record.as_deref()),
        digest: row.paper.digest().to_string(),
    }))
}

/// The decision that published it, with its page where the charter makes decisions public.
fn decision(
    row: &ReportRow,
    votes: &[DecisionRow],
    now: Moment,
    record: Option<&str>,
) -> Option<(String, Option<String>)> {
    let Stands::Published(_, Some(number)) = stands(row, &[], votes, now) else { return None };
    let is_there = votes.iter().any(|vote| vote.number == number && is_over(vote));
    let page = record.filter(|_| is_there).map(|record| format!("{record}/{number}"));
    Some((number.to_string(), page))
}
