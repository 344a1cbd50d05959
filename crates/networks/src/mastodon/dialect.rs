//! The servers that speak the Mastodon client API and where they differ. `NodeInfo` names the software; the version
//! string never decides, because several of them pretend to be Mastodon in it.

use delivery::Class;

/// A server software of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Mastodon and its close forks.
    Mastodon,
    /// `GoToSocial`: ignores the idempotency key.
    GoToSocial,
    /// Pleroma and Akkoma: replay the whole answer for a repeated key.
    Pleroma,
    /// Pixelfed: needs a picture, answers 400 to a repeated key.
    Pixelfed,
    /// snac: no key, no second version of the instance call, 422 for a bad token.
    Snac,
    /// A server of the practice network that drafts first and publishes the draft (class D).
    Drafting,
    /// A server of the practice network that shows an account no list of its own posts (class E).
    Blind,
    /// Anything else: treated as if it honoured nothing.
    Other,
}

/// How a dialect counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// What readers see as characters, links at what the instance tells.
    AsAdvertised,
    /// What readers see as characters, links at their full length.
    WholeLinks,
    /// Code points, everything at its full length, although a discount is advertised.
    CodePoints,
}

/// What a dialect makes of a poll. The numbers are told by its instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polling {
    /// It leaves it out.
    No,
    /// It asks, and everybody sees the counts from the start, whatever is said.
    CountsShown,
    /// It asks, and hides the counts until the end where that is said.
    MayHideCounts,
    /// As `CountsShown`, and only where the post comes as a form: in JSON its poll is left out without a word.
    /// The account's own list shows no polls, so that nothing can be looked for there.
    InForms,
}

/// How a dialect is told what a post quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// It is not: it shows no quotes.
    No,
    /// As `quoted_status_id`, under a policy that the author of each post sets, from the seventh version of its API on.
    UnderPolicy,
    /// As `quote_id`, by whoever likes, where its instance names the feature `quote_posting`.
    Freely,
}

/// What a dialect does differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a row of a table of differences")]
pub struct Flags {
    /// How "did it happen?" is answered when a post is created.
    pub class: Class,
    /// Whether a post without a picture is refused.
    pub needs_picture: bool,
    /// How the text is counted.
    pub counting: Counting,
    /// Whether "quiet public" exists.
    pub quiet_public: bool,
    /// Whether a post can be for the people it mentions alone.
    pub private_mentions: bool,
    /// What becomes of a poll.
    pub polls: Polling,
    /// How a quote is told.
    pub quotes: Quoting,
    /// Whether a post can be changed where it is.
    pub edits: bool,
    /// Whether the point of a picture that stays in view is kept.
    pub focus: bool,
    /// Whether the source of a post can be read back as it was written.
    pub gives_source: bool,
}

const PLAIN: Flags = Flags {
    class: Class::C,
    needs_picture: false,
    counting: Counting::AsAdvertised,
    quiet_public: true,
    private_mentions: true,
    polls: Polling::No,
    quotes: Quoting::No,
    edits: false,
    focus: false,
    gives_source: true,
};

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 8] = [
        Self::Mastodon,
        Self::GoToSocial,
        Self::Pleroma,
        Self::Pixelfed,
        Self::Snac,
        Self::Drafting,
        Self::Blind,
        Self::Other,
    ];

    /// The dialect of a software name as `NodeInfo` gives it.
    pub fn of_software(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "mastodon" | "hometown" | "glitch" | "glitchcafe" | "fedibird" => Self::Mastodon,
            "gotosocial" => Self::GoToSocial,
            "pleroma" | "akkoma" => Self::Pleroma,
            "pixelfed" => Self::Pixelfed,
            "snac" | "snac2" => Self::Snac,
            "nuncio-practice-drafting" => Self::Drafting,
            "nuncio-practice-blind" => Self::Blind,
            _ => Self::Other,
        }
    }

    /// The word that is stored with a channel.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mastodon => "mastodon",
            Self::GoToSocial => "gotosocial",
            Self::Pleroma => "pleroma",
            Self::Pixelfed => "pixelfed",
            Self::Snac => "snac",
            Self::Drafting => "drafting",
            Self::Blind => "blind",
            Self::Other => "other",
        }
    }

    /// The dialect behind a stored word; a word nobody knows is trusted with nothing.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word).unwrap_or(Self::Other)
    }

    /// The table of differences.
    pub fn flags(self) -> Flags {
        match self {
            Self::Mastodon => Flags {
                class: Class::B,
                polls: Polling::MayHideCounts,
                quotes: Quoting::UnderPolicy,
                edits: true,
                focus: true,
                ..PLAIN
            },
            Self::GoToSocial => Flags {
                counting: Counting::CodePoints,
                polls: Polling::MayHideCounts,
                edits: true,
                focus: true,
                ..PLAIN
            },
            Self::Pleroma => Flags {
                class: Class::B,
                counting: Counting::CodePoints,
                polls: Polling::CountsShown,
                quotes: Quoting::Freely,
                edits: true,
                ..PLAIN
            },
            Self::Pixelfed => Flags {
                needs_picture: true,
                counting: Counting::WholeLinks,
                private_mentions: false,
                edits: true,
                gives_source: false,
                ..PLAIN
            },
            Self::Snac => Flags { polls: Polling::InForms, edits: true, ..PLAIN },
            Self::Other => PLAIN,
            Self::Drafting => Flags { class: Class::D, ..PLAIN },
            Self::Blind => Flags { class: Class::E, ..PLAIN },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_known_to_honour_the_key_is_trusted_with_it() {
        let honours = |name| Dialect::of_software(name).flags().class == Class::B;
        assert!(honours("Mastodon") && honours("akkoma"));
        for name in ["gotosocial", "pixelfed", "snac", "friendica", ""] {
            assert!(!honours(name), "{name}");
        }
    }
}
