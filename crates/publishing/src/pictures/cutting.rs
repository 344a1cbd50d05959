//! A part of a picture that is kept, written anew as a picture of its own. The colours stay what they were.

use super::{BadPicture, Inspected, pixels, real_format, written_anew};
use crate::Area;
use image::ImageFormat;

/// Cuts this part out of a picture that was inspected before.
///
/// # Errors
/// For a picture that moves, where the part does not lie within it, and for bytes that cannot be opened.
pub fn cut_out(bytes: &[u8], area: Area) -> Result<Inspected, BadPicture> {
    let format = real_format(bytes)?;
    if format == ImageFormat::Gif {
        return Err(BadPicture::CutWhileMoving);
    }
    let (picture, colours) = pixels(bytes, format)?;
    let (width, height) = (picture.width(), picture.height());
    if !area.lies_in((width, height)) {
        return Err(BadPicture::NothingThere { width, height });
    }
    let part = picture.crop_imm(area.left, area.top, area.width, area.height);
    written_anew(&part, format == ImageFormat::Jpeg, colours)
}
