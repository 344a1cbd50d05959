//! Minutes that several people write at the same time lose no word.

use meetings::{AT_THE_SAME_TIME, known_to_its_writer, merged};
use proptest::prelude::*;

#[test]
fn what_two_wrote_in_different_places_stands_in_both() {
    let base = "Welcome\n\nBudget\n\nNext steps\n";
    let kept = "Welcome\nSix are here.\n\nBudget\n\nNext steps\n";
    let mine = "Welcome\n\nBudget\n\nNext steps\nWe ask the board.\n";
    let both = merged(base, kept, mine);
    assert_eq!(both.text, "Welcome\nSix are here.\n\nBudget\n\nNext steps\nWe ask the board.\n");
    assert!(!both.has_both);
}

#[test]
fn where_both_changed_one_line_both_stand_one_after_the_other() {
    let both = merged("Budget: open", "Budget: ask the board", "Budget: wait");
    assert_eq!(both.text, format!("Budget: ask the board\n{AT_THE_SAME_TIME}\nBudget: wait\n"));
    assert!(both.has_both);
}

#[test]
fn lines_that_look_like_marks_of_a_conflict_are_lines() {
    let both = merged("a\n=======\n", "b\n=======\n", "<<<<<<< c\n=======\n");
    assert!(both.text.contains("b\n") && both.text.contains("<<<<<<< c\n") && both.text.contains("=======\n"));
}

#[test]
fn lines_that_stand_there_already_are_not_put_in_a_second_time() {
    let resent = merged("", "Welcome\n\nBudget\nNext time in May\n", "Welcome\n\nBudget\n");
    assert_eq!(resent.text, "Welcome\n\nBudget\nNext time in May\n");
    assert!(!resent.has_both);
    let longer = merged("", "Welcome\nBudget\nNext time in May\n", "Welcome\nBudget\nWe ask the board\n");
    assert_eq!(longer.text, format!("Welcome\nBudget\nNext time in May\n{AT_THE_SAME_TIME}\nWe ask the board\n"));
    assert!(longer.has_both);
}

#[test]
fn a_line_that_somebody_took_out_and_another_changed_stays_as_it_was_changed() {
    let both = merged("Welcome\nBudget: open\n", "Welcome\nBudget: ask the board\n", "Welcome\n");
    assert_eq!(both.text, "Welcome\nBudget: ask the board\n");
    assert!(both.has_both, "somebody should look at it");
}

#[test]
fn what_somebody_wrote_themself_since_is_replaced_by_their_newer_text() {
    let alone = known_to_its_writer("Welcome\n", [(true, "Welcome\nBudget\n")]);
    let newer = merged(&alone, "Welcome\nBudget\n", "Welcome\nBudget: ask the board\nNext steps\n");
    assert_eq!(newer.text, "Welcome\nBudget: ask the board\nNext steps\n");
    assert!(!newer.has_both);

    let since = [(true, "Welcome\nBudget\n"), (false, "Welcome\nBudget\nNext time in May\n")];
    let beside = known_to_its_writer("Welcome\n", since);
    let newer = merged(&beside, since[1].1, "Welcome\nBudget\n");
    assert_eq!((newer.text.as_str(), newer.has_both), (since[1].1, false), "nothing is repeated, and nothing is lost");
}

/// What somebody does to a text: a line of their own goes in somewhere, or into the place of another.
#[derive(Clone, Debug)]
enum Stroke {
    Insert(usize),
    Replace(usize),
}

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    prop::collection::vec(
        prop_oneof![any::<usize>().prop_map(Stroke::Insert), any::<usize>().prop_map(Stroke::Replace)],
        1..6,
    )
}

/// The text after it, and the lines that are theirs.
fn written(base: &str, who: &str, strokes: &[Stroke]) -> (String, Vec<String>) {
    let mut lines: Vec<String> = base.lines().map(str::to_owned).collect();
    for (n, stroke) in strokes.iter().enumerate() {
        let line = format!("{who} wrote {n}");
        match stroke {
            Stroke::Replace(at) if !lines.is_empty() => {
                let at = at % lines.len();
                lines[at] = line;
            }
            Stroke::Insert(at) | Stroke::Replace(at) => lines.insert(at % (lines.len() + 1), line),
        }
    }
    let theirs = lines.iter().filter(|line| line.starts_with(who)).cloned().collect();
    (lines.join("\n"), theirs)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn however_three_people_save_nobody_loses_a_line(
        lines in prop::collection::vec("[a-c ]{0,3}", 0..7),
        strokes in [strokes(), strokes(), strokes()],
        together in any::<bool>(),
    ) {
        let base = lines.join("\n");
        let names = ["Ann", "Ben", "Cleo"];
        let mut kept = base.clone();
        let mut all = Vec::new();
        let mut opened = base.clone();
        for (who, strokes) in names.iter().zip(&strokes) {
            // They all opened the first text, or each the text as it was one save ago.
            let (mine, theirs) = written(&opened, who, strokes);
            let before = kept.clone();
            kept = merged(&opened, &kept, &mine).text;
            // A line of a colleague goes only where somebody saw it and wrote over it.
            all.retain(|line: &String| !opened.contains(line.as_str()) || mine.contains(line.as_str()));
            all.extend(theirs);
            if !together { opened = before; }
        }
        for line in all {
            prop_assert!(kept.lines().any(|known| known == line), "{line:?} is not in {kept:?}");
        }
    }

    #[test]
    fn whoever_goes_back_and_saves_again_takes_no_word_of_a_colleague(
        lines in prop::collection::vec("[a-c ]{0,3}", 0..7),
        strokes in [strokes(), strokes(), strokes()],
    ) {
        let opened = lines.join("\n");
        let (first, _) = written(&opened, "Ann", &strokes[0]);
        let (between, theirs) = written(&first, "Ben", &strokes[1]);
        let (again, newer) = written(&opened, "Ann, again", &strokes[2]);
        let known = known_to_its_writer(&opened, [(true, first.as_str()), (false, between.as_str())]);
        let kept = merged(&known, &between, &again).text;
        for line in theirs.iter().chain(&newer) {
            prop_assert!(kept.lines().any(|known| known == line), "{line:?} is not in {kept:?}");
        }
    }
}
