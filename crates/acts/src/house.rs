//! Rules of the house: what a group agrees on where its charter says nothing.

use crate::{Declined, Installation};
use basics::GroupId;
use charter::{Actor, act::SetHouseRule};
use people::Elevated;

/// What is asked of a person before they publish, grant, decide about persons or thaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofAsked {
    /// A passkey used in this session: so it is where a group decided nothing.
    Passkey,
    /// A code from the authenticator app is enough.
    Code,
}

impl ProofAsked {
    /// The rule's name.
    pub const RULE: &str = "proof_before_publishing";

    /// The word that the rule is set to.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Code => "code",
        }
    }
    /// Reads the word; another one is none of these.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Passkey, Self::Code].into_iter().find(|asked| asked.word() == word)
    }
    /// Setting the rule to this.
    pub fn act(self) -> SetHouseRule {
        SetHouseRule { rule: Self::RULE.to_owned(), value: self.word().to_owned() }
    }
}

/// What this group asks for, by its own decision if it took one.
pub async fn proof_asked(here: &Installation, group: GroupId) -> Result<ProofAsked, anyhow::Error> {
    let rules = here.store.house_rules(group).await?;
    let decided = rules.iter().find(|rule| rule.name == ProofAsked::RULE);
    Ok(decided.and_then(|rule| ProofAsked::of(&rule.value)).unwrap_or(ProofAsked::Passkey))
}

/// Sets a rule of the house, once whoever decides about rules of the house agreed to exactly this.
pub async fn set(here: &Installation, group: GroupId, who: &Elevated, act: SetHouseRule) -> Result<(), Declined> {
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep().await?.commit().await?;
    Ok(())
}

/// Sets what is asked for, once whoever decides about rules of the house agreed to exactly this.
pub async fn ask_for(here: &Installation, group: GroupId, who: &Elevated, asked: ProofAsked) -> Result<(), Declined> {
    set(here, group, who, asked.act()).await
}
