//! Two people write minutes at the same time: what each added or took out is in what comes of it. Where both changed the
//! same lines, both stand, one after the other.

use diffy::{ConflictStyle, MergeOptions};

/// The line between two texts for the same place.
pub const AT_THE_SAME_TIME: &str = "(At the same time somebody else wrote:)";

/// What comes of two texts that were made from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// Whether both changed the same lines somewhere, so that a person should look at it.
    pub has_both: bool,
}

/// Puts `mine`, which was made from `base`, together with `kept`, which others made from it meanwhile.
pub fn merged(base: &str, kept: &str, mine: &str) -> Merged {
    let (base, kept, mine) = (whole_lines(base), whole_lines(kept), whole_lines(mine));
    if base == kept || kept == mine {
        return Merged { text: mine, has_both: false };
    }
    let mark = marker(&[&base, &kept, &mine]);
    let merging = MergeOptions::new()
        .set_conflict_marker_length(mark)
        .set_conflict_style(ConflictStyle::Merge)
        .merge(&base, &kept, &mine);
    match merging {
        Ok(text) => Merged { text, has_both: false },
        Err(conflicts) => Merged { text: both_stand(&conflicts, mark), has_both: true },
    }
}

/// Every line with its end: otherwise the last line of a text is not the same line in the middle of another.
fn whole_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if text.is_empty() || text.ends_with('\n') { text } else { format!("{text}\n") }
}

/// A mark that is longer than anything like it in the texts, so that none of their lines is taken for one.
fn marker(texts: &[&str]) -> usize {
    let runs = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.chars().take_while(|c| matches!(c, '<' | '=' | '>')).count());
    runs.max().unwrap_or(0).max(6) + 1
}

/// Takes out the marks of the library, and sets our own line between the two.
fn both_stand(conflicts: &str, mark: usize) -> String {
    let is_mark = |line: &str, c: char| line.chars().take_while(|one| *one == c).count() == mark;
    let mut text = String::new();
    for line in conflicts.lines() {
        if is_mark(line, '<') || is_mark(line, '>') {
            continue;
        }
        text.push_str(if is_mark(line, '=') { AT_THE_SAME_TIME } else { line });
        text.push('\n');
    }
    text
}
