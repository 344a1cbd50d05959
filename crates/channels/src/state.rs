//! Where a channel stands between proposal and retirement, and which acts move it.
//!
//! Who may do such an act is the charter's business; here is only which moves make sense at all.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Somebody suggested it; nothing is held and nothing is posted.
    Proposed,
    /// Its name is held on the network; nothing is posted.
    Reserved,
    /// It is in use.
    Active,
    /// The group stopped posting there for a while.
    Dormant,
    /// Everything there is stopped: it is compromised, or its network closed it.
    Suspended,
    /// Left for good. Its name is kept so that nobody else takes it.
    Retired,
}

impl State {
    /// All states, from proposal to retirement.
    pub const ALL: [Self; 6] =
        [Self::Proposed, Self::Reserved, Self::Active, Self::Dormant, Self::Suspended, Self::Retired];

    /// The word in the store, in the interface and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Reserved => "reserved",
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
        }
    }
    /// Whether a post may leave there. An approved farewell is decided about before retirement takes effect.
    pub fn posts(self) -> bool {
        self == Self::Active
    }
}
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl FromStr for State {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        let all = || Self::ALL.map(Self::as_str).join(", ");
        let found = Self::ALL.into_iter().find(|state| state.as_str() == word);
        found.ok_or_else(|| format!("{word:?} is not a state of a channel: expected one of {}", all()))
    }
}

/// An act that cannot be done to a channel as it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a channel that is {from} cannot take the act {act}; what can be done to it: {}", listed(*.from))]
pub struct IllegalMove {
    /// The state it is in.
    pub from: State,
    /// The act that was tried.
    pub act: String,
}

/// Every legal move: the state, the act's name, the state after it.
const MOVES: &[(State, &str, State)] = &[
    (State::Proposed, "reserve_channel", State::Reserved),
    (State::Proposed, "open_channel", State::Active),
    (State::Reserved, "open_channel", State::Active),
    (State::Reserved, "retire_channel", State::Retired),
    (State::Active, "rest_channel", State::Dormant),
    (State::Active, "suspend_channel", State::Suspended),
    (State::Active, "retire_channel", State::Retired),
    (State::Dormant, "resume_channel", State::Active),
    (State::Dormant, "suspend_channel", State::Suspended),
    (State::Dormant, "retire_channel", State::Retired),
    (State::Suspended, "resume_channel", State::Active),
    (State::Suspended, "retire_channel", State::Retired),
    // A fresh token changes nothing about where the channel stands.
    (State::Reserved, "connect_channel", State::Reserved),
    (State::Active, "connect_channel", State::Active),
    (State::Dormant, "connect_channel", State::Dormant),
    (State::Suspended, "connect_channel", State::Suspended),
];

/// The state after `act`, or the sentence why the act makes no sense here.
pub fn after(from: State, act: &str) -> Result<State, IllegalMove> {
    let legal = MOVES.iter().find(|(state, name, _)| *state == from && *name == act);
    legal.map(|(.., to)| *to).ok_or_else(|| IllegalMove { from, act: act.to_owned() })
}

/// The acts that make sense for a channel in this state, with the state after each.
pub fn moves(from: State) -> impl Iterator<Item = (&'static str, State)> {
    MOVES.iter().filter(move |(state, ..)| *state == from).map(|(_, act, to)| (*act, *to))
}

fn listed(from: State) -> String {
    let acts: Vec<_> = moves(from).map(|(act, _)| act).collect();
    if acts.is_empty() { "nothing any more".to_owned() } else { acts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h8_a_proposed_channel_can_be_reserved_and_a_reserved_one_posts_nothing() {
        let reserved = after(State::Proposed, "reserve_channel").unwrap();
        assert!(!reserved.posts());
        assert_eq!(after(reserved, "open_channel"), Ok(State::Active));
    }

    #[test]
    fn h9_resting_and_retiring_are_different_acts() {
        assert_eq!(after(State::Active, "rest_channel"), Ok(State::Dormant));
        assert_eq!(after(State::Dormant, "resume_channel"), Ok(State::Active));
        assert_eq!(after(State::Active, "retire_channel"), Ok(State::Retired));
    }

    #[test]
    fn nothing_but_opening_leads_from_a_held_name_to_posting() {
        let ways_in: Vec<_> = MOVES
            .iter()
            .filter(|(from, _, to)| matches!(from, State::Proposed | State::Reserved) && to.posts())
            .map(|(_, act, _)| *act)
            .collect();
        assert_eq!(ways_in, ["open_channel", "open_channel"]);
        assert!(moves(State::Suspended).all(|(_, to)| to != State::Reserved), "a detour around opening");
    }

    #[test]
    fn a_retired_channel_does_not_come_back() {
        assert_eq!(moves(State::Retired).count(), 0);
        let refusal = after(State::Retired, "open_channel").unwrap_err().to_string();
        assert!(refusal.contains("retired") && refusal.contains("nothing any more"), "{refusal}");
    }

    #[test]
    fn only_an_active_channel_posts() {
        for state in State::ALL {
            assert_eq!(state.posts(), state == State::Active);
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("open".parse::<State>().unwrap_err().contains("reserved"));
    }
}
