//! How much a change weighs: by the charter that it changes, clause by clause.

use charter::{
    Charter,
    difference::{Amendment, Difference, Piece, Weight, pieces},
    presets::{self, Preset},
    text::{Clause, ClauseKind},
};
use proptest::prelude::*;

/// The preset over its text with another first word in one clause.
fn with_another_word(preset: Preset, clause: &Clause) -> Charter {
    let mut lines: Vec<String> = preset.text.lines().map(str::to_owned).collect();
    let line = &mut lines[clause.line - 1];
    let words: Vec<&str> = clause.text.split(' ').collect();
    let mut prefixes = (1..=words.len()).rev().map(|count| words[..count].join(" "));
    let at = prefixes.find_map(|prefix| line.find(&prefix)).expect("a clause begins on its line");
    line.insert(at + words[0].trim_end_matches(['.', ',', ':', '?']).len(), 'x');
    let text = lines.join("\n");
    Charter::load_over("rules", preset.rules, text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The clauses of which one other word makes a minor change, by their labels.
fn minor(preset: Preset) -> Vec<String> {
    let old = preset.charter().unwrap();
    let sentences = old.text().clauses().iter().filter(|clause| clause.kind == ClauseKind::Sentence);
    let minor = sentences.filter_map(|clause| {
        let new = with_another_word(preset, clause);
        let amendment = Amendment::between(&old, &new);
        assert!(!amendment.is_empty(), "{}: {}", clause.place, clause.text);
        let label = old.bound().iter().find(|bound| bound.places.contains(&clause.place));
        (amendment.weight == Weight::Minor).then(|| label.map_or_else(|| clause.place.clone(), |it| it.label.clone()))
    });
    minor.collect()
}

#[test]
fn m4_only_what_the_charter_calls_minor_is_minor_clause_by_clause() {
    assert_eq!(minor(presets::DJANGO), ["C1", "C2", "C3"]);
}

#[test]
fn m4_a_list_that_names_no_part_of_the_rules_makes_nothing_minor() {
    let old = presets::JUPYTER.charter().unwrap();
    let text = presets::JUPYTER.text.replace("The ", "This ").replace("will ", "shall ");
    let new = Charter::load_over("rules", presets::JUPYTER.rules, text.as_bytes());
    let amendment = Amendment::between(&old, &new.unwrap_or_else(|problems| panic!("{problems}")));
    assert!(amendment.parts.len() > 3, "{:?}", amendment.parts);
    assert!(amendment.parts.iter().all(|part| part.weight == Weight::Substantive), "{:?}", amendment.parts);
}

#[test]
fn m4_a_change_is_as_heavy_as_the_heaviest_part_of_it() {
    let old = presets::DJANGO.charter().unwrap();
    let changed = |edits: &[(&str, &str)]| {
        let rules = edits.iter().fold(presets::DJANGO.rules.to_owned(), |rules, (from, to)| {
            assert_eq!(rules.matches(from).count(), 1, "{from:?}");
            rules.replace(from, to)
        });
        let new = Charter::load("rules", &rules, presets::DJANGO.text.as_bytes());
        Amendment::between(&old, &new.unwrap_or_else(|problems| panic!("{problems}")))
    };
    let meetings = ("every = \"P14D\"", "every = \"P21D\"");
    let term = ("length = \"P6M\"", "length = \"P12M\"");
    assert_eq!(changed(&[meetings]).weight, Weight::Minor);
    assert_eq!(changed(&[term]).weight, Weight::Substantive);
    let together = changed(&[meetings, term]);
    assert_eq!(together.weight, Weight::Substantive);
    assert_eq!(together.substantive().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["membership"]);
    assert!(changed(&[]).is_empty());
    let itself = ("minor = [\"meetings\", \"workspace\"]", "minor = [\"meetings\", \"workspace\", \"membership\"]");
    assert_eq!(
        changed(&[itself, term]).weight,
        Weight::Substantive,
        "what is minor is not made so by the change itself"
    );
}

#[test]
fn goals_are_an_act_of_their_own_where_the_charter_has_a_line_for_them() {
    let old = presets::DJANGO.charter().unwrap();
    let goals = old.text().clauses().iter().find(|clause| clause.place == "2.3.1").unwrap();
    let amendment = Amendment::between(&old, &with_another_word(presets::DJANGO, goals));
    assert_eq!(amendment.act(&old), Ok("amend_goals"));
    let budget = old.text().clauses().iter().find(|clause| clause.place == "8.1").unwrap();
    let amendment = Amendment::between(&old, &with_another_word(presets::DJANGO, budget));
    assert_eq!(amendment.act(&old), Ok("amend_charter"));
}

#[test]
fn a_version_changes_nothing_of_itself() {
    for preset in presets::ALL {
        let charter = preset.charter().unwrap();
        let difference = Difference::between(&charter, &charter);
        assert!(difference.amendment.is_empty() && difference.answers.is_empty() && difference.counting.is_empty());
        assert_eq!(difference.to_text(), "Both versions say the same.\n");
    }
}

proptest! {
    #[test]
    fn what_stays_and_goes_is_the_earlier_text_and_what_stays_and_comes_the_later(
        before in "([a-c]{1,2}[ .,]){0,12}", after in "([a-c]{1,2}[ .,]){0,12}",
    ) {
        let found = pieces(&before, &after);
        let read = |leaves_out: fn(&Piece) -> bool| -> String {
            found.iter().filter(|piece| !leaves_out(piece)).cloned().map(|piece| piece.tagged().1).collect()
        };
        prop_assert_eq!(read(|piece| matches!(piece, Piece::In(_))), before);
        prop_assert_eq!(read(|piece| matches!(piece, Piece::Out(_))), after);
    }
}
