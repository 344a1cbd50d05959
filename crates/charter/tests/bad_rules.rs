//! Malformed or contradictory rules files: each edit of a good file gets its sentence, with line and remedy.

mod common;

use charter::{Charter, presets::DJANGO};

/// What loading says after one edit of the preset.
fn after(from: &str, to: &str) -> String {
    assert!(DJANGO.rules.contains(from), "the preset has no {from:?}");
    let rules = DJANGO.rules.replacen(from, to, 1);
    match Charter::load("rules.toml", &rules, DJANGO.text.as_bytes()) {
        Ok(_) => panic!("loaded in spite of {to:?}"),
        Err(problems) => problems.to_string(),
    }
}

/// Edits, and what the answer says; `rules.toml:LINE:` stands in front of each.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "[decision.ordinary]                   # what the charter names no rule for\n",
        "[decision.ordinary]                   # what the charter names no rule for\ntie = \"casting_vote\"\n",
        "a casting vote is nobody’s in the decision rule ordinary; expected the office whose holder decides a tie",
    ),
    (
        "[decision.ordinary]                   # what the charter names no rule for\n",
        "[decision.ordinary]                   # what the charter names no rule for\ncasting_vote = { office = \"chair\" }\n",
        "a casting vote decides no tie in the decision rule ordinary; expected tie = \"casting_vote\"",
    ),
    (
        "[decision.ordinary]                   # what the charter names no rule for\n",
        "[decision.ordinary]                   # what the charter names no rule for\ntie = \"casting_vote\"\ncasting_vote = { office = \"chiar\" }\n",
        "the casting vote is that of an unknown office in the decision rule ordinary",
    ),
    (
        "[decision.ordinary]                   # what the charter names no rule for\n",
        "[decision.ordinary]                   # what the charter names no rule for\nmethod = \"consent\"\namend_policy = \"reset\"\nsecrecy = \"secret\"\n",
        "objections are secret in the decision rule ordinary; expected open ballots",
    ),
    (
        "[decision.ordinary]                   # what the charter names no rule for\n",
        "[decision.ordinary]                   # what the charter names no rule for\nmethod = \"consent\"\n",
        "an objection cannot be integrated in the decision rule ordinary; expected a text that can change",
    ),
    (
        "[answers]\nevidence = true",
        "[answers]\nevidence = false",
        "an answer without evidence is said to count, and it unlocks nothing here; expected evidence = true",
    ),
    (
        "may = [\"grant_access\"]",
        "may = [\"grant_acess\"]",
        "there is no act \"grant_acess\"; expected an act of the vocabulary: `nuncio charter powers` lists them; did you mean \"grant_access\"?",
    ),
    (
        "who = [\"chair\", \"co_chair\", \"liaison\"]",
        "who = [\"chiar\"]",
        "there is no office \"chiar\"; expected one of chair, co_chair, liaison, member; did you mean \"chair\"?",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "only_when = { grantee = \"membre\" }",
        "grantee is never \"membre\"; expected one of member, admitted, alumni, outsider; did you mean \"member\"?",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "only_when = { goals = \"in_force\" }",
        "grant_access is not judged by \"goals\"; expected one of grantee,",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "only_when = { grantee = true }",
        "grantee is never true; expected one of member, admitted, alumni, outsider",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "",
        "this limit limits nothing; expected one of only_when and never = true; for example: only_when = { grantee = \"member\" }",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "only_when = { grantee = \"member\" }\nnever = true",
        "this limit says both never and only_when",
    ),
    (
        "only_when = { grantee = \"member\" }",
        "only_when = { grante = \"member\" }",
        "there is no fact \"grante\"; did you mean \"grant\"?",
    ),
    (
        "by = \"board\"\nclause = \"B1\"",
        "by = \"bord\"\nclause = \"B1\"",
        "there is no body \"bord\"; expected one of board, group, or a new [bodies.bord]; did you mean \"board\"?",
    ),
    (
        "clause = \"B1\"",
        "clause = \"B9\"",
        "there is no clause \"B9\"; expected a label of [clauses], or of an incorporated document such as README-5; did you mean \"B0\"?",
    ),
    ("B5 = \"2.8.5\"", "B5 = \"2.8.9\"", "clause B5 stands at \"2.8.9\", and this text has no such place"),
    ("B5 = \"2.8.5\"", "B5 = \"2.8.4\"", "B4 both stand at \"2.8.4\"; expected one label for a clause"),
    (
        "rule = \"admission\"\nclause = \"M12\"",
        "rule = \"admision\"\nclause = \"M12\"",
        "there is no decision rule \"admision\"; expected a [decision.admision]; did you mean \"admission\"?",
    ),
    (
        "[decision.admission]                  # 50%+1, read as more than half of those entitled\nthreshold = { gt = [1, 2]",
        "[decision.admission]\nthreshold = { gt = [51, 0]",
        "[51, 0] is no share of a whole; expected a fraction such as [1, 2] or [2, 3]",
    ),
    (
        "threshold = { gte = [1, 1]",
        "threshold = { gte = [1, 1], gt = [1, 2]",
        "expected one of gt = [1, 2] (more than half) and gte = [2, 3] (at least two thirds)",
    ),
    ("threshold = { gte = [1, 1]", "threshold = { gte = 0.5", "invalid type: floating point"),
    (
        "length = \"P6M\"",
        "length = \"6 months\"",
        "\"6 months\" is not a period; expected one such as P6M, P1Y, P7D, P2W or PT72H",
    ),
    ("renewal = \"opt_in\"", "renewal = \"opt_out\"", "unknown variant `opt_out`, expected one of"),
    ("[term]", "[trem]", "unknown field `trem`, expected one of"),
    ("splitter = 1", "splitter = 7", "these places were taken with version 7 of the splitter; expected version 1"),
    ("counts_as = \"member\"", "counts_as = \"liaison\"", "office \"liaison\" counts as one that counts as another"),
    (
        "only_while = { status = [\"board\"] }",
        "only_while = { status = [\"bored\"] }",
        "status is never \"bored\"; expected one of board, coc_disqualified, individual_member; did you mean \"board\"?",
    ),
    (
        "statuses = [\"coc_disqualified\"]",
        "statuses = [\"disqualified\"]",
        "there is no outside status \"disqualified\"; expected one of [statuses], which has board, coc_disqualified",
    ),
    (
        "unnamed = { goes_to = \"board\",",
        "unnamed = {",
        "what becomes of acts that no rule names is said twice or not at all; expected one of goes_to and given_to",
    ),
    ("[offices.member]\nname = \"Member\"\nclause = \"M4\"", "", "there is no office \"member\""),
    (
        "matter = \"amend_goals\"",
        "matter = \"Amend goals\"",
        "\"Amend goals\" is no name; expected lower-case letters, digits, _ and -; for example: co_chair",
    ),
    ("matter = \"rest_channel\"", "matter = \"open_channel\"", "the matter \"open_channel\" goes to"),
    ("[charter]", "[charter", "unclosed table, expected `]`"),
];

#[test]
fn every_mistake_gets_a_sentence_with_its_line() {
    let mut wrong = Vec::new();
    for (from, to, sentence) in TABLE {
        let said = after(from, to);
        let placed = said.lines().all(|line| {
            let number = line.strip_prefix("rules.toml:").and_then(|rest| rest.split(':').next());
            number.is_some_and(|number| number.parse::<usize>().is_ok())
        });
        if !placed || !said.contains(sentence) {
            wrong.push(format!("edit    {to:?}\nwanted  {sentence}\nsaid    {said}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let rules = DJANGO.rules.replace("\"grant_access\"", "\"grant_acess\"").replace("B5 = \"2.8.5\"", "B5 = \"9.9\"");
    let problems = Charter::load("rules.toml", &rules, DJANGO.text.as_bytes()).unwrap_err();
    assert!(problems.iter().count() >= 3, "{problems}");
}

#[test]
fn a_text_that_changed_under_its_rules_does_not_load() {
    let text = DJANGO.text.replace("Win more web developers", "Win more web designers");
    let said = Charter::load("rules.toml", DJANGO.rules, text.as_bytes()).unwrap_err().to_string();
    assert!(said.contains("the text \"django-social-media.md\" changed: its SHA-256 is"), "{said}");
    assert!(Charter::load_over("rules.toml", DJANGO.rules, text.as_bytes()).is_ok(), "its shape is the same");

    let longer = DJANGO.text.replace("- Changes of the goals", "- Everything else.\n- Changes of the goals");
    let said = Charter::load_over("rules.toml", DJANGO.rules, longer.as_bytes()).unwrap_err().to_string();
    assert!(
        said.contains("the text changed under its rules: section 2 has the shape [1, 1, [1, 1, 1, 1], 2, 1,"),
        "{said}"
    );
}

#[test]
fn a_text_in_another_encoding_does_not_load() {
    let latin: Vec<u8> = DJANGO.text.replace('’', "é").chars().map(|c| u8::try_from(c).unwrap_or(b'"')).collect();
    let said = Charter::load_over("rules.toml", DJANGO.rules, &latin).unwrap_err().to_string();
    assert!(
        said.starts_with("django-social-media.md:10: the byte 0xE9 is not UTF-8; the file looks like Latin-1"),
        "{said}"
    );
}
