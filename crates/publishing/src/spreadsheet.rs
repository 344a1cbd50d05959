//! Planned posts as other programs write them into a spreadsheet (CSV). Columns are known by their names; a line that cannot
//! become a draft says why and takes no other down with it. Nothing here plans anything.

use crate::{CannotPlan, Choice, Planned, text, written};
use basics::{Digest, Moment, Zone, text::is_blank};
use jiff::{Timestamp, civil::DateTime};

/// The longest file, in bytes.
pub const LONGEST: usize = 1_000_000;
/// The most lines that are read.
pub const MOST: usize = 500;

/// What a column holds, and the names that it has in the files of others: of Buffer's bulk upload, and of the posts of Postiz
/// and Mixpost.
const COLUMNS: [(Column, &[&str]); 5] = [
    (Column::Text, &["text", "content", "body", "post", "message"]),
    (Column::Time, &["posting time", "publish date", "publishdate", "scheduled at", "scheduled_at", "date"]),
    (Column::Channels, &["accounts", "account", "channels", "channel", "integrations", "integration", "profile"]),
    (Column::Pictures, &["image url", "images", "image", "media"]),
    (Column::Stands, &["state", "status"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Text,
    Time,
    Channels,
    Pictures,
    Stands,
}

/// Why a file is no list of planned posts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoList {
    /// It is too long.
    #[error("the file has {0} bytes, and at most {LONGEST} are read: split it")]
    TooLong(usize),
    /// It has too many lines.
    #[error("the file has more than {MOST} lines of posts: split it")]
    TooMany,
    /// It is no text.
    #[error("the file is not in UTF-8; save it as “CSV UTF-8” and choose it again")]
    NotText,
    /// No column holds the texts.
    #[error("no column holds the texts of posts; name one “Text” (as Buffer does) or “content” (Postiz, Mixpost)")]
    NoTexts,
    /// There is no post.
    #[error("the file has no line below its first one, which names the columns")]
    Empty,
}

/// A line as it stands in the file, read but not understood yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line of the file it begins on, from 1.
    pub number: u64,
    /// The text of the post.
    pub text: String,
    /// Its time, as it is written there.
    pub time: String,
    /// Its channels, by the names that they have there.
    pub channels: Vec<String>,
    /// The addresses of its pictures.
    pub pictures: Vec<String>,
    /// How it stood there: planned, published, failed.
    pub stands: String,
}

/// A line, or where one stands that is no row of the table, and why.
pub type Read = Result<Line, (u64, String)>;

/// When a line wants to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It does not say.
    Nothing,
    /// Then.
    At(Planned),
    /// Then, and it cannot be planned so: why.
    NotSo(CannotPlan),
}

/// The text of an uploaded file.
pub fn text_of(bytes: &[u8]) -> Result<String, NoList> {
    if bytes.len() > LONGEST {
        return Err(NoList::TooLong(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NoList::NotText)?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// The lines of a file; what stands in the place of one that is no row of the table is why.
pub fn lines(text: &str) -> Result<Vec<Read>, NoList> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let columns = reader.headers().map(columns).unwrap_or_default();
    if !columns.contains(&Some(Column::Text)) {
        return Err(NoList::NoTexts);
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        if lines.len() == MOST {
            return Err(NoList::TooMany);
        }
        lines.push(match record {
            Ok(record) => Ok(line(&columns, &record)),
            Err(wrong) => {
                let at = wrong.position().map_or(0, csv::Position::line);
                Err((at, "this line is not written as a row of the table; look at its quotation marks".to_owned()))
            }
        });
    }
    if lines.is_empty() { Err(NoList::Empty) } else { Ok(lines) }
}

/// What stands between two cells: what the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn columns(names: &csv::StringRecord) -> Vec<Option<Column>> {
    let of = |name: &str| {
        let name = name.trim().to_lowercase();
        COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
    };
    names.iter().map(of).collect()
}

fn line(columns: &[Option<Column>], record: &csv::StringRecord) -> Line {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted));
        at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
    };
    let several = |wanted| {
        let cell = cell(wanted);
        let each = cell.split([',', ';', '|', '\n']).map(|one| one.trim().to_owned());
        each.filter(|one| !one.is_empty()).collect()
    };
    Line {
        number: record.position().map_or(0, csv::Position::line),
        // A form sends other line ends than the file has.
        text: without_markup(&cell(Column::Text).replace("\r\n", "\n")),
        time: cell(Column::Time),
        channels: several(Column::Channels),
        pictures: several(Column::Pictures),
        stands: cell(Column::Stands).to_lowercase(),
    }
}

impl Line {
    /// The text as a draft keeps it.
    ///
    /// # Errors
    /// Why it can be no draft: it has no words or too many, has left already, or holds what no network takes.
    pub fn words(&self) -> Result<String, String> {
        if ["published", "sent", "success"].contains(&self.stands.as_str()) {
            return Err("it was published already, so there is nothing to plan".to_owned());
        }
        if is_blank(&self.text) {
            return Err("it has no text; write one there, or begin the post here".to_owned());
        }
        if self.text.len() > text::LONGEST {
            let length = self.text.len();
            return Err(format!("its text has {length} bytes, and at most {} are kept: shorten it", text::LONGEST));
        }
        written(&self.text).map_err(|wrong| wrong.to_string())
    }

    /// When it wants to leave: a time on the wall of the zone, or an instant that is then shown on that wall.
    ///
    /// # Errors
    /// When what stands there is no time.
    pub fn wanted(&self, zone: &Zone, now: Moment) -> Result<Wanted, String> {
        if self.time.is_empty() {
            return Ok(Wanted::Nothing);
        }
        let (wall, choice) = self.wall(zone).ok_or_else(|| {
            format!("“{}” is no time; write it like 2026-12-04 15:00, on the wall of {}", self.time, zone.name())
        })?;
        Ok(match Planned::new(wall, zone, choice, now) {
            Ok(when) => Wanted::At(when),
            Err(wrong) => Wanted::NotSo(wrong),
        })
    }

    fn wall(&self, zone: &Zone) -> Option<(DateTime, Choice)> {
        if let Ok(instant) = self.time.parse::<Timestamp>() {
            let there = Moment::new(instant).in_zone(zone.rules());
            let choice = match zone.rules().to_ambiguous_timestamp(there.datetime()).earlier() {
                Ok(first) if first == instant => Choice::First,
                _ => Choice::Second,
            };
            return Some((there.datetime(), choice));
        }
        self.time.parse().ok().map(|wall| (wall, Choice::Only))
    }

    /// What tells this line from every other: the same one twice, or in two files, is one.
    pub fn digest(&self) -> Digest {
        let mut parts = vec![b"nuncio line 1".to_vec(), self.text.clone().into_bytes(), self.time.clone().into_bytes()];
        parts.extend(self.channels.iter().map(|channel| channel.to_lowercase().into_bytes()));
        Digest::of_parts(parts.iter().map(Vec::as_slice))
    }
}

/// A text that was written as HTML, as plain lines; any other as it is.
fn without_markup(cell: &str) -> String {
    let lower = cell.to_lowercase();
    if !["<p>", "<p ", "<div>", "<div ", "<br>", "<br/>", "<br />"].iter().any(|tag| lower.contains(tag)) {
        return cell.to_owned();
    }
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, beyond) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_end_matches('/').split([' ', '\n']).next().unwrap_or_default().to_lowercase();
        if ["br", "/p", "/div", "/li"].contains(&name.as_str()) {
            text.push('\n');
        }
        rest = beyond;
    }
    text.push_str(rest);
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    plain.into_iter().fold(text, |text, (code, letter)| text.replace(code, letter)).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::now;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Line> {
        lines(text).unwrap().into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn the_files_of_three_programs_are_read_by_the_names_of_their_columns() {
        let buffer =
            read("Text,Image URL,Tags,Posting Time\n\"Hello, all\",https://pictures.example/1.png,,2026-12-04 15:00\n");
        assert_eq!((buffer[0].text.as_str(), buffer[0].time.as_str()), ("Hello, all", "2026-12-04 15:00"));
        assert_eq!((buffer[0].pictures.len(), buffer[0].number), (1, 2));
        let postiz = read(
            "content,publishDate,integration,state\n<p>One</p><p>Two &amp; three</p>,2026-12-04T14:00:00Z,Mastodon,QUEUE\n",
        );
        assert_eq!((postiz[0].text.as_str(), postiz[0].channels[0].as_str()), ("One\nTwo & three", "Mastodon"));
        let mixpost = read("\u{feff}status;scheduled_at;accounts;content\nscheduled;2026-12-04 15:00:00;\"Forum, Mastodon\";A <b> stays\n".trim_start_matches('\u{feff}'));
        assert_eq!((mixpost[0].text.as_str(), mixpost[0].channels.len()), ("A <b> stays", 2));
    }

    #[test]
    fn a_text_that_is_longer_than_a_draft_takes_is_none() {
        let of = |length: usize| read(&format!("text\n{}\n", "x".repeat(length))).remove(0).words();
        assert!(of(text::LONGEST).is_ok());
        assert!(of(text::LONGEST + 1).unwrap_err().contains("at most 100000 are kept"));
    }

    #[test]
    fn a_file_that_is_no_list_of_posts_says_what_is_missing() {
        assert_eq!(lines("a,b\n1,2\n"), Err(NoList::NoTexts));
        assert_eq!(lines("text\n"), Err(NoList::Empty));
        assert_eq!(lines(""), Err(NoList::NoTexts));
        assert_eq!(text_of(b"\xff\xfe"), Err(NoList::NotText));
        assert_eq!(text_of(&vec![b'a'; LONGEST + 1]), Err(NoList::TooLong(LONGEST + 1)));
        assert_eq!(lines(&format!("text\n{}", "x\n".repeat(MOST + 1))), Err(NoList::TooMany));
        assert_eq!(lines(&format!("text\n{}", "x\n".repeat(MOST))).unwrap().len(), MOST);
    }

    #[test]
    fn pc12_a_time_is_on_the_wall_of_the_group_or_an_instant_and_nothing_else() {
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let wanted = |time: &str| {
            let cell = read(&format!("text,date\nx,{time}\n"));
            cell[0].wanted(&zone, now())
        };
        let at = |time: &str| match wanted(time).unwrap() {
            Wanted::At(when) => when.at.to_string(),
            other => panic!("{time}: {other:?}"),
        };
        assert_eq!(at("2026-12-04 15:00"), "2026-12-04T14:00:00.000000Z");
        assert_eq!(at("2026-12-04T15:00:00+00:00"), "2026-12-04T15:00:00.000000Z");
        // Both instants of an hour that comes twice are told apart.
        assert_eq!(at("2027-10-31T00:30:00Z"), "2027-10-31T00:30:00.000000Z");
        assert_eq!(at("2027-10-31T01:30:00Z"), "2027-10-31T01:30:00.000000Z");
        assert_eq!(wanted("").unwrap(), Wanted::Nothing);
        for cannot in ["2020-01-01 10:00", "2027-03-28 02:30", "2027-10-31 02:30", "2031-01-01 10:00"] {
            assert!(matches!(wanted(cannot).unwrap(), Wanted::NotSo(_)), "{cannot}");
        }
        for wrong in ["soon", "4/5/26 17:30", "2026-13-01 10:00"] {
            assert!(wanted(wrong).unwrap_err().contains("2026-12-04 15:00"), "{wrong}");
        }
    }

    #[test]
    fn what_left_already_and_what_has_no_words_is_no_draft() {
        let lines = read("content,state\nOut,PUBLISHED\n,QUEUE\nFine,QUEUE\nBell\u{7},\n");
        let refused: Vec<bool> = lines.iter().map(|line| line.words().is_err()).collect();
        assert_eq!(refused, [true, true, false, true]);
    }

    #[test]
    fn the_same_line_is_one_wherever_it_stands() {
        let one = read("Text,Posting Time\nx,2026-12-04 15:00\n");
        let two = read("Posting Time,Tags,Text\n2026-12-05 15:00,,x\n2026-12-04 15:00,a,x\n");
        assert_eq!(one[0].digest(), two[1].digest());
        assert_ne!(one[0].digest(), two[0].digest());
    }

    proptest! {
        #[test]
        fn no_file_at_all_breaks_the_reader(text: String) {
            for line in lines(&format!("text,date\n{text}")).unwrap_or_default().into_iter().flatten() {
                let (_, _, _) = (line.words().is_ok(), line.wanted(&Zone::utc(), now()).is_ok(), line.digest());
            }
        }
    }
}
