//! Which addresses are part of the public internet. Everything else is refused, and so is a public-looking address that
//! carries a private one inside (IPv4-mapped, NAT64, 6to4).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not global: network, prefix length.
const CLOSED_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
    ([255, 255, 255, 255], 32),
];

/// Ranges of IPv6 that are not global: the first four groups (none needs more), prefix length.
const CLOSED_V6: [([u16; 4], u32); 12] = [
    // NAT64 of a local network: where the IPv4 address stands in it is that network's own affair.
    ([0x0064, 0xff9b, 1, 0], 48),
    ([0x0100, 0, 0, 0], 64),
    ([0x2001, 0, 0, 0], 32),
    ([0x2001, 0x2, 0, 0], 48),
    ([0x2001, 0xdb8, 0, 0], 32),
    ([0x2001, 0x10, 0, 0], 28),
    ([0x3fff, 0, 0, 0], 20),
    ([0x5f00, 0, 0, 0], 16),
    ([0xfc00, 0, 0, 0], 7),
    ([0xfe80, 0, 0, 0], 10),
    ([0xfec0, 0, 0, 0], 10),
    ([0xff00, 0, 0, 0], 8),
];

/// Whether this address may be connected to without the operator's word.
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_global_v4(v4),
        IpAddr::V6(v6) => is_global_v6(v6),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !CLOSED_V4.iter().any(|(network, prefix)| same_prefix(bits, Ipv4Addr::from(*network).to_bits(), 32, *prefix))
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = carried_v4(address) {
        return is_global_v4(inner);
    }
    if address.segments()[..6] == [0; 6] {
        // ::, ::1 and the deprecated IPv4-compatible addresses
        return false;
    }
    let top = (address.to_bits() >> 64) as u64;
    !CLOSED_V6.iter().any(|(groups, prefix)| top_matches(top, *groups, *prefix))
}

/// The IPv4 address inside an IPv4-mapped, NAT64 (well-known prefix) or 6to4 address.
fn carried_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let groups = address.segments();
    let joined = |at: usize| Ipv4Addr::from_bits((u32::from(groups[at]) << 16) | u32::from(groups[at + 1]));
    match groups {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(joined(6)),
        [0x2002, ..] => Some(joined(1)),
        _ => None,
    }
}

fn same_prefix(one: u32, other: u32, width: u32, prefix: u32) -> bool {
    (one ^ other).checked_shr(width - prefix).unwrap_or(0) == 0
}

fn top_matches(top: u64, groups: [u16; 4], prefix: u32) -> bool {
    let network = groups.iter().fold(0_u64, |bits, group| (bits << 16) | u64::from(*group));
    (top ^ network).checked_shr(64 - prefix).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_closed_range_is_closed_at_both_ends() {
        for closed in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b:1::a00:1",
            "64:ff9b:1::808:808",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:db8::1",
            "2001:10::1",
            "2001:1f::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "3fff:fff::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_global(closed.parse().unwrap()), "{closed} must be refused");
        }
    }

    #[test]
    fn the_neighbours_of_closed_ranges_are_open() {
        for open in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(is_global(open.parse().unwrap()), "{open} must be open");
        }
    }
}
