//! The command line as somebody types it: what is printed, and how the program ends.

use basics::Digest;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

fn nuncio(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nuncio"))
        .args(words)
        .env_remove("NUNCIO_DATA")
        .env_remove("NUNCIO_SOLVER")
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn preset(name: &str) -> String {
    root().join("charters").join(name).display().to_string()
}

/// The first preset in a folder of its own, each file after an edit.
fn edited(rules: impl Fn(String) -> String, text: impl Fn(String) -> String) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let read = |name: &str| fs::read_to_string(root().join("charters").join(name)).unwrap();
    let path = folder.path().join("django-social-media.toml");
    fs::write(&path, rules(read("django-social-media.toml"))).unwrap();
    fs::write(folder.path().join("django-social-media.md"), text(read("django-social-media.md"))).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn check_lists_every_clause_of_both_presets_and_ends_well() {
    let output =
        nuncio(&["charter", "check", &preset("django-social-media.toml"), &preset("jupyter-media-strategy.toml")]);
    assert!(output.status.success(), "{}{}", printed(&output), complained(&output));
    let counted = printed(&output).lines().filter(|line| line.ends_with(" 0 unbound")).count();
    assert_eq!(counted, 2, "{}", printed(&output));
    assert!(printed(&output).contains("shown by h4_a_sponsor_campaign_waits_for_the_board_whoever_asks"));
}

#[test]
fn check_ends_badly_where_a_clause_is_unbound_and_says_which() {
    let (_folder, rules) =
        edited(|rules| rules.replace("\"2.2\" = \"It announces the list of goals that follows.\"", ""), |text| text);
    let output = nuncio(&["charter", "check", &rules]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("nothing is bound to 2.2"), "{}", printed(&output));
}

#[test]
fn check_names_file_and_line_of_a_rule_that_cites_no_clause() {
    let (_folder, rules) = edited(|rules| rules.replacen("clause = \"B3\"", "clause = \"B33\"", 1), |text| text);
    let output = nuncio(&["charter", "check", &rules]);
    assert_eq!(output.status.code(), Some(1));
    let told = printed(&output);
    let line =
        told.lines().find(|line| line.contains("there is no clause \"B33\"")).unwrap_or_else(|| panic!("{told}"));
    let place = line.split_once("django-social-media.toml:").unwrap().1;
    assert!(place.split(':').next().unwrap().parse::<usize>().unwrap() > 1, "{line}");
}

#[test]
fn diff_says_which_acts_change_for_whom_with_a_request_for_each() {
    let (folder, new) = edited(
        |rules| {
            let given = "who = [\"chair\", \"co_chair\", \"liaison\"]\nmay = [\"grant_access\"]";
            let rules = rules.replacen(given, "who = [\"member\"]\nmay = [\"grant_access\"]", 1);
            let rules = rules.replacen("every = \"P14D\"", "every = \"P21D\"", 1);
            rules.replacen("serve_months = 6", "serve_months = 12", 1)
        },
        |text| text.replacen("every two weeks", "every three weeks", 1),
    );
    let digest = Digest::of(&fs::read(folder.path().join("django-social-media.md")).unwrap());
    let rules = fs::read_to_string(&new).unwrap();
    let old_digest = rules.split("sha256 = \"").nth(1).unwrap().split('"').next().unwrap();
    fs::write(&new, rules.replacen(old_digest, &digest.to_string(), 1)).unwrap();
    let output = nuncio(&["charter", "diff", "--solver", "none", &preset("django-social-media.toml"), &new]);
    assert!(output.status.success(), "{}", complained(&output));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/charter-diff.txt");
    if std::env::var_os("NUNCIO_BLESS").is_some() {
        fs::write(&golden, printed(&output)).unwrap();
    }
    let reviewed = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(printed(&output), reviewed, "`cargo xtask bless` renews {}", golden.display());
    let same = nuncio(&["charter", "diff", "--solver", "none", &new, &new]);
    assert_eq!(printed(&same), "Both versions say the same.\n");
    let data: Value = serde_json::from_slice(
        &nuncio(&["charter", "diff", "--json", "--solver", "none", &new, &preset("django-social-media.toml")]).stdout,
    )
    .unwrap();
    assert_eq!(data["weight"], "substantive");
    assert_eq!(data["found_by"]["method"], "tables");
}

#[test]
fn prove_shows_what_holds_of_a_charter_or_says_what_it_needs() {
    let rules = preset("jupyter-media-strategy.toml");
    let without = nuncio(&["charter", "prove", "--solver", "/nowhere/at/all", &rules]);
    assert_eq!(without.status.code(), Some(1));
    let complaint = complained(&without);
    assert!(complaint.contains("nothing was proved: The solver /nowhere/at/all does not start"), "{complaint}");
    if Command::new("cvc5").arg("--version").output().is_err() {
        eprintln!("cvc5 is not installed, so nothing was proved here.");
        return;
    }
    let output = nuncio(&["charter", "prove", &rules]);
    assert!(output.status.success(), "{}{}", printed(&output), complained(&output));
    assert!(printed(&output).contains("proved   Every refusal names a clause."), "{}", printed(&output));
}

#[test]
fn a_text_that_changed_under_its_rules_fails_and_the_same_rules_are_tried_on_another_text() {
    let (folder, rules) = edited(|rules| rules, |text| text.replacen("web developers", "developers of the web", 1));
    let changed = nuncio(&["charter", "check", &rules]);
    assert_eq!(changed.status.code(), Some(1), "{}", printed(&changed));
    let other = folder.path().join("django-social-media.md").display().to_string();
    let output = nuncio(&["charter", "check", &preset("django-social-media.toml"), "--text", &other]);
    assert!(output.status.success(), "{}", printed(&output));
    assert!(printed(&output).contains("developers of the web"));
}

#[test]
fn check_prints_one_document_for_programs() {
    let output = nuncio(&[
        "charter",
        "check",
        &preset("django-social-media.toml"),
        &preset("jupyter-media-strategy.toml"),
        "--json",
    ]);
    let reports: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(reports.as_array().unwrap().len(), 2);
    assert_eq!(reports[1]["counts"]["unbound"], 0);
}

#[test]
fn powers_prints_the_table_that_was_reviewed() {
    let output = nuncio(&["charter", "powers", &preset("jupyter-media-strategy.toml")]);
    let reviewed = fs::read_to_string(root().join("stories/golden/powers-jupyter-media-strategy.txt")).unwrap();
    assert_eq!(printed(&output).trim_end(), reviewed.trim_end());
}

#[test]
fn explain_says_the_verdict_with_its_clause() {
    let rules = preset("django-social-media.toml");
    let asked = ["charter", "explain", &rules, "--act", "schedule_post", "--office", "member"];
    let usual = nuncio(&asked);
    assert!(printed(&usual).starts_with("A member may do this."), "{}", printed(&usual));
    let campaign = nuncio(&[&asked[..], &["--fact", "sponsor=campaign"]].concat());
    assert!(printed(&campaign).starts_with("The board decides this."), "{}", printed(&campaign));
    assert!(printed(&campaign).contains("(B3)"));
    let data = nuncio(&[&asked[..], &["--fact", "sponsor=campaign", "--json"]].concat());
    assert!(serde_json::from_slice::<Value>(&data.stdout).is_ok());
    // The question was answered: that the answer is no is not a failure of the command.
    assert!(campaign.status.success());
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence_and_a_wrong_word_shows_the_usage() {
    let rules = preset("django-social-media.toml");
    let unknown = nuncio(&["charter", "explain", &rules, "--act", "schedule_post", "--fact", "sponser=campaign"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(complained(&unknown).contains("sponser"), "{}", complained(&unknown));
    assert_eq!(nuncio(&["charter", "explain", &rules]).status.code(), Some(2));
    let missing = nuncio(&["charter", "check", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(complained(&missing).contains("the rules file nowhere.toml cannot be read"), "{}", complained(&missing));
}

#[test]
fn an_installation_is_made_and_its_founder_invited_from_the_command_line() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().display().to_string();
    let unmade = nuncio(&["audit", "verify", "--data", &data]);
    assert_eq!(unmade.status.code(), Some(1), "{}", printed(&unmade));
    assert!(nuncio(&["migrate", "--data", &data]).status.success());
    let empty = nuncio(&["audit", "verify", "--data", &data]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(complained(&empty).contains("has no group yet"), "{}", complained(&empty));
    let invited = nuncio(&["invite", "--public-url", "https://voice.example", "--data", &data]);
    assert!(invited.status.success(), "{}", complained(&invited));
    assert!(printed(&invited).contains("https://voice.example/"), "{}", printed(&invited));
}
