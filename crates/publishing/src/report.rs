//! A report of the group as it is put to whoever decides about publishing it: its text, the days it is about, to whom it
//! goes, and whether everybody reads it. What is agreed to is exactly this paper; a corrected one is another paper.

use crate::text::{BadText, written};
use basics::{Digest, ReportId, days::day};
use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// The longest text, in characters: about ten printed pages.
pub const LONGEST_TEXT: usize = 30_000;

/// One report. It is never edited: another word is another paper, and another question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is called.
    pub title: String,
    /// The first day that it is about.
    pub first: Date,
    /// The last such day, which is part of it.
    pub last: Date,
    /// The text, in Markdown.
    pub text: String,
    /// The body that it is mailed to, by the charter's name for it; none where it goes to nobody.
    pub goes_to: Option<String>,
    /// Whether everybody can read it.
    pub is_public: bool,
    /// The report whose place it takes; none where it corrects nothing.
    pub replaces: Option<ReportId>,
}

/// Why this is no report. The sentence says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    /// It has no title.
    #[error("Say in a few words what the report is called.")]
    NoTitle,
    /// Its title is too long.
    #[error("At most {LONGEST_TITLE} characters are kept as a title: shorten it.")]
    LongTitle,
    /// It ends before it begins.
    #[error("It would end on {}, before it begins on {}: choose a later last day.", day(*last), day(*first))]
    EndsFirst {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// Nothing stands in it.
    #[error("Write the report: what is decided about is exactly its text.")]
    NoText,
    /// Its text is too long.
    #[error("The text has {0} characters, and at most {LONGEST_TEXT} are kept: shorten it.")]
    LongText(usize),
    /// Something stands in its title or text that nobody can see.
    #[error("{words}.", words = capital(.1))]
    Unseen(&'static str, BadText),
    /// Nobody would read it.
    #[error("Say to whom it goes, or that everybody can read it: otherwise nothing would follow from publishing it.")]
    ForNobody,
}

impl NoReport {
    /// The field of a form at which it is mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoTitle | Self::LongTitle => "title",
            Self::EndsFirst { .. } => "last",
            Self::NoText | Self::LongText(_) => "text",
            Self::Unseen(field, _) => field,
            Self::ForNobody => "goes_to",
        }
    }
}

fn capital(wrong: &BadText) -> String {
    let words = wrong.to_string();
    words.replacen("line", "Line", usize::from(words.starts_with("line")))
}

/// Why a report is not published now, though it may have been agreed to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    /// It is published.
    #[error("this report is published already; a corrected one is another report")]
    Twice,
    /// The text is not the one that was agreed to.
    #[error("what was agreed to is not what stands in this report now; ask again about exactly this text")]
    AnotherText,
    /// Another report took its place.
    #[error("the report “{0}” took the place of this one and is published; write one that takes the place of that")]
    Replaced(String),
    /// Another report took the place of the one that it corrects.
    #[error("the report that this one corrects was corrected by “{0}”; write one that takes the place of that")]
    CorrectedBefore(String),
}

/// What is known of a report in the moment in which it is to be published.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// Whether it is published.
    pub is_published: bool,
    /// The title of the published report that took its place.
    pub replaced_by: Option<&'a str>,
    /// The title of the published report that took the place of the one it corrects.
    pub corrected_by: Option<&'a str>,
}

impl Paper {
    /// The paper, where it makes a report: a title in one line, a text whose lines end alike.
    ///
    /// # Errors
    /// For the first thing that does not hold, with its field.
    pub fn checked(self) -> Result<Self, NoReport> {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = written(&title).map_err(|wrong| NoReport::Unseen("title", wrong))?;
        let text = written(self.text.trim_end()).map_err(|wrong| NoReport::Unseen("text", wrong))?;
        let goes_to = self.goes_to.filter(|body| !body.is_empty());
        let paper = Self { title, text, goes_to, ..self };
        let length = paper.text.chars().count();
        match () {
            () if basics::text::is_blank(&paper.title) => Err(NoReport::NoTitle),
            () if paper.title.chars().count() > LONGEST_TITLE => Err(NoReport::LongTitle),
            () if paper.last < paper.first => Err(NoReport::EndsFirst { first: paper.first, last: paper.last }),
            () if basics::text::is_blank(&paper.text) => Err(NoReport::NoText),
            () if length > LONGEST_TEXT => Err(NoReport::LongText(length)),
            () if paper.goes_to.is_none() && !paper.is_public => Err(NoReport::ForNobody),
            () => Ok(paper),
        }
    }

    /// Whether it is published now by a yes to the version with this digest.
    ///
    /// # Errors
    /// For the first thing that is in the way.
    pub fn can_be_published(&self, agreed: Digest, around: Around<'_>) -> Result<(), NotPublished> {
        if around.is_published {
            return Err(NotPublished::Twice);
        }
        if agreed != self.digest() {
            return Err(NotPublished::AnotherText);
        }
        if let Some(title) = around.replaced_by {
            return Err(NotPublished::Replaced(title.to_owned()));
        }
        if let Some(title) = around.corrected_by {
            return Err(NotPublished::CorrectedBefore(title.to_owned()));
        }
        Ok(())
    }

    /// The digest of all of it: an answer is given for exactly this.
    ///
    /// The encoding is version 1 and never changes; another one takes another first part.
    pub fn digest(&self) -> Digest {
        let replaces = self.replaces.map(|report| report.to_string()).unwrap_or_default();
        let parts = [
            "nuncio report 1",
            &self.title,
            &self.first.to_string(),
            &self.last.to_string(),
            &self.text,
            self.goes_to.as_deref().unwrap_or_default(),
            if self.is_public { "for everybody" } else { "" },
            &replaces,
        ];
        Digest::of_parts(parts.map(str::as_bytes))
    }
}

/// The calendar periods of so many months that reach back from this day, the one it lies in first: first and last day of
/// each. They are counted from January, so that three months are a quarter. None for no months, and none before year 1.
pub fn periods(months: u32, today: Date, most: usize) -> Vec<(Date, Date)> {
    let Ok(length @ 1..) = i32::try_from(months) else { return Vec::new() };
    let month = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
    let begins = (0_i32..).map(|back| month - month.rem_euclid(length) - back.saturating_mul(length));
    begins.take(most).map_while(|month| period(month, length)).collect()
}

/// The period of so many months that begins with this month, counted from January of year 0.
fn period(month: i32, length: i32) -> Option<(Date, Date)> {
    let year = i16::try_from(month.div_euclid(12)).ok().filter(|year| *year > 0)?;
    let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()?;
    let last = first.checked_add(length.months()).ok()?.checked_sub(1.day()).ok()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::now;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn paper() -> Paper {
        Paper {
            title: "The third quarter".into(),
            first: date(2026, 7, 1),
            last: date(2026, 9, 30),
            text: "We posted twelve times.".into(),
            goes_to: Some("board".into()),
            is_public: true,
            replaces: None,
        }
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap_and_the_first_has_today_in_it(
            months in 1_u32..30, days in 0_i64..40_000
        ) {
            let today = date(1990, 1, 1).checked_add(days.days()).unwrap();
            let found = periods(months, today, 4);
            prop_assert_eq!(found.len(), 4);
            prop_assert!(found[0].0 <= today && today <= found[0].1);
            for pair in found.windows(2) {
                prop_assert_eq!(pair[1].1.tomorrow().unwrap(), pair[0].0);
            }
            for (first, last) in found {
                prop_assert_eq!(first.day(), 1);
                prop_assert_eq!(first.checked_add(i64::from(months).months()).unwrap(), last.tomorrow().unwrap());
                prop_assert!(12 % months != 0 || (i32::from(first.month()) - 1).rem_euclid(i32::try_from(months).unwrap()) == 0);
            }
        }

        #[test]
        fn a_report_can_be_published_once_as_it_was_agreed_to_and_only_while_nothing_took_its_place(
            is_published in any::<bool>(), same in any::<bool>(), replaced in any::<bool>(), corrected in any::<bool>()
        ) {
            let around = Around {
                is_published,
                replaced_by: replaced.then_some("A later one"),
                corrected_by: corrected.then_some("A later one"),
            };
            let agreed = if same { paper().digest() } else { Digest::of(b"another text") };
            let let_out = paper().can_be_published(agreed, around);
            prop_assert_eq!(let_out.is_ok(), same && !is_published && !replaced && !corrected);
        }
    }

    #[test]
    fn everything_that_a_report_says_is_part_of_what_is_agreed_to() {
        let edits: [&dyn Fn(&mut Paper); 7] = [
            &|it| it.title.push('!'),
            &|it| it.first = date(2026, 7, 2),
            &|it| it.last = date(2026, 10, 1),
            &|it| it.text.push('!'),
            &|it| it.goes_to = None,
            &|it| it.is_public = false,
            &|it| it.replaces = Some(ReportId::mint(now())),
        ];
        for (number, edit) in edits.iter().enumerate() {
            let mut edited = paper();
            edit(&mut edited);
            assert_ne!(edited.digest(), paper().digest(), "edit {number}");
        }
    }

    #[test]
    fn what_makes_no_report_is_told_at_its_field() {
        let wrong = [
            (Paper { title: " \n".into(), ..paper() }, "title"),
            (Paper { title: "x".repeat(LONGEST_TITLE + 1), ..paper() }, "title"),
            (Paper { last: date(2026, 6, 30), ..paper() }, "last"),
            (Paper { text: "\u{200b}".into(), ..paper() }, "text"),
            (Paper { text: "x".repeat(LONGEST_TEXT + 1), ..paper() }, "text"),
            (Paper { title: "The\u{7}".into(), ..paper() }, "title"),
            (Paper { text: "We\u{1b} posted".into(), ..paper() }, "text"),
            (Paper { goes_to: Some(String::new()), is_public: false, ..paper() }, "goes_to"),
        ];
        for (paper, field) in wrong {
            let wrong = paper.checked().unwrap_err();
            assert_eq!(wrong.field(), field);
            assert!(wrong.to_string().starts_with(char::is_uppercase) && wrong.to_string().ends_with('.'), "{wrong}");
        }
    }

    #[test]
    fn a_title_is_one_line_and_the_lines_of_a_text_end_alike_wherever_it_was_written() {
        let typed = Paper { title: " The third\r\nBcc: quarter ".into(), text: "One\r\ntwo\r\n".into(), ..paper() };
        let kept = typed.checked().unwrap();
        assert_eq!((kept.title.as_str(), kept.text.as_str()), ("The third Bcc: quarter", "One\ntwo"));
    }

    #[test]
    fn three_months_are_a_quarter_of_the_year() {
        let found = periods(3, date(2026, 11, 20), 2);
        assert_eq!(found, [(date(2026, 10, 1), date(2026, 12, 31)), (date(2026, 7, 1), date(2026, 9, 30))]);
        assert!(periods(0, date(2026, 11, 20), 2).is_empty());
        assert!(periods(u32::MAX, date(2026, 11, 20), 2).is_empty());
    }
}
