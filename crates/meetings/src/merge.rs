//! Two people write minutes at the same time: what each added or took out is in what comes of it. Where both changed the
//! same lines, both stand, one after the other; what stands there already is not put in a second time.

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
        Err(conflicts) => both_stand(&conflicts, mark),
    }
}

/// A text as somebody knows it who opened `base` and saved since: with what they changed themself, and with nothing of others.
/// What they write next takes the place of that. `since` is every text that was saved since, the earliest first, and whether
/// it was they who wrote it.
pub fn known_to_its_writer<'a>(base: &str, since: impl IntoIterator<Item = (bool, &'a str)>) -> String {
    let (mut known, mut before) = (whole_lines(base), whole_lines(base));
    for (is_theirs, text) in since {
        let text = whole_lines(text);
        if is_theirs {
            // Where they wrote on lines of others, these are not theirs, and both stand in the end.
            known = diffy::merge(&before, &text, &known).unwrap_or(known);
        }
        before = text;
    }
    known
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

/// Takes out the marks of the library. Where both wrote, what was kept stands first; after a line of our own follows what
/// does not stand there yet.
fn both_stand(conflicts: &str, mark: usize) -> Merged {
    let is_mark = |line: &str, c: char| line.chars().take_while(|one| *one == c).count() == mark;
    let (mut all, mut has_both, mut lines) = (Vec::new(), false, conflicts.lines());
    while let Some(line) = lines.next() {
        if !is_mark(line, '<') {
            all.push(line);
            continue;
        }
        let kept: Vec<&str> = lines.by_ref().take_while(|line| !is_mark(line, '=')).collect();
        let mine: Vec<&str> = lines.by_ref().take_while(|line| !is_mark(line, '>')).collect();
        let new = not_there_yet(&kept, &mine);
        has_both |= mine.is_empty() || !new.is_empty();
        all.extend(kept);
        if !new.is_empty() {
            all.push(AT_THE_SAME_TIME);
            all.extend(new);
        }
    }
    Merged { text: all.iter().flat_map(|line| [*line, "\n"]).collect(), has_both }
}

/// The lines of `mine` that do not stand among the kept ones in their order.
fn not_there_yet<'a>(kept: &[&str], mine: &[&'a str]) -> Vec<&'a str> {
    let mut new = mine.to_vec();
    for at in standing_already(kept, mine).into_iter().rev() {
        new.remove(at);
    }
    let is_blank = |line: &&&str| line.trim().is_empty();
    let (first, last) = (new.iter().take_while(is_blank).count(), new.iter().rev().take_while(is_blank).count());
    if first == new.len() { Vec::new() } else { new[first..new.len() - last].to_vec() }
}

/// Which lines of `mine` stand among the kept ones: as many of them as do in one order. Blank lines only divide.
fn standing_already(kept: &[&str], mine: &[&str]) -> Vec<usize> {
    let same = |at: usize, to: usize| !mine[at].trim().is_empty() && mine[at] == kept[to];
    let mut longest = vec![vec![0_u32; kept.len() + 1]; mine.len() + 1];
    for at in (0..mine.len()).rev() {
        for to in (0..kept.len()).rev() {
            let without = longest[at + 1][to].max(longest[at][to + 1]);
            longest[at][to] = if same(at, to) { longest[at + 1][to + 1] + 1 } else { without };
        }
    }
    let (mut at, mut to, mut found) = (0, 0, Vec::new());
    while at < mine.len() && to < kept.len() {
        if same(at, to) {
            found.push(at);
            (at, to) = (at + 1, to + 1);
        } else if longest[at + 1][to] >= longest[at][to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    found
}
