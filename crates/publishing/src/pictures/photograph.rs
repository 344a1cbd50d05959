//! JPEG: whether the file is there to its end. Programs that show it fill what is missing with grey.

/// Whether the picture ends with the mark of its end. Small pictures inside the camera data have one of their own, so
/// the search starts where the large one's data does.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let end = |data: &[u8]| data.windows(2).any(|pair| pair == [0xFF, 0xD9]);
    data(bytes).is_some_and(end)
}

/// What follows the head of the first scan.
fn data(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    loop {
        match bytes.get(at..at + 2)? {
            [0xFF, 0xDA] => return bytes.get(at + 2..),
            // A mark may be led by any number of filling bytes, and two kinds of mark have no length.
            [0xFF, 0xFF] => at += 1,
            [0xFF, 0x01 | 0xD0..=0xD8] => at += 2,
            [0xFF, _] => at += 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?])),
            _ => return None,
        }
    }
}
