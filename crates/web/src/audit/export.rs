//! The log to take along: as CSV for a spreadsheet, as JSON for a program. Both hold what the filters of the page
//! leave, the newest first.

use super::asked::{Asked, Query};
use crate::{App, failed::Failed, reader::Insider};
use acts::Declined;
use axum::{
    body::Body,
    extract::{self, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use basics::{EntryId, Moment};
use futures::{StreamExt as _, TryStreamExt as _, future::ready, stream};
use serde_json::json;
use store::{LogFilter, LogLine, Place};

/// Entries that are read at once.
const AT_ONCE: u64 = 250;

/// `GET /g/{group}/audit.csv`.
pub(super) async fn csv(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Response, Failed> {
    let name = format!("{}-audit.csv", insider.group.slug);
    let head = row(&COLUMNS.map(str::to_owned));
    let body = Export::of(app, insider, query)?.body(head, as_csv, "").await?;
    Ok(file("text/csv; charset=utf-8", &name, body))
}

/// `GET /g/{group}/audit.json`.
pub(super) async fn json(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Response, Failed> {
    let name = format!("{}-audit.json", insider.group.slug);
    let head = format!("{{\"group\":{},\"entries\":[\n", json!(insider.group.name));
    let body = Export::of(app, insider, query)?.body(head, as_json, "\n]}\n").await?;
    Ok(file("application/json", &name, body))
}

/// A file on its way out: what is written never stands in memory as a whole.
struct Export {
    app: App,
    insider: Insider,
    filter: LogFilter,
}

/// How entries are written; the first of a file have nothing in front of them.
type Write = fn(&[LogLine], &Insider, bool) -> String;

impl Export {
    /// A day that cannot be read is told: a file of everything would not be what was asked for.
    fn of(app: App, insider: Insider, query: Query) -> Result<Self, Failed> {
        let asked = Asked::of(query, &insider.zone);
        if let Some(wrong) = asked.wrong() {
            return Err(insider.failed(Declined::rule(wrong)));
        }
        Ok(Self { app, insider, filter: asked.filter })
    }

    /// The newest entries are read before the answer begins, so that a trouble with them is a page that says so; one that
    /// comes later breaks the download off.
    async fn body(self, head: String, write: Write, foot: &'static str) -> Result<Body, Failed> {
        let newest = self.older(None).await.map_err(|error| self.insider.trouble(error))?;
        let entries = stream::try_unfold((self, newest, true), move |(export, lines, is_first)| async move {
            let Some(last) = lines.last() else { return Ok(None) };
            let text = write(&lines, &export.insider, is_first);
            let older = export.older(Some((last.at, last.id))).await?;
            Ok(Some((text, (export, older, false))))
        });
        let ends = |text: String| stream::once(ready(Ok::<_, anyhow::Error>(text)));
        let whole = ends(head).chain(entries).chain(ends(foot.to_owned()));
        Ok(Body::from_stream(whole.inspect_err(|error| {
            tracing::error!(error = format!("{error:#}"), "a log that somebody takes along broke off");
        })))
    }

    async fn older(&self, than: Option<(Moment, EntryId)>) -> Result<Vec<LogLine>, anyhow::Error> {
        self.app.here.store.log_older(self.insider.id(), self.insider.of_log(), &self.filter, than, AT_ONCE).await
    }
}

fn as_csv(lines: &[LogLine], insider: &Insider, _: bool) -> String {
    lines.iter().map(|line| row(&cells(line, insider))).collect()
}

fn as_json(lines: &[LogLine], insider: &Insider, is_first: bool) -> String {
    let entry = |line: &LogLine| {
        json!({
            "id": line.id, "position": position(line), "at": line.at, "who": who(line, insider), "act": line.act,
            "refused": line.refused, "leaf": line.leaf, "record": line.record,
        })
        .to_string()
    };
    let entries = lines.iter().map(entry).collect::<Vec<_>>().join(",\n");
    if is_first { entries } else { format!(",\n{entries}") }
}

const COLUMNS: [&str; 11] =
    ["position", "at", "who", "office", "act", "outcome", "object", "clauses", "facts", "changes", "leaf"];

fn cells(line: &LogLine, insider: &Insider) -> [String; 11] {
    let record = line.record.as_ref();
    let object = record.map(|record| &record.question.object);
    let cites = record.map(|record| record.opinion.cites()).unwrap_or_default();
    let labels: Vec<&str> = cites.iter().map(|cited| cited.label.as_str()).collect();
    let as_json = |value: Option<serde_json::Value>| value.map_or_else(String::new, |value| value.to_string());
    [
        position(line).map_or_else(String::new, |position| position.to_string()),
        line.at.to_string(),
        who(line, insider),
        cites.iter().find_map(|cited| cited.office.clone()).unwrap_or_default(),
        line.act.clone(),
        if line.refused { "refused" } else { "done" }.to_owned(),
        object.map_or_else(String::new, |object| format!("{} {}", object.kind, object.id)),
        labels.join(" "),
        as_json(record.map(|record| json!(record.question.cases))),
        as_json(record.map(|record| json!(record.changes))),
        line.leaf.to_string(),
    ]
}

/// The place in the chain; none while it waits for one, or is not told yet.
fn position(line: &LogLine) -> Option<u64> {
    match line.place {
        Place::At(position) => Some(position),
        Place::Waits | Place::Untold => None,
    }
}

fn who(line: &LogLine, insider: &Insider) -> String {
    match line.record.as_ref().map(|record| record.question.actor) {
        Some(charter::Actor::Person(person)) => insider.name(person),
        Some(charter::Actor::Charter) => "the charter".to_owned(),
        Some(charter::Actor::Operator) => "the operator".to_owned(),
        None => String::new(),
    }
}

/// One line of CSV, every cell in quotation marks.
fn row(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A cell that a spreadsheet shows and never computes: what would start a formula gets an apostrophe in front.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = cell.replace('"', "\"\"");
    if formula { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}

fn file(kind: &'static str, name: &str, body: Body) -> Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        // The name is made of the group's name in addresses: small letters, digits and hyphens.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_starts_a_formula_is_shown_and_not_computed() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let cell = format!("{start}HYPERLINK(\"http://x.example\")");
            assert_eq!(quoted(&cell), format!("\"'{start}HYPERLINK(\"\"http://x.example\"\")\""));
        }
        assert_eq!(quoted("Member, \"docs\""), "\"Member, \"\"docs\"\"\"");
        assert_eq!(row(&["a".to_owned(), "b\nc".to_owned()]), "\"a\",\"b\nc\"\r\n");
    }
}
