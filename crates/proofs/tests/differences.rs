//! In what two versions differ: what the tables show, what only a solver finds, and what is said where there is none.

mod common;

use charter::{
    Charter,
    difference::{Difference, FoundBy},
    presets::DJANGO,
};
use common::{edited, solver};
use proofs::{Solver, difference};
use std::{fs, os::unix::fs::PermissionsExt as _, sync::Arc, time::Duration};

/// A channel at rest can be connected no more. No row of a powers table asks about exactly that.
const NOT_AT_REST: (&str, &str) = (
    "only_when = { channel_state = [\"reserved\", \"active\", \"dormant\", \"suspended\", \"retired\"] }",
    "only_when = { channel_state = [\"reserved\", \"active\", \"suspended\", \"retired\"] }",
);

async fn between(old: Arc<Charter>, new: Arc<Charter>, solver: &Solver) -> Difference {
    difference(old, new, solver).await.unwrap_or_else(|error| panic!("{error:#}"))
}

#[tokio::test]
async fn what_no_row_of_the_tables_asks_is_found_with_a_request_that_the_judge_confirms() {
    let (old, new) = (edited(DJANGO, &[]), edited(DJANGO, &[NOT_AT_REST]));
    let by_tables = between(Arc::clone(&old), Arc::clone(&new), &Solver::none()).await;
    assert_eq!(by_tables.answers, [], "no row shows it");
    let Some(solver) = solver() else { return };
    let found = between(old, new, &solver).await;
    assert!(
        matches!(&found.found_by, FoundBy::Solver { program } if program.starts_with("cvc5 ")),
        "{:?}",
        found.found_by
    );
    let told = found.to_text();
    let expected = "connect_channel (channel state: dormant), Chair, Co-Chair and Board Liaison: may D1 → may not B4\n    \
                    for example: Chair asks to connect an account while this is so: channel state: dormant";
    assert!(told.contains(expected), "{told}");
    let others = "Somebody outside, Board and Member: may not D1 → may not D1 B4";
    assert!(found.answers.len() == 2 && told.contains(others), "a refusal has one ground more: {told}");
}

#[tokio::test]
async fn rules_that_are_written_otherwise_and_mean_the_same_change_nobodys_answer() {
    let Some(solver) = solver() else { return };
    let together = "[[power]]\nwho = [\"member\"]\nmay = [\"schedule_post\", \"publish_post\"]\nclause = \"D2\"\n";
    let apart = "[[power]]\nwho = [\"member\"]\nmay = [\"publish_post\"]\nclause = \"D2\"\n\n[[power]]\nwho = [\"member\"]\nmay = \
                 [\"schedule_post\"]\nclause = \"D2\"\n";
    let found = between(edited(DJANGO, &[]), edited(DJANGO, &[(together, apart)]), &solver).await;
    assert!(matches!(found.found_by, FoundBy::Solver { .. }), "{:?}", found.found_by);
    assert_eq!(found.answers, []);
}

#[tokio::test]
async fn what_the_tables_show_is_shown_once() {
    let Some(solver) = solver() else { return };
    let given = "who = [\"chair\", \"co_chair\", \"liaison\"]\nmay = [\"grant_access\"]";
    let new = edited(DJANGO, &[(given, "who = [\"member\"]\nmay = [\"grant_access\"]")]);
    let old = edited(DJANGO, &[]);
    let by_tables = between(Arc::clone(&old), Arc::clone(&new), &Solver::none()).await;
    let found = between(old, new, &solver).await;
    assert!(matches!(found.found_by, FoundBy::Solver { .. }), "{:?}", found.found_by);
    for answer in &by_tables.answers {
        assert!(found.answers.contains(answer), "{}", found.to_text());
    }
    assert!(found.answers.iter().all(|answer| answer.act == "grant_access"), "{}", found.to_text());
}

#[tokio::test]
async fn a_solver_that_is_missing_too_old_or_too_slow_is_said_beside_what_the_tables_show() {
    let folder = tempfile::tempdir().unwrap();
    let script = |name: &str, body: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    };
    let old = script("old", "echo 'This is cvc5 version 0.9.1'");
    let slow = script("slow", "[ \"$1\" = --version ] && echo 'This is cvc5 version 1.3.1' && exit; exec sleep 60");
    let gone = script("gone", "[ \"$1\" = --version ] && echo 'This is cvc5 version 1.3.1' && exit; exit 3");
    let cases = [
        ("none".to_owned(), "No solver is asked here"),
        ("/nowhere/at/all".to_owned(), "The solver /nowhere/at/all does not start"),
        (old, "is cvc5 0.9.1, and 1.0.3 is the oldest that works here: install a newer one."),
        (slow, "The solver did not come to an end within 1 s"),
        (gone, "The solver broke off"),
    ];
    for (program, expected) in cases {
        let solver = Solver::named(Some(&program)).within(Duration::from_secs(1));
        let found = between(edited(DJANGO, &[]), edited(DJANGO, &[NOT_AT_REST]), &solver).await;
        let said = found.found_by.to_string();
        assert!(said.starts_with("Found by the powers tables: ") && said.contains(expected), "{program}: {said}");
        assert_eq!(found.answers, [], "{program}: what it had begun to find is not shown");
    }
}
