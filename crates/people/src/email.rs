//! An e-mail address: the name of an account at sign-in, and where an invitation goes. It is never a factor.

use serde::{Deserialize, Serialize};
use std::{
    fmt,
    hash::{Hash, Hasher},
};

/// An e-mail address. Two spellings of one mailbox (capitals, an international domain in either form) are equal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress {
    local: String,
    domain: String,
}

/// What was typed is not an address that mail can be sent to.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// Nothing was typed.
    #[error("Write the address.")]
    Nothing,
    /// It is written wrong.
    #[error("{typed:?} is not an e-mail address: {wrong}. Expected something like ada@example.org.")]
    Wrong {
        /// What was typed.
        typed: String,
        /// What is wrong with it.
        wrong: &'static str,
    },
}

impl EmailAddress {
    /// Reads an address as typed; spaces around it fall away.
    pub fn parse(typed: &str) -> Result<Self, NotAnAddress> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(NotAnAddress::Nothing);
        }
        read(typed).map_err(|wrong| NotAnAddress::Wrong { typed: typed.chars().take(80).collect(), wrong })
    }
    /// The spelling that is the same for every spelling of this mailbox: what the store makes unique.
    pub fn key(&self) -> String {
        format!("{}@{}", self.local.to_ascii_lowercase(), self.domain)
    }
}

fn read(typed: &str) -> Result<EmailAddress, &'static str> {
    let (local, domain) = typed.rsplit_once('@').ok_or("it has no @")?;
    if local.is_empty() || local.len() > 64 {
        return Err("the part before the @ must have 1 to 64 characters");
    }
    if !local.split('.').all(is_atom) {
        return Err("the part before the @ has a character that does not belong there");
    }
    let domain = match url::Host::parse(domain) {
        Ok(url::Host::Domain(name)) if is_mail_domain(&name) => name,
        _ => return Err("the part after the @ is not a domain name"),
    };
    if local.len() + 1 + domain.len() > 254 {
        return Err("it is longer than 254 characters");
    }
    Ok(EmailAddress { local: local.to_owned(), domain })
}

/// The characters that a mailbox may have between two dots.
fn is_atom(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
}

fn is_mail_domain(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && labels.len() > 1 && labels.iter().all(is_label)
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl Eq for EmailAddress {}
impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}
impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}
impl TryFrom<String> for EmailAddress {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        Self::parse(&text)
    }
}
impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(typed: &str) -> EmailAddress {
        EmailAddress::parse(typed).unwrap()
    }

    #[test]
    fn ac16_another_spelling_of_a_mailbox_is_the_same_mailbox() {
        assert_eq!(address("Chair@Group.Example"), address(" chair@group.example "));
        assert_eq!(address("chair@bücher.example"), address("chair@xn--bcher-kva.example"));
        assert_ne!(address("chair+two@group.example"), address("chair@group.example"));
    }

    #[test]
    fn an_address_is_shown_as_it_was_typed() {
        assert_eq!(address("Ada.Chair@Group.Example").to_string(), "Ada.Chair@group.example");
    }

    #[test]
    fn what_is_no_address_or_would_break_a_mail_header_is_refused() {
        for typed in [
            "",
            "chair",
            "@group.example",
            "chair@",
            "chair@localhost",
            "chair@127.0.0.1",
            "a..b@group.example",
            "chair@group..example",
            "two words@group.example",
            "chair\r\nBcc: x@group.example",
            "chair@group.example\nBcc: all@group.example",
            "<chair@group.example>",
        ] {
            assert!(EmailAddress::parse(typed).is_err(), "{typed:?} was taken for an address");
        }
    }
}
