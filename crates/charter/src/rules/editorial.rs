//! What may be published, beyond goals.

use crate::Status;
use serde::Deserialize;

/// `[editorial]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editorial {
    /// The principles by which content is accepted.
    #[serde(default)]
    pub principle: Vec<Principle>,
    /// Content by third parties.
    pub third_party: Option<ThirdParty>,
    /// Content in another language.
    pub language: Option<LanguageVetting>,
    /// Posts that amplify the primary channel.
    pub amplify: Option<Amplify>,
    /// A second pair of eyes before anything leaves.
    pub four_eyes: Option<FourEyes>,
}

/// `[[editorial.principle]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// What it is about: `priority`, `neutrality`, `voice`, `guidance`, `intake` …
    pub about: String,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[editorial.third_party]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdParty {
    /// Whether an editor has to accept the benefit it has.
    pub benefit_accepted: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[editorial.language]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageVetting {
    /// Whether it is about `other` languages or `all`.
    pub applies_to: String,
    /// The group whose members vet.
    pub vetted_by: String,
    /// Whether the author cannot be the one.
    #[serde(default)]
    pub not_the_author: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[editorial.amplify]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amplify {
    /// The mark of the channel that posts should link to.
    pub links_to: String,
    /// What a post without such a link gets: `block`, `warn`, `off`.
    pub otherwise: String,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[editorial.four_eyes]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FourEyes {
    /// Whether it is on.
    pub on: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
