//! What a network calls somebody: which networks have handles that can be written into a text, and how one looks.

use crate::NetworkName;

/// The networks on which a text can name somebody by a handle, in the order in which people are asked.
pub const WITH_HANDLES: [NetworkName; 3] = [NetworkName::Mastodon, NetworkName::Bluesky, NetworkName::X];

/// Somebody whom a network knows by a handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whom {
    /// Their id there, which stays when the handle goes over to somebody else.
    pub id: String,
}

/// The handle that was typed, without the sign before it and in small letters.
///
/// # Errors
/// A sentence with an example, where no handle of this network looks like that.
pub fn handle(network: NetworkName, typed: &str) -> Result<String, String> {
    let typed = typed.trim().trim_start_matches('@').to_lowercase();
    let (fits, example) = match network {
        NetworkName::Mastodon => {
            (typed.split_once('@').is_some_and(|(name, host)| is_name(name) && is_host(host)), "maria@social.example")
        }
        NetworkName::Bluesky => (is_host(&typed), "maria.example"),
        NetworkName::X => (is_name(&typed) && typed.len() <= 15, "maria"),
        _ => (false, ""),
    };
    if fits { Ok(typed) } else { Err(format!("a handle on {} looks like {example}", network.title())) }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_taken_as_people_type_it_and_refused_with_an_example() {
        let of = handle;
        assert_eq!(of(NetworkName::Mastodon, " @Maria@Social.example ").as_deref(), Ok("maria@social.example"));
        assert_eq!(of(NetworkName::Bluesky, "@maria.example").as_deref(), Ok("maria.example"));
        assert_eq!(of(NetworkName::X, "@Maria_1").as_deref(), Ok("maria_1"));
        for (network, typed) in [
            (NetworkName::Mastodon, "maria"),
            (NetworkName::Mastodon, "maria@social example"),
            (NetworkName::Bluesky, "maria"),
            (NetworkName::Bluesky, "maria..example"),
            (NetworkName::X, "a name of words"),
            (NetworkName::X, "somebody_with_a_long_name"),
        ] {
            assert!(of(network, typed).unwrap_err().contains("looks like maria"), "{typed}");
        }
    }
}
