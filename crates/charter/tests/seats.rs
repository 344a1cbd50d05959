//! Seats on bodies that decide here, at the judge: who records them, who invites, who casts a ballot, and what else a seat
//! gives (nothing).

mod common;

use charter::vocabulary::ACTS;
use common::{django, facts, jupyter, verdict};

#[test]
fn nobody_records_a_seat_of_their_own() {
    for charter in django() {
        let of_another = facts("record_seat", &["liaison"]);
        assert_eq!(verdict(charter, "record_seat", of_another.clone()), "may as liaison (B0)");
        assert_eq!(verdict(charter, "record_seat", of_another.with("oneself", true)), "may not (B0)");
        assert_eq!(verdict(charter, "record_seat", facts("record_seat", &["member"])), "may not (B0)");
    }
    for charter in jupyter() {
        let of_another = facts("record_seat", &["member"]);
        assert_eq!(verdict(charter, "record_seat", of_another.clone()), "may as member (GUIDE-13)");
        assert_eq!(verdict(charter, "record_seat", of_another.with("oneself", true)), "may not (GUIDE-13)");
    }
}

#[test]
fn whoever_is_no_member_invites_nobody_to_a_seat() {
    for (charter, body, clause) in both() {
        for offices in [&[][..], &[body][..]] {
            let refused = format!("may not ({clause})");
            assert_eq!(verdict(charter, "invite_to_seat", facts("invite_to_seat", offices)), refused);
        }
    }
}

#[test]
fn whoever_has_no_seat_casts_no_ballot_of_a_body() {
    for charter in django() {
        let by = |offices| verdict(charter, "cast_seat_ballot", facts("cast_seat_ballot", offices));
        assert_eq!(by(&["board"]), "may as board (B0)");
        assert_eq!(by(&["liaison", "board"]), "may as board (B0)");
        for offices in [&[][..], &["member"], &["member", "chair"], &["liaison"]] {
            assert_eq!(by(offices), "may not (B0)", "{offices:?}");
        }
    }
    for charter in jupyter() {
        let by = |offices| verdict(charter, "cast_seat_ballot", facts("cast_seat_ballot", offices));
        assert_eq!(by(&["executive_council"]), "may as executive_council (GROUPS-1)");
        assert_eq!(by(&["member"]), "may not (GROUPS-1)");
        assert_eq!(by(&["union_of_councils"]), "may not (GROUPS-1)");
    }
}

#[test]
fn a_seat_gives_its_ballot_and_nothing_else() {
    for (charter, body, _) in both() {
        for act in ACTS.iter().filter(|act| !["found_group", "cast_seat_ballot"].contains(&act.name)) {
            let said = verdict(charter, act.name, facts(act.name, &[body]));
            assert_eq!(said, verdict(charter, act.name, facts(act.name, &[])), "{}", act.name);
            assert!(!said.starts_with("may as"), "{}: {said}", act.name);
        }
    }
}

fn both() -> impl Iterator<Item = (&'static charter::Charter, &'static str, &'static str)> {
    let django = django().iter().map(|charter| (charter, "board", "B0"));
    django.chain(jupyter().iter().map(|charter| (charter, "executive_council", "GUIDE-13")))
}

const BODIES: [(&str, &str); 7] = [
    ("union_of = [\"nowhere\"]", "there is no such body"),
    ("intersection_of = [\"board\"]", "board is made of itself"),
    ("with_status = \"sailor\"", "there is no outside status"),
    ("with_office = \"sailor\"", "there is no office"),
    ("rule = \"sailor\"", "there is no decision rule"),
    ("decides = \"here\"", "no rule says how it votes"),
    ("decides = \"nowhere\"", "unknown variant"),
];

#[test]
fn a_body_that_is_made_of_nothing_known_is_refused_with_its_line() {
    let preset = charter::presets::DJANGO;
    let load = |more: &str| {
        let rules = preset.rules.replace("with_status = \"board\"\n", &format!("{more}\n"));
        charter::Charter::load("social.toml", &rules, preset.text.as_bytes())
    };
    assert!(load("decides = \"here\"\nrule = \"ordinary\"\nunion_of = [\"group\"]").is_ok());
    for (more, says) in BODIES {
        let problems = load(more).unwrap_err().to_string();
        assert!(problems.contains(says), "{more}: {problems}");
    }
}

#[test]
fn where_a_body_decides_is_said_by_the_charter_and_else_by_the_group() {
    let preset = charter::presets::DJANGO;
    let with = |more: &str| {
        let rules = preset.rules.replace("with_status = \"board\"\n", &format!("{more}\n"));
        charter::Charter::load("social.toml", &rules, preset.text.as_bytes()).unwrap()
    };
    let rule =
        |charter: &charter::Charter, recorded| charter.votes_here("board", recorded).map(|(name, _)| name.to_owned());
    let silent = with("");
    assert_eq!(rule(&silent, None), None, "elsewhere, where nobody says anything");
    assert_eq!(rule(&silent, Some("ordinary")).as_deref(), Some("ordinary"));
    assert_eq!(rule(&silent, Some("elsewhere")), None);
    let here = with("decides = \"here\"\nrule = \"ordinary\"");
    assert_eq!(rule(&here, Some("admission")).as_deref(), Some("ordinary"), "the charter goes before");
    assert_eq!(rule(&with("decides = \"elsewhere\""), Some("ordinary")), None);
    assert!(silent.votes_here("group", Some("ordinary")).is_none());
}
