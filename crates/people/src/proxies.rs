//! Behind a proxy: from which address a request came, when the connection itself is the proxy's.
//!
//! A header is what its sender says. It is believed only as far as a proxy that the operator named wrote it.

use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// The proxies whose word is taken. None, unless the operator names some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// What was named is no proxy.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAProxy {
    /// No address and no block.
    #[error(
        "--trusted-proxy {0:?} is neither an address nor a block of addresses; write 127.0.0.1, 10.0.0.0/8 or fd00::/8"
    )]
    Unreadable(String),
    /// Every address there is.
    #[error(
        "--trusted-proxy {0} trusts every address, so that anybody could say who they are; name the address of your proxy"
    )]
    Everybody(String),
}

impl TrustedProxies {
    /// Reads addresses and blocks as the operator wrote them. Empty entries fall away.
    pub fn parse<S: AsRef<str>>(entries: &[S]) -> Result<Self, NotAProxy> {
        let written = entries.iter().map(|entry| entry.as_ref().trim()).filter(|entry| !entry.is_empty());
        written.map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The address that a request came from. `peer` is the other end of the connection; `forwarded` are the values of
    /// the `X-Forwarded-For` headers, in the order in which they came.
    ///
    /// Each proxy adds at the right the address that it was called from. So the list is read from the right as long as
    /// those who wrote it are trusted, and the first address that is no proxy of ours is the client's. What stands left
    /// of it, the client wrote. Where the list ends, or holds what is no address, the last proxy is as far as is known.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let mut known = peer.to_canonical();
        for entry in forwarded.rev().flat_map(|value| value.rsplit(',')) {
            if !self.trusts(known) {
                break;
            }
            let Some(before) = address(entry) else { break };
            known = before;
        }
        known
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|block| block.contains(&address))
    }
}

fn read(entry: &str) -> Result<IpNet, NotAProxy> {
    let block = entry.parse().or_else(|_| entry.parse().map(|address: IpAddr| IpNet::from(address.to_canonical())));
    let block = block.map_err(|_| NotAProxy::Unreadable(entry.to_owned()))?;
    if block.prefix_len() == 0 { Err(NotAProxy::Everybody(entry.to_owned())) } else { Ok(block) }
}

/// An address as proxies write it: bare, in brackets, with or without a port.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let read = bare.parse().ok().or_else(|| entry.parse().ok().map(|with_port: SocketAddr| with_port.ip()));
    read.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one row says: the proxies, the other end of the connection, the headers, and who the client is.
    type Row = (&'static [&'static str], &'static str, &'static [&'static str], &'static str);

    const ROWS: &[Row] = &[
        // Nobody is trusted: the connection says it all.
        (&[], "198.51.100.7", &[], "198.51.100.7"),
        (&[], "198.51.100.7", &["203.0.113.9"], "198.51.100.7"),
        (&[], "127.0.0.1", &["203.0.113.9"], "127.0.0.1"),
        // au21: a header from somebody who is no proxy of ours.
        (&["127.0.0.1"], "198.51.100.7", &["203.0.113.9"], "198.51.100.7"),
        (&["10.0.0.0/8"], "198.51.100.7", &["203.0.113.9, 10.0.0.1"], "198.51.100.7"),
        // One proxy.
        (&["127.0.0.1"], "127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
        (&["127.0.0.1"], "127.0.0.1", &[], "127.0.0.1"),
        (&["127.0.0.1"], "::ffff:127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
        (&["::ffff:127.0.0.1"], "127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
        // The client put something in front: only what the proxy added counts.
        (&["127.0.0.1"], "127.0.0.1", &["192.0.2.66, 203.0.113.9"], "203.0.113.9"),
        (&["127.0.0.1"], "127.0.0.1", &["192.0.2.66", "203.0.113.9"], "203.0.113.9"),
        (&["127.0.0.1"], "127.0.0.1", &["127.0.0.1, 203.0.113.9"], "203.0.113.9"),
        // A chain of proxies, each of them named; and one of which one is not.
        (&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        (&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["203.0.113.9", "10.1.2.3"], "203.0.113.9"),
        (&["127.0.0.1"], "127.0.0.1", &["203.0.113.9, 10.1.2.3"], "10.1.2.3"),
        (&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["10.9.9.9, 10.1.2.3"], "10.9.9.9"),
        // IPv6, in brackets, with a port.
        (&["::1"], "::1", &["2001:db8::9"], "2001:db8::9"),
        (&["fd00::/8"], "fd12::1", &["[2001:db8::9]:4711"], "2001:db8::9"),
        (&["::1"], "::1", &["[2001:db8::9]"], "2001:db8::9"),
        (&["127.0.0.1"], "127.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
        (&["127.0.0.1"], "127.0.0.1", &["::ffff:203.0.113.9"], "203.0.113.9"),
        // Garbage where the client should stand: the last proxy is as far as is known.
        (&["127.0.0.1"], "127.0.0.1", &["unknown"], "127.0.0.1"),
        (&["127.0.0.1"], "127.0.0.1", &[""], "127.0.0.1"),
        (&["127.0.0.1"], "127.0.0.1", &["203.0.113.9,"], "127.0.0.1"),
        (&["127.0.0.1"], "127.0.0.1", &["203.0.113.9, 300.1.1.1"], "127.0.0.1"),
        (&["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", &["_hidden, 10.1.2.3"], "10.1.2.3"),
        (&["127.0.0.1"], "127.0.0.1", &["fe80::1%eth0"], "127.0.0.1"),
        // Garbage further left is not even read.
        (&["127.0.0.1"], "127.0.0.1", &["<script>, ,, 203.0.113.9"], "203.0.113.9"),
    ];

    #[test]
    fn au21_a_header_is_believed_as_far_as_a_trusted_proxy_wrote_it() {
        for (trusted, peer, headers, expected) in ROWS {
            let proxies = TrustedProxies::parse(trusted).unwrap();
            let client = proxies.client(peer.parse().unwrap(), headers.iter().copied());
            assert_eq!(client, expected.parse::<IpAddr>().unwrap(), "{trusted:?} {peer} {headers:?}");
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused_with_a_sentence() {
        for bad in ["proxy.example", "10.0.0.0/33", "10.0.0", "127.0.0.1:80", "10.0.0.0/-1"] {
            let said = TrustedProxies::parse(&[bad]).unwrap_err().to_string();
            assert!(said.contains(bad) && said.contains("write 127.0.0.1, 10.0.0.0/8 or fd00::/8"), "{said}");
        }
        for everybody in ["0.0.0.0/0", "::/0"] {
            let said = TrustedProxies::parse(&[everybody]).unwrap_err().to_string();
            assert!(said.contains("trusts every address"), "{said}");
        }
        assert_eq!(TrustedProxies::parse(&["", "  "]), Ok(TrustedProxies::default()));
        assert!(TrustedProxies::parse(&[" 127.0.0.1 "]).is_ok());
    }
}
