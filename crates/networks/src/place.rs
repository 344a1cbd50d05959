//! An account that speaks at one place of its server: a user in a category of a forum, or in a channel of a chat. Both
//! ids together are the id of the account, so that one user can stand behind several of our channels.

use crate::{Account, Trouble, trouble::Kind};

/// Who speaks where, by the server's own ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The user; 0 while it is not known.
    pub user: u64,
    /// The category or channel.
    pub at: u64,
}

impl Place {
    /// The place of an account.
    ///
    /// # Errors
    /// For an account whose id was not made here; it has to be connected again.
    pub fn of(account: &Account) -> Result<Self, Trouble> {
        let read = |(user, at): (&str, &str)| Some(Self { user: user.parse().ok()?, at: at.parse().ok()? });
        account.identity.id.split_once('/').and_then(read).ok_or_else(|| {
            let says =
                format!("where on {} this account speaks is not known: connect it again", account.base.authority());
            Trouble::new(Kind::KeyRevoked, says)
        })
    }
    /// The id of the account that speaks there.
    pub fn id(&self) -> String {
        format!("{}/{}", self.user, self.at)
    }
    /// The id to tell as the author of something this user wrote: the account's own where it is us.
    pub fn author(&self, user: u64) -> String {
        if user == self.user { self.id() } else { user.to_string() }
    }
}
