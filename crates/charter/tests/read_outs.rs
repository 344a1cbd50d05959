//! What a charter tells about itself: its clauses and what becomes of them, who may do what, what each rule is for.

mod common;

use charter::check::{Standing, check, tests_in, tests_named};
use charter::powers::Powers;
use charter::{Charter, CharterText, explain::explain, mutate::mutate, presets};
use common::{django, golden, jupyter, root};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_clause_of_both_presets_is_bound() {
    for charter in django().iter().chain(jupyter()) {
        let report = check(charter, None);
        assert!(report.passes(), "{}", report.to_text());
        assert_eq!(report.counts.unbound, 0);
        assert!(report.counts.enforced > 5 && report.counts.promised > 0, "{:?}", report.counts);
    }
}

#[test]
fn every_test_that_the_check_names_exists() {
    let mut known = BTreeSet::new();
    collect(&root().join("crates"), &mut known);
    collect(&root().join("stories"), &mut known);
    for charter in django().iter().chain(jupyter()) {
        let report = check(charter, Some(&known));
        assert!(report.passes(), "{}", report.to_text());
    }
    let missing: Vec<&str> = tests_named().into_iter().filter(|test| !known.contains(*test)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let none = check(&django()[0], Some(&BTreeSet::new()));
    assert!(none.problems.iter().any(|problem| problem.to_string().contains("there is no such test")));
}

fn collect(folder: &Path, known: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, known);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            known.extend(tests_in(&std::fs::read_to_string(&path).unwrap_or_default()).map(str::to_owned));
        }
    }
}

#[test]
fn only_what_the_runner_runs_counts_as_a_test() {
    let source = "#[tokio::test]\n// Why.\nasync fn no() {}\n  #[test]\n  fn one() {}\n#[test]\n#[ignore]\nfn two<T>() {}\nfn helper() {}\n#[cfg(test)]\nfn scene() {}";
    assert_eq!(tests_in(source).collect::<Vec<_>>(), ["one", "two"]);
}

#[test]
fn the_powers_tables_are_as_reviewed() {
    for charter in [&django()[0], &jupyter()[0]] {
        let file = charter.rules_file().trim_end_matches(".toml");
        let path = root().join(format!("stories/golden/powers-{file}.txt"));
        golden(&path, &Powers::of(charter).to_text());
    }
}

#[test]
fn the_splitter_finds_the_same_places_as_ever() {
    for charter in django().iter().chain(jupyter()) {
        let text = charter.text();
        let places =
            text.clauses().iter().map(|clause| format!("{:<8} {:>3} {}", clause.place, clause.line, clause.text));
        let flaws = text.flaws().iter().map(|flaw| format!("flaw: {flaw}"));
        let all: Vec<String> = places.chain(flaws).collect();
        // The verbatim texts have the places of the presets; their words are not kept here a second time.
        if charter.rules_file().contains(".toml") {
            let file = format!("tests/golden/places-{}.txt", charter.rules_file().trim_end_matches(".toml"));
            golden(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file), &(all.join("\n") + "\n"));
        }
    }
    for (preset, verbatim) in [django(), jupyter()].into_iter().filter_map(|both| Some((both.first()?, both.get(1)?))) {
        assert_eq!(preset.text().shape(), verbatim.text().shape());
        let places = |charter: &Charter| charter.text().clauses().iter().map(|c| c.place.clone()).collect::<Vec<_>>();
        assert_eq!(places(preset), places(verbatim));
    }
}

#[test]
fn m7_what_is_left_open_or_mis_decoded_in_a_text_is_flagged() {
    let flaws = |charter: &Charter| charter.text().flaws().iter().map(ToString::to_string).collect::<Vec<_>>();
    for charter in django() {
        assert!(flaws(charter).iter().any(|flaw| flaw.contains("A form will be made available")));
    }
    for charter in jupyter() {
        assert!(flaws(charter).iter().any(|flaw| flaw.starts_with("line 22: \"[link]\"")));
    }
    if let Some(verbatim) = jupyter().get(1) {
        assert!(flaws(verbatim).iter().any(|flaw| flaw.contains("mis-decoded") && flaw.contains("group’s")));
    }
}

#[test]
fn dropping_any_enforced_rule_changes_a_row_or_fails_a_scenario() {
    for charter in [&django()[0], &jupyter()[0]] {
        for mutation in mutate(charter).unwrap_or_else(|problems| panic!("{problems}")) {
            println!("{}: {mutation}", charter.name());
            assert!(mutation.shows(), "{}: {mutation}", charter.name());
        }
    }
}

#[test]
fn an_unbound_clause_and_an_unreviewed_one_are_problems() {
    let edited = |from: &str, to: &str| {
        let rules = presets::DJANGO.rules.replace(from, to);
        Charter::load("rules.toml", &rules, presets::DJANGO.text.as_bytes()).unwrap_or_else(|p| panic!("{p}"))
    };
    let unbound = check(&edited("\"2.2\" = \"It announces the list of goals that follows.\"", ""), None);
    assert_eq!(unbound.counts.unbound, 1);
    assert!(unbound.problems[0].to_string().starts_with("django-social-media.md:7: nothing is bound to 2.2"));

    let because = "{ because = \"It asks the question that the line below answers.\", reviewed = \"\\\"can\\\" belongs to the question; the answer binds.\" }";
    let unreviewed = check(&edited(because, "\"It asks.\""), None);
    let said = unreviewed.problems[0].to_string();
    assert!(said.contains("5 is said to bind nobody, but sounds like a rule"), "{said}");
}

#[test]
fn a_rule_laxer_than_its_minimum_is_a_problem() {
    let laxer = |from: &str, to: &str| {
        let rules = presets::JUPYTER.rules.replace(from, to);
        let charter = Charter::load("rules.toml", &rules, presets::JUPYTER.text.as_bytes());
        let report = check(&charter.unwrap_or_else(|problems| panic!("{problems}")), None);
        report.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let rule = "[decision.guide]\nthreshold = { gt = [1, 2]";
    let said = laxer(rule, "[decision.guide]\nthreshold = { gte = [1, 2]");
    assert!(
        said.contains("the decision rule guide is laxer than GUIDE: threshold is at least 1/2; expected more than 1/2"),
        "{said}"
    );
    let said = laxer(
        "quorum = { gte = [1, 2], base = \"entitled\", counts",
        "quorum = { gte = [1, 3], base = \"entitled\", counts",
    );
    assert!(said.contains("quorum is at least 1/3; expected at least 1/2"), "{said}");
    let said = laxer("second = true\nsecond_within", "second = false\nsecond_within");
    assert!(said.contains("second is false; expected true"), "{said}");
    let said = laxer("voting_period = \"P7D\"\nshorten_if", "voting_period = \"P6D\"\nshorten_if");
    assert!(said.contains("voting_period is P6D; expected P7D or longer"), "{said}");
    assert_eq!(laxer(rule, "[decision.guide]\nthreshold = { gte = [2, 3]"), "", "stricter is fine");
}

#[test]
fn fifty_percent_plus_one_of_everybody_is_the_least_that_admits_a_member() {
    let rule = "[decision.admission]                  # 50%+1, read as more than half of those entitled\nthreshold = { gt = [1, 2], base = \"entitled\" }";
    let laxer = |threshold: &str| {
        let rules = presets::DJANGO.rules.replace(rule, &format!("[decision.admission]\nthreshold = {threshold}"));
        assert_ne!(rules, presets::DJANGO.rules);
        let charter = Charter::load("rules.toml", &rules, presets::DJANGO.text.as_bytes());
        let report = check(&charter.unwrap_or_else(|problems| panic!("{problems}")), None);
        report.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let said = laxer("{ gt = [1, 3], base = \"entitled\" }");
    assert!(
        said.contains("admission is laxer than README: threshold is more than 1/3; expected more than 1/2"),
        "{said}"
    );
    let said = laxer("{ gt = [1, 2], base = \"cast\" }");
    assert!(said.contains("threshold.base is cast; expected entitled or wider"), "{said}");
    assert_eq!(laxer("{ gt = [2, 3], base = \"entitled\" }"), "");
}

#[test]
fn a_verdict_is_explained_in_a_sentence_and_as_data() {
    let charter = &django()[0];
    let ask = |act: &str, office: &str, facts: &[(&str, &str)]| {
        let facts: Vec<(String, String)> = facts.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        explain(charter, act, &[office.to_owned()], &facts)
    };
    let campaign = ask("schedule_post", "chair", &[("sponsor", "campaign")]).unwrap();
    assert_eq!(
        campaign.to_string(),
        "The board decides this.\n  “Plans for social media campaigns for sponsors.” (B3)"
    );
    assert_eq!(serde_json::to_value(&campaign).unwrap()["opinion"]["way"], "ask_body");
    assert_eq!(ask("schedule_post", "member", &[]).unwrap().sentence, "A member may do this.");
    assert_eq!(ask("grant_access", "co_chair", &[]).unwrap().sentence, "The Co-Chair may do this.");
    assert_eq!(ask("rest_channel", "member", &[]).unwrap().sentence, "The group decides this.");
    assert_eq!(ask("grant_access", "member", &[]).unwrap().sentence, "May not: Chair, Co-Chair or Board Liaison can.");
    let wrong = |result: Result<_, charter::explain::Unclear>| {
        result.map(|_: charter::explain::Explanation| ()).unwrap_err().to_string()
    };
    assert!(wrong(ask("publsh_post", "member", &[])).ends_with("did you mean \"publish_post\"?"));
    assert!(wrong(ask("publish_post", "chef", &[])).contains("there is no office \"chef\""));
    assert!(wrong(ask("publish_post", "member", &[("sponsr", "none")])).ends_with("did you mean \"sponsor\"?"));
    assert!(
        wrong(ask("publish_post", "member", &[("sponsor", "gold")]))
            .contains("which is none of none, thanks, campaign")
    );
}

#[test]
fn the_presets_say_what_a_group_starts_with() {
    let (django, jupyter) = (&django()[0], &jupyter()[0]);
    let (rules, none) = (django.rules(), jupyter.rules());
    assert_eq!(rules.charter.adopted.as_deref(), Some("2024-01-11"));
    let founding = &rules.membership.as_ref().unwrap().founding;
    assert_eq!(founding.len(), 6, "C8");
    assert!(founding.iter().flatten().all(|office| rules.offices.contains_key(office)));
    let term = rules.term.as_ref().unwrap();
    assert_eq!(
        (term.length, term.exempt.as_slice()),
        (Some(charter::rules::Period::Months(6)), &["liaison".to_owned()][..])
    );
    let admission = &rules.decision["admission"].threshold;
    assert_eq!([4, 5, 6, 7].map(|people| admission.share.needed(people)), [3, 3, 4, 4], "A1 to A4");
    assert_eq!(jupyter.offices(), ["member"]);
    let missed = none.meetings.as_ref().unwrap().attendance.as_ref().unwrap().missed.share;
    assert!(!missed.met(4, 6) && missed.met(5, 6) && !missed.met(4, 7) && missed.met(5, 7), "L1, L2");
    let quorum = none.decision["guide"].quorum.as_ref().unwrap().share;
    assert!(quorum.met(2, 4) && !quorum.met(2, 5), "J4, J6");
}

#[test]
fn the_check_shows_the_rule_and_the_test_of_an_enforced_clause() {
    let report = check(&django()[0], None);
    let campaign = report.lines.iter().find(|line| line.label.as_deref() == Some("B3")).unwrap();
    let Standing::Enforced { rules, tests, .. } = &campaign.standing else { panic!("{campaign:?}") };
    assert!(rules[0].contains("schedule_post"));
    assert!(tests.contains(&"h4_a_sponsor_campaign_waits_for_the_board_whoever_asks".to_owned()));
    assert!(report.to_text().contains("enforced, "));
    assert!(CharterText::parse(report.name.as_bytes()).is_ok());
}
