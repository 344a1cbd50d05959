//! Passwords: 12 to 256 characters, taken exactly as typed, kept as Argon2id with parameters that may grow.
//!
//! Hashing takes tens of milliseconds and 19 MiB: call it off the request's thread, a few at a time.

use crate::{NoRandomness, PasswordMatched, SignInRefused, token::random};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use basics::PersonId;
use std::{collections::HashSet, fmt, sync::LazyLock};
use zeroize::Zeroizing;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most characters of a password.
pub const LONGEST: usize = 256;

/// Memory in KiB, passes and lanes of today's hashes.
const TODAY: (u32, u32, u32) = (19 * 1024, 2, 1);
/// The most memory in KiB and passes that a stored hash may ask for; what asks for more was not written by us.
const CEILING: (u32, u32) = (256 * 1024, 10);

/// The commonest passwords that are long enough to be allowed otherwise, one per line, in lower case.
static COMMONEST: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("commonest.txt").lines().collect());

/// A password as somebody typed it to sign in: bounded in length, otherwise untouched.
pub struct TypedPassword(Zeroizing<String>);

/// A password that may be chosen.
pub struct NewPassword(Zeroizing<String>);

/// Why a password may not be chosen.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than 12 characters.
    #[error("The password has {0} characters and needs at least {SHORTEST}. Four unrelated words are a good one.")]
    TooShort(usize),
    /// More than 256 characters.
    #[error("The password has more than {LONGEST} characters. Use a shorter one.")]
    TooLong,
    /// Among the commonest, or the same few characters over and over.
    #[error("This password is among the first that somebody would try. Four unrelated words are a good one.")]
    Common,
    /// It is the person's own name or address, or the name of this place.
    #[error("This password is made of your name, your address or the name of this site. Choose something unrelated.")]
    AboutYou,
}

impl TypedPassword {
    /// Takes it exactly as typed: no trimming, no change of case or form.
    pub fn take(typed: &str) -> Result<Self, PasswordRefused> {
        // Bytes first: counting the characters of a gigabyte is work too.
        if typed.len() > 4 * LONGEST || typed.chars().count() > LONGEST {
            return Err(PasswordRefused::TooLong);
        }
        Ok(Self(Zeroizing::new(typed.to_owned())))
    }
}

impl NewPassword {
    /// Checks a password that somebody chose. `about` are the words it must not be made of: name, address, site.
    pub fn choose(typed: &str, about: &[&str]) -> Result<Self, PasswordRefused> {
        let TypedPassword(text) = TypedPassword::take(typed)?;
        let length = text.chars().count();
        if length < SHORTEST {
            return Err(PasswordRefused::TooShort(length));
        }
        let lower = Zeroizing::new(text.to_lowercase());
        if is_common(&lower) {
            return Err(PasswordRefused::Common);
        }
        if is_made_of(&lower, about) {
            return Err(PasswordRefused::AboutYou);
        }
        Ok(Self(text))
    }
}

/// In the list, with or without digits and marks at its end, or of fewer than five different characters.
fn is_common(lower: &str) -> bool {
    let stem = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    let different: HashSet<char> = lower.chars().collect();
    COMMONEST.contains(lower) || COMMONEST.contains(stem) || different.len() < 5
}

/// Whether fewer than eight letters are left once the words about the person are taken out.
fn is_made_of(lower: &str, about: &[&str]) -> bool {
    let words = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let rest = words.filter(|word| word.chars().count() > 2).fold(lower.to_owned(), |rest, word| {
        let found = rest.replace(&word.to_lowercase(), "");
        drop(Zeroizing::new(rest));
        found
    });
    let rest = Zeroizing::new(rest);
    rest.len() < lower.len() && rest.chars().filter(|c| c.is_alphabetic()).count() < 8
}

/// A password as the store keeps it: a PHC string of Argon2id. It prints as nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(String);

/// A stored hash is not one that this program wrote.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "A stored password is not an Argon2id hash of this program. The account needs a recovery link; look for other changes in the database."
)]
pub struct NotAStoredPassword;

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum NotHashed {
    /// There are no random bytes for the salt.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The hash function gave up, for want of memory.
    #[error("The password could not be hashed: {0}. Nothing was changed: try again.")]
    Failed(#[from] argon2::password_hash::Error),
}

impl StoredPassword {
    /// Hashes a password that was chosen.
    pub fn hash(chosen: &NewPassword) -> Result<Self, NotHashed> {
        Self::hash_text(&chosen.0)
    }
    /// Hashes a password anew that just matched and was outdated.
    pub fn hash_again(typed: &TypedPassword, matched: &PasswordMatched) -> Result<Option<Self>, NotHashed> {
        if matched.outdated() { Self::hash_text(&typed.0).map(Some) } else { Ok(None) }
    }
    fn hash_text(text: &str) -> Result<Self, NotHashed> {
        let salt = random::<16>()?;
        let hash = today().hash_password_with_salt(text.as_bytes(), salt.as_slice())?;
        Ok(Self(hash.to_string()))
    }
    /// Reads what the store kept, and refuses a hash whose cost somebody else chose.
    pub fn read(phc: &str) -> Result<Self, NotAStoredPassword> {
        let params = params_of(phc).ok_or(NotAStoredPassword)?;
        if params.m_cost() > CEILING.0 || params.t_cost() > CEILING.1 {
            return Err(NotAStoredPassword);
        }
        Ok(Self(phc.to_owned()))
    }
    /// The PHC string, for the store.
    pub fn phc(&self) -> &str {
        &self.0
    }
    fn is_outdated(&self) -> bool {
        let (memory, passes, lanes) = TODAY;
        params_of(&self.0).is_none_or(|it| it.m_cost() < memory || it.t_cost() < passes || it.p_cost() < lanes)
    }
}

fn params_of(phc: &str) -> Option<Params> {
    let hash = PasswordHash::new(phc).ok()?;
    (hash.algorithm == Algorithm::Argon2id.ident()).then(|| Params::try_from(&hash).ok()).flatten()
}

fn today() -> Argon2<'static> {
    let (memory, passes, lanes) = TODAY;
    // The three numbers are constants above, and a test hashes with them.
    let params = Params::new(memory, passes, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Checks a password. Without an account, or for one without a password, it does the same work and gives the same
/// answer, so that neither the words nor the delay tell which addresses have accounts.
pub fn check(
    account: Option<(PersonId, &StoredPassword)>,
    typed: &TypedPassword,
) -> Result<PasswordMatched, SignInRefused> {
    let matches = today().verify_password(typed.0.as_bytes(), hash_to_try(account).phc()).is_ok();
    match account {
        Some((person, stored)) if matches => Ok(PasswordMatched { person, outdated: stored.is_outdated() }),
        _ => Err(SignInRefused),
    }
}

/// The hash that the typed password is tried on: the account's, or one of the same cost.
fn hash_to_try(account: Option<(PersonId, &StoredPassword)>) -> &StoredPassword {
    account.map_or_else(|| LazyLock::force(&DECOY), |(_, stored)| stored)
}

/// A hash with today's parameters, of a password that nobody has.
static DECOY: LazyLock<StoredPassword> = LazyLock::new(|| {
    let hash = today().hash_password_with_salt(&[0xff; 32], b"nobody's own salt");
    // An empty text is no hash: it matches nothing, and is only met when the parameters above are impossible.
    StoredPassword(hash.map(|it| it.to_string()).unwrap_or_default())
});

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au11_without_an_account_a_hash_of_the_same_cost_is_tried() {
        let chosen = NewPassword::choose("ada likes kettles in orbit", &[]).unwrap();
        let stored = StoredPassword::hash(&chosen).unwrap();
        let cost = |account| {
            let tried: &StoredPassword = hash_to_try(account);
            params_of(tried.phc()).map(|it| (it.m_cost(), it.t_cost(), it.p_cost(), it.output_len()))
        };
        let known = cost(Some((PersonId::mint("2026-11-20T12:00:00Z".parse().unwrap()), &stored)));
        assert_eq!(known.map(|(memory, passes, lanes, _)| (memory, passes, lanes)), Some(TODAY));
        assert_eq!(cost(None), known);
    }
}
