//! An uploaded picture, looked at before anything else touches it: what it really is, how large, and what leaves.
//!
//! The size is read from the header, so that a bomb of two hundred megapixels costs nothing. What leaves was written
//! anew from the pixels: no camera data, no place, nothing hidden behind the end of the file.

mod cutting;
mod moving;
mod photograph;
mod rule;

pub use cutting::cut_out;
pub use rule::PictureRule;

use basics::Digest;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngDecoder, PngEncoder},
        webp::WebPDecoder,
    },
    metadata::Orientation,
};
use std::io::Cursor;

/// The longest file that is looked at.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The longest side, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The most pixels.
pub const MAX_PIXELS: u64 = 50_000_000;
/// The most memory that opening one picture may take.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// What is kept of a photograph when it is written anew, of 100.
const JPEG_QUALITY: u8 = 90;

/// A picture as it will leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are: `image/png`, `image/jpeg` or `image/gif`.
    pub mime: &'static str,
    /// Pixels across, as people see it.
    pub width: u32,
    /// Pixels down, as people see it.
    pub height: u32,
    /// The digest of the bytes.
    pub digest: Digest,
}

/// Why a file is no picture that can be published.
#[derive(Debug, thiserror::Error)]
pub enum BadPicture {
    /// There is nothing in it.
    #[error("the file is empty; choose the picture again")]
    Empty,
    /// It is too long.
    #[error("the file has {} MB, and a picture may have {} MB; save it smaller", bytes.div_ceil(1_048_576), MAX_BYTES / 1_048_576)]
    TooLong {
        /// Its length.
        bytes: u64,
    },
    /// It is not of a type that can be opened.
    #[error("this is {found}; Nuncio publishes PNG, JPEG, GIF and WebP pictures, so save it as one of those")]
    WrongType {
        /// What it is, as far as its first bytes tell.
        found: String,
    },
    /// It is not what it says.
    #[error("the file says it is {claimed}, but it holds {found}; save it again as what it is, and choose it again")]
    Mislabelled {
        /// What it says.
        claimed: String,
        /// What it is.
        found: &'static str,
    },
    /// It has too many pixels.
    #[error(
        "the picture is {width} × {height} pixels; at most {MAX_SIDE} on a side and {} million in all can be opened, \
         so make it smaller", MAX_PIXELS / 1_000_000
    )]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It moves for too long.
    #[error(
        "this moving picture has {frames} frames or more of its size, too many to check; make it shorter or smaller"
    )]
    TooManyFrames {
        /// How many were looked at.
        frames: u64,
    },
    /// It moves, and its type is not published moving.
    #[error("this is a moving {0} picture; save it as a GIF, or choose a still one")]
    Moving(&'static str),
    /// It moves, and is to be cut.
    #[error("a moving picture leaves as it is; choose “as it is” for it, or cut it before you add it")]
    CutWhileMoving,
    /// There is nothing at what is to be cut out.
    #[error(
        "the picture is {width} × {height} pixels, and what is to be cut out does not lie within them; choose less"
    )]
    NothingThere {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It cannot be opened.
    #[error("the picture is damaged and cannot be opened; save it again and choose the new file")]
    Damaged(#[source] Option<ImageError>),
}

/// Looks at an uploaded file and writes the picture anew. `claimed` is the type that the browser sent, if any.
pub fn inspect(bytes: &[u8], claimed: Option<&str>) -> Result<Inspected, BadPicture> {
    refuse_length(bytes)?;
    let format = real_format(bytes)?;
    refuse_wrong_label(format, claimed)?;
    refuse_size(header(bytes, format)?)?;
    match format {
        ImageFormat::Gif => moving::inspect(bytes),
        _ => still(bytes, format),
    }
}

fn refuse_length(bytes: &[u8]) -> Result<(), BadPicture> {
    match bytes.len() {
        0 => Err(BadPicture::Empty),
        length if length > MAX_BYTES => Err(BadPicture::TooLong { bytes: length as u64 }),
        _ => Ok(()),
    }
}

fn real_format(bytes: &[u8]) -> Result<ImageFormat, BadPicture> {
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    match image::guess_format(bytes) {
        Ok(format) if known.contains(&format) => Ok(format),
        Ok(format) => Err(BadPicture::WrongType { found: format.to_mime_type().to_owned() }),
        Err(_) => Err(BadPicture::WrongType { found: "no picture of a known type".to_owned() }),
    }
}

fn refuse_wrong_label(format: ImageFormat, claimed: Option<&str>) -> Result<(), BadPicture> {
    let claimed = claimed.and_then(|claimed| claimed.split(';').next()).unwrap_or_default().trim();
    let says_nothing = claimed.is_empty() || claimed.eq_ignore_ascii_case("application/octet-stream");
    let usual = if claimed.eq_ignore_ascii_case("image/jpg") { "image/jpeg" } else { claimed };
    let found = format.to_mime_type();
    if says_nothing || usual.eq_ignore_ascii_case(found) {
        Ok(())
    } else {
        Err(BadPicture::Mislabelled { claimed: claimed.to_owned(), found })
    }
}

/// The width and height that the header gives, before any pixel is read.
fn header(bytes: &[u8], format: ImageFormat) -> Result<(u32, u32), BadPicture> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.into_dimensions().map_err(damaged)
}

fn refuse_size((width, height): (u32, u32)) -> Result<(), BadPicture> {
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(BadPicture::TooManyPixels { width, height });
    }
    Ok(())
}

/// A picture that does not move: read within limits, turned upright, written without what the camera added.
fn still(bytes: &[u8], format: ImageFormat) -> Result<Inspected, BadPicture> {
    refuse_moving(bytes, format)?;
    if format == ImageFormat::Jpeg && !photograph::is_whole(bytes) {
        return Err(BadPicture::Damaged(None));
    }
    let (picture, colours) = pixels(bytes, format)?;
    let lossy = format == ImageFormat::Jpeg || (format == ImageFormat::WebP && !picture.color().has_alpha());
    written_anew(&picture, lossy, colours)
}

/// The pixels in a file of our own.
fn written_anew(picture: &DynamicImage, lossy: bool, colours: Option<Vec<u8>>) -> Result<Inspected, BadPicture> {
    let mut written = Vec::new();
    let mime = if lossy {
        write(&picture.to_rgb_or_grey(), JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY), colours)?;
        "image/jpeg"
    } else {
        let encoder = PngEncoder::new_with_quality(&mut written, CompressionType::Default, FilterType::Adaptive);
        write(picture, encoder, colours)?;
        "image/png"
    };
    Ok(Inspected {
        mime,
        width: picture.width(),
        height: picture.height(),
        digest: Digest::of(&written),
        bytes: written,
    })
}

fn refuse_moving(bytes: &[u8], format: ImageFormat) -> Result<(), BadPicture> {
    let moving = match format {
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?.has_animation(),
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(damaged)?;
            decoder.is_apng().map_err(damaged)?
        }
        _ => false,
    };
    let name = if format == ImageFormat::Png { "PNG" } else { "WebP" };
    if moving { Err(BadPicture::Moving(name)) } else { Ok(()) }
}

/// The pixels, upright, and the colour profile they are to be read with.
fn pixels(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Option<Vec<u8>>), BadPicture> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    if decoder.total_bytes() > MAX_MEMORY {
        let (width, height) = decoder.dimensions();
        return Err(BadPicture::TooManyPixels { width, height });
    }
    // Orientation and profile are extras: where they cannot be read, the pixels stand as they are.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    let colours = profile.filter(|profile| describes(profile, &picture));
    Ok((picture, colours))
}

/// Whether a colour profile speaks about the pixels as they are now: one for print does not, after they were read.
fn describes(profile: &[u8], picture: &DynamicImage) -> bool {
    let space: &[u8] = if picture.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.get(16..20) == Some(space)
}

fn write(picture: &DynamicImage, mut encoder: impl ImageEncoder, colours: Option<Vec<u8>>) -> Result<(), BadPicture> {
    if let Some(colours) = colours {
        encoder.set_icc_profile(colours).map_err(|refused| damaged(ImageError::Unsupported(refused)))?;
    }
    picture.write_with_encoder(encoder).map_err(damaged)
}

/// What JPEG can hold: eight bits of colour or grey.
trait AsPhotograph {
    fn to_rgb_or_grey(&self) -> DynamicImage;
}
impl AsPhotograph for DynamicImage {
    fn to_rgb_or_grey(&self) -> DynamicImage {
        if self.color().has_color() { self.to_rgb8().into() } else { self.to_luma8().into() }
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

fn damaged(why: ImageError) -> BadPicture {
    BadPicture::Damaged(Some(why))
}

#[cfg(test)]
mod tests;
