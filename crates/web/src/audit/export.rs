//! The log to take along: as CSV for a spreadsheet, as JSON for a program. Both hold what the filters of the page
//! leave, the newest first.

use super::asked::{Asked, Query};
use crate::{App, failed::Failed, reader::Insider};
use axum::{
    extract::{self, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use store::LogLine;

/// Entries that are read at once.
const AT_ONCE: u64 = 1_000;

/// `GET /g/{group}/audit.csv`.
pub(super) async fn csv(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Response, Failed> {
    let lines = all(&app, &insider, query).await?;
    let mut text = row(&COLUMNS.map(str::to_owned));
    for line in &lines {
        text.push_str(&row(&cells(line, &insider)));
    }
    Ok(file("text/csv; charset=utf-8", &format!("{}-audit.csv", insider.group.slug), text))
}

/// `GET /g/{group}/audit.json`.
pub(super) async fn json(
    State(app): State<App>,
    insider: Insider,
    extract::Query(query): extract::Query<Query>,
) -> Result<Response, Failed> {
    let lines = all(&app, &insider, query).await?;
    let entries: Vec<_> = lines
        .iter()
        .map(|line| {
            json!({
                "id": line.id, "position": line.position, "at": line.at, "who": who(line, &insider), "act": line.act,
                "refused": line.refused, "leaf": line.leaf, "record": line.record,
            })
        })
        .collect();
    let whole = json!({ "group": insider.group.name, "entries": entries });
    let text = serde_json::to_string_pretty(&whole).map_err(|error| insider.trouble(error))?;
    Ok(file("application/json", &format!("{}-audit.json", insider.group.slug), text))
}

async fn all(app: &App, insider: &Insider, query: Query) -> Result<Vec<LogLine>, Failed> {
    let asked = Asked::of(query, &insider.zone);
    let mut lines: Vec<LogLine> = Vec::new();
    loop {
        let read = app.here.store.log_page(insider.id(), &asked.filter, lines.len() as u64, AT_ONCE).await;
        let read = read.map_err(|error| insider.trouble(error))?;
        let last = (read.len() as u64) < AT_ONCE;
        lines.extend(read);
        if last {
            return Ok(lines);
        }
    }
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
        line.position.map_or_else(String::new, |position| position.to_string()),
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

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        // The name is made of the group's name in addresses: small letters, digits and hyphens.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, text).into_response()
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
