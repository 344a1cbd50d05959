//! The table of legal changes, printed for people. `NUNCIO_BLESS=1` renews the file.

use delivery::{State, legal};
use std::{collections::HashSet, env, fs, path::Path};

#[test]
fn the_table_of_legal_changes_is_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stories/golden/delivery-pairs.txt");
    if env::var_os("NUNCIO_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, legal::table()).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(legal::table(), reviewed, "the table changed: `cargo xtask bless` renews {}", path.display());
}

#[test]
fn no_pair_stands_twice_and_no_state_is_out_of_reach() {
    let pairs: HashSet<_> = legal::LEGAL.iter().map(|pair| (pair.from, pair.to)).collect();
    assert_eq!(pairs.len(), legal::LEGAL.len());
    for state in State::ALL {
        assert!(*state == State::Scheduled || pairs.iter().any(|(_, to)| to == state), "{state} is never reached");
        let is_end = !pairs.iter().any(|(from, _)| from == state);
        assert_eq!(is_end, state.is_terminal() && *state != State::Live, "{state}");
    }
}

#[test]
fn what_may_have_been_sent_comes_back_only_through_absent() {
    for open in [State::Sending, State::Unknown, State::NeedsHuman, State::Asked] {
        for queue in [State::Scheduled, State::Claimed, State::Preparing] {
            assert!(!legal::is_legal(open, queue), "{open} -> {queue}");
        }
    }
    assert!(legal::is_legal(State::Absent, State::Scheduled));
}

#[test]
fn the_words_of_the_store_read_back() {
    for state in State::ALL {
        assert_eq!(state.word().parse::<State>().unwrap(), *state);
        assert_eq!(serde_json::to_value(state).unwrap(), state.word());
    }
    assert!("sent".parse::<State>().unwrap_err().to_string().contains("is not a state of a delivery"));
    for class in delivery::Class::ALL {
        assert_eq!(class.word().parse::<delivery::Class>().unwrap(), *class);
        assert_eq!(serde_json::to_value(class).unwrap(), class.word());
    }
    for reason in delivery::PauseReason::ALL {
        assert_eq!(reason.word().parse::<delivery::PauseReason>().unwrap(), *reason);
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.word());
    }
}
