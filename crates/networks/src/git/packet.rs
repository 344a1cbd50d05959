//! The lines in which Git speaks (`pkt-line`): four hexadecimal digits for the length, then the bytes.

/// The end of a message.
pub const FLUSH: &[u8] = b"0000";
/// The end of a part of a message.
pub const PART: &[u8] = b"0001";

/// One line, or what stands between lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet<'a> {
    /// A line with what is in it.
    Line(&'a [u8]),
    /// The end of a message.
    Flush,
    /// The end of a part.
    Part,
}

/// A line of text.
pub fn line(text: &str) -> Vec<u8> {
    let mut line = format!("{:04x}", text.len() + 4).into_bytes();
    line.extend_from_slice(text.as_bytes());
    line
}

/// All lines of a message; `None` where it breaks off or is something else.
pub fn read(mut bytes: &[u8]) -> Option<Vec<Packet<'_>>> {
    let mut packets = Vec::new();
    while !bytes.is_empty() {
        let (digits, rest) = bytes.split_at_checked(4)?;
        let length = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        let (packet, rest) = match length {
            0 => (Packet::Flush, rest),
            1 => (Packet::Part, rest),
            // The end of an answer, where a connection stays open after it.
            2 => return Some(packets),
            _ => {
                let (line, rest) = rest.split_at_checked(length.checked_sub(4)?)?;
                (Packet::Line(line), rest)
            }
        };
        packets.push(packet);
        bytes = rest;
    }
    Some(packets)
}

/// The text of a line, without its line end.
pub fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_back_and_what_breaks_off_is_nothing() {
        let message = [line("version 2\n"), PART.to_vec(), line("fetch=shallow"), FLUSH.to_vec()].concat();
        let read_back = read(&message).unwrap();
        assert_eq!(
            read_back,
            [Packet::Line(b"version 2\n"), Packet::Part, Packet::Line(b"fetch=shallow"), Packet::Flush]
        );
        for broken in [&message[..7], &b"00"[..], b"<html>", b"0003", b"zzzz"] {
            assert_eq!(read(broken), None, "{broken:?}");
        }
    }
}
