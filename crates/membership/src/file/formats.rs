//! The three formats. Each says the same of a person by the same names, so that nothing is lost from one to another.

use super::{Entry, Format, NotWritten, Placed, Wrong, unread};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A person as the formats name what is said of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mail: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    offices: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    joined: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    term_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    term_until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<String>,
}

#[derive(Serialize)]
struct Written {
    member: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfToml {
    #[serde(default)]
    member: Vec<toml::Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfYaml {
    #[serde(default)]
    member: Vec<serde_saphyr::Spanned<Row>>,
}

pub(super) const COLUMNS: [&str; 8] = ["name", "mail", "offices", "also", "joined", "term_from", "term_until", "left"];

/// What makes a spreadsheet compute a cell instead of showing it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn read(text: &str) -> Result<Vec<Placed>, Vec<Wrong>> {
    let rows = match Format::of(text) {
        Format::Toml => of_toml(text).map_err(|wrong| vec![wrong])?,
        Format::Yaml => of_yaml(text).map_err(|wrong| vec![wrong])?,
        Format::Csv => of_csv(text)?,
    };
    let mut wrong = Vec::new();
    let placed = rows.into_iter().map(|(line, row)| Placed { line, entry: entry(line, row, &mut wrong) }).collect();
    if wrong.is_empty() { Ok(placed) } else { Err(wrong) }
}

fn of_toml(text: &str) -> Result<Vec<(usize, Row)>, Wrong> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |at: usize| ends.partition_point(|end| *end < at) + 1;
    let read: OfToml = toml::from_str(text).map_err(|error| Wrong {
        line: error.span().map_or(1, |span| line(span.start)),
        what: unread::in_words(Format::Toml, error.message()),
    })?;
    Ok(read.member.into_iter().map(|row| (line(row.span().start), row.into_inner())).collect())
}

fn of_yaml(text: &str) -> Result<Vec<(usize, Row)>, Wrong> {
    let line = |at: serde_saphyr::Location| usize::try_from(at.line()).unwrap_or(1).max(1);
    let read: OfYaml = serde_saphyr::from_str(text).map_err(|error| {
        let plain = error.without_snippet();
        let what = unread::in_words(Format::Yaml, plain.to_string().lines().next().unwrap_or_default());
        Wrong { line: plain.location().map_or(1, line), what }
    })?;
    Ok(read.member.into_iter().map(|row| (line(row.referenced), row.value)).collect())
}

/// A spreadsheet of some countries writes semicolons; its head tells.
fn of_csv(text: &str) -> Result<Vec<(usize, Row)>, Vec<Wrong>> {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| vec![broken(&error)])?.clone();
    let unknown = columns.iter().find(|column| !COLUMNS.contains(column));
    let twice = columns.iter().enumerate().find(|(n, column)| columns.iter().take(*n).any(|other| other == *column));
    let head_says = match (unknown, twice) {
        (Some(unknown), _) => {
            format!("the column {unknown:?} is not known; a roster has the columns {}", COLUMNS.join(", "))
        }
        (_, Some((_, twice))) => format!("the column {twice:?} stands here twice"),
        _ if !columns.iter().any(|column| column == "name") => "a column \"name\" is needed".to_owned(),
        _ => String::new(),
    };
    if !head_says.is_empty() {
        return Err(vec![Wrong { line: 1, what: head_says }]);
    }
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => {
                rows.push((starts(text, &record), cells(&columns, &record)));
            }
            Err(error) => wrong.push(broken(&error)),
        }
    }
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

/// The line of a row. The reader counts the empty lines before a row as part of it.
fn starts(text: &str, record: &csv::StringRecord) -> usize {
    let Some(at) = record.position() else { return 1 };
    let whole = |number: u64| usize::try_from(number).unwrap_or(1);
    let before = text.get(whole(at.byte())..).unwrap_or_default();
    let empty = before.chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count();
    whole(at.line()) + empty
}

fn broken(error: &csv::Error) -> Wrong {
    let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!(
                "this row has {len} cells, and the head of the file has {expected_len}; quote a cell that holds a comma"
            )
        }
        _ => unread::in_words(Format::Csv, &error.to_string()),
    };
    Wrong { line, what }
}

fn cells(columns: &csv::StringRecord, record: &csv::StringRecord) -> Row {
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name);
        shown(at.and_then(|at| record.get(at)).unwrap_or_default()).to_owned()
    };
    let several = |name: &str| {
        cell(name).split([' ', ',', ';']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let some = |name: &str| Some(cell(name)).filter(|text| !text.trim().is_empty());
    Row {
        name: cell("name"),
        mail: some("mail"),
        offices: several("offices"),
        also: several("also"),
        joined: some("joined"),
        term_from: some("term_from"),
        term_until: some("term_until"),
        left: some("left"),
    }
}

/// A cell without the apostrophe that [`guarded`] put in front.
fn shown(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    rest.unwrap_or(cell)
}

/// A cell that a spreadsheet shows and never computes.
fn guarded(cell: String) -> String {
    if cell.starts_with(FORMULA) || cell.starts_with('\'') { format!("'{cell}") } else { cell }
}

fn entry(line: usize, row: Row, wrong: &mut Vec<Wrong>) -> Entry {
    let mut day = |what: &str, text: Option<String>| -> Option<Date> {
        let text = text?;
        let read = text.trim().parse().ok();
        if read.is_none() {
            let what = format!("{text:?} is not a day on which anybody {what}; write it as 2026-11-20");
            wrong.push(Wrong { line, what });
        }
        read
    };
    let (joined, left) = (day("joined", row.joined), day("left", row.left));
    let (term_from, term_until) = (day("began a term", row.term_from), day("ended a term", row.term_until));
    let words = |words: Vec<String>| words.into_iter().map(|word| word.trim().to_owned()).collect::<BTreeSet<_>>();
    let mut offices = words(row.offices);
    offices.remove(crate::MEMBER);
    Entry {
        name: row.name.trim().to_owned(),
        mail: row.mail.map(|mail| mail.trim().to_owned()).filter(|mail| !mail.is_empty()),
        offices,
        also: words(row.also),
        joined,
        term_from,
        term_until,
        left,
    }
}

pub(super) fn write(entries: &[Entry], format: Format) -> Result<String, NotWritten> {
    let member: Vec<Row> = entries.iter().map(row).collect();
    let not = |why: String| NotWritten { format: format.word(), why };
    match format {
        Format::Toml => toml::to_string(&Written { member }).map_err(|error| not(error.to_string())),
        Format::Yaml => serde_saphyr::to_string(&Written { member }).map_err(|error| not(error.to_string())),
        Format::Csv => as_csv(member).map_err(not),
    }
}

fn row(entry: &Entry) -> Row {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Row {
        name: entry.name.clone(),
        mail: entry.mail.clone(),
        offices: entry.offices.iter().cloned().collect(),
        also: entry.also.iter().cloned().collect(),
        joined: day(entry.joined),
        term_from: day(entry.term_from),
        term_until: day(entry.term_until),
        left: day(entry.left),
    }
}

fn as_csv(rows: Vec<Row>) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| error.to_string())?;
    for row in rows {
        let cells = [
            row.name,
            row.mail.unwrap_or_default(),
            row.offices.join(" "),
            row.also.join(" "),
            row.joined.unwrap_or_default(),
            row.term_from.unwrap_or_default(),
            row.term_until.unwrap_or_default(),
            row.left.unwrap_or_default(),
        ];
        writer.write_record(cells.map(guarded)).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
