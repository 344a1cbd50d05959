//! Content ids as AT Protocol writes them: the same bytes always have the same id.

use basics::Digest;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The id of a record. The practice network hashes its JSON with sorted keys in place of the binary form.
pub fn of_record(record: &serde_json::Value) -> String {
    cid(0x71, Digest::of(record.to_string().as_bytes()))
}

/// The id of a file with this digest.
pub fn of_blob(digest: Digest) -> String {
    cid(0x55, digest)
}

fn cid(codec: u8, digest: Digest) -> String {
    let prefix = [1, codec, 0x12, 0x20];
    let digest = digest.bytes();
    format!("b{}", base32(prefix.iter().chain(digest.iter()).copied()))
}

/// Base32 without padding, in small letters.
pub fn base32(bytes: impl Iterator<Item = u8>) -> String {
    let (mut text, mut bits, mut held) = (String::new(), 0_u32, 0);
    for byte in bytes {
        bits = (bits << 8) | u32::from(byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(letter(bits >> held));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        text.push(letter(bits << (5 - held)));
    }
    text
}

fn letter(bits: u32) -> char {
    // Five bits always find one of the 32 letters.
    char::from(ALPHABET[(bits & 31) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_the_one_of_the_standard() {
        assert_eq!(base32(b"foobar".iter().copied()), "mzxw6ytboi");
    }

    #[test]
    fn an_id_looks_like_those_of_real_servers() {
        assert!(of_blob(Digest::of(b"x")).starts_with("bafkrei"));
        assert!(of_record(&serde_json::json!({})).starts_with("bafyrei"));
    }
}
