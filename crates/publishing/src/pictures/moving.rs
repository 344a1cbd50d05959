//! GIF: copied block by block, so that it still moves, without comments and what other programs added.

use super::{BadPicture, Inspected, MAX_PIXELS, damaged, limits};
use basics::Digest;
use image::{AnimationDecoder, ImageDecoder, codecs::gif::GifDecoder};
use std::io::Cursor;

/// The most pixels of all frames together: four times the largest still picture.
const MAX_PIXELS_MOVING: u64 = 4 * MAX_PIXELS;

pub(super) fn inspect(bytes: &[u8]) -> Result<Inspected, BadPicture> {
    let bytes = bare(bytes).ok_or(BadPicture::Damaged(None))?;
    let (width, height) = every_frame_opens(&bytes)?;
    Ok(Inspected { mime: "image/gif", width, height, digest: Digest::of(&bytes), bytes })
}

/// Reads all frames of what will leave, one at a time.
fn every_frame_opens(bytes: &[u8]) -> Result<(u32, u32), BadPicture> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    decoder.set_limits(limits()).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let most = MAX_PIXELS_MOVING / (u64::from(width) * u64::from(height)).max(1);
    let mut frames = 0;
    for frame in decoder.into_frames() {
        frame.map_err(damaged)?;
        frames += 1;
        if frames > most {
            return Err(BadPicture::TooManyFrames { frames });
        }
    }
    if frames == 0 { Err(BadPicture::Damaged(None)) } else { Ok((width, height)) }
}

/// The file with its pictures, their timing and their repetition, and nothing else. None when it breaks off.
fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 13;
    let start = HEADER + colour_table(*bytes.get(10)?);
    let mut kept = bytes.get(..start)?.to_vec();
    let mut at = start;
    loop {
        let (end, keep) = match bytes.get(at)? {
            0x3B => break,
            0x2C => {
                let data = at + 10 + colour_table(*bytes.get(at + 9)?) + 1;
                (after_blocks(bytes, data)?, true)
            }
            0x21 => (after_blocks(bytes, at + 2)?, extension_stays(bytes, at)),
            _ => return None,
        };
        if keep {
            kept.extend_from_slice(bytes.get(at..end)?);
        }
        at = end;
    }
    kept.push(0x3B);
    Some(kept)
}

/// Timing stays, and how often the picture repeats; comments, captions and other programs' data do not.
fn extension_stays(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at + 1) {
        Some(0xF9) => true,
        Some(0xFF) => matches!(bytes.get(at + 3..at + 14), Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0")),
        _ => false,
    }
}

/// The length of the colour table that these flags announce.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

/// Where the next part begins after a row of blocks, each led by its length, closed by an empty one.
fn after_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
