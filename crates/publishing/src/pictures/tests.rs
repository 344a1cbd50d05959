//! Pictures that are what they seem, and pictures that are not.

use super::*;
use image::{
    Delay, Frame, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{gif::GifEncoder, webp::WebPEncoder},
};

const PLACE: &[u8] = b"55.6761 N 12.5683 E";

/// Red on the left, blue on the right.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) })
}

/// Camera data with an orientation, and a place at its end.
fn camera(orientation: u8) -> Vec<u8> {
    let mut data = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    data.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    data.extend(PLACE);
    data
}

fn photograph(orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(camera(orientation)).unwrap();
    flag(64, 32).write_with_encoder(encoder).unwrap();
    bytes
}

fn drawing(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_exif_metadata(camera(1)).unwrap();
    flag(width, height).write_with_encoder(encoder).unwrap();
    bytes
}

fn moving(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for shade in 0..frames {
        let colour = Rgba([u8::try_from(shade % 256).unwrap(), 0, 0, 255]);
        let picture = RgbaImage::from_pixel(8, 8, colour);
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    bytes
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A PNG whose header says it is this large, although it holds one pixel.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = drawing(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

#[test]
fn a_picture_leaves_without_camera_data() {
    for (bytes, mime) in [(photograph(1), "image/jpeg"), (drawing(64, 32), "image/png")] {
        assert!(holds(&bytes, PLACE), "{mime}: the test itself needs a place to lose");
        let inspected = inspect(&bytes, Some(mime)).unwrap();
        assert_eq!((inspected.mime, inspected.width, inspected.height), (mime, 64, 32));
        assert!(!holds(&inspected.bytes, PLACE), "{mime}");
        assert_eq!(inspected.digest, Digest::of(&inspected.bytes));
    }
}

#[test]
fn a_photograph_taken_sideways_leaves_upright() {
    let inspected = inspect(&photograph(6), Some("image/jpg")).unwrap();
    assert_eq!((inspected.width, inspected.height), (32, 64));
    let upright = image::load_from_memory(&inspected.bytes).unwrap().to_rgb8();
    assert!(upright.get_pixel(16, 4).0[0] > 150, "what was left is on top");
    assert!(upright.get_pixel(16, 60).0[2] > 150, "what was right is below");
}

#[test]
fn a_moving_picture_still_moves_and_loses_its_comments() {
    let plain = moving(5);
    let mut commented = plain[..plain.len() - 1].to_vec();
    commented.extend(b"\x21\xFE\x13");
    commented.extend(PLACE);
    commented.extend(b"\0\x3B<script>behind the end</script>");
    let inspected = inspect(&commented, Some("image/gif")).unwrap();
    assert!(!holds(&inspected.bytes, PLACE) && !holds(&inspected.bytes, b"script"));
    assert!(holds(&inspected.bytes, b"NETSCAPE2.0"));
    let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(&inspected.bytes)).unwrap();
    assert_eq!(image::AnimationDecoder::into_frames(decoder).count(), 5);
}

#[test]
fn a_webp_picture_leaves_as_one_every_network_takes() {
    let mut opaque = Vec::new();
    flag(16, 16).write_with_encoder(WebPEncoder::new_lossless(&mut opaque)).unwrap();
    assert_eq!(inspect(&opaque, Some("image/webp")).unwrap().mime, "image/jpeg");
    let mut clear = Vec::new();
    RgbaImage::from_pixel(16, 16, Rgba([9, 9, 9, 9]))
        .write_with_encoder(WebPEncoder::new_lossless(&mut clear))
        .unwrap();
    assert_eq!(inspect(&clear, Some("image/webp")).unwrap().mime, "image/png");
}

#[test]
fn two_hundred_megapixels_are_refused_by_the_header_alone() {
    for (width, height) in [(20_000, 10_000), (12_001, 1), (1, 12_001), (8_000, 6_251)] {
        let bytes = bomb(width, height);
        assert!(bytes.len() < 1000);
        let refusal = inspect(&bytes, None).unwrap_err();
        assert!(matches!(refusal, BadPicture::TooManyPixels { .. }), "{refusal}");
        assert!(refusal.to_string().contains("12000 on a side and 50 million"), "{refusal}");
    }
}

#[test]
fn a_picture_that_is_not_what_it_says_is_refused() {
    let refusal = inspect(&photograph(1), Some("image/png")).unwrap_err();
    assert!(refusal.to_string().contains("says it is image/png, but it holds image/jpeg"), "{refusal}");
    assert!(inspect(&photograph(1), Some("application/octet-stream")).is_ok());
    assert!(inspect(&photograph(1), Some("")).is_ok());
}

#[test]
fn what_is_no_picture_is_refused_with_what_would_do() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (bytes, found) in [(&svg[..], "no picture"), (b"%PDF-1.7", "no picture"), (b"BM\0\0\0\0\0\0\0\0", "image/bmp")]
    {
        let refusal = inspect(bytes, None).unwrap_err().to_string();
        assert!(refusal.contains(found) && refusal.contains("PNG, JPEG, GIF and WebP"), "{refusal}");
    }
    assert!(matches!(inspect(b"", None), Err(BadPicture::Empty)));
    assert!(matches!(inspect(&vec![0; MAX_BYTES + 1], None), Err(BadPicture::TooLong { .. })));
}

#[test]
fn a_picture_that_breaks_off_is_refused_not_published_in_half() {
    for whole in [photograph(1), drawing(64, 32), moving(3)] {
        for cut in [whole.len() / 2, whole.len() - 20, 12] {
            assert!(inspect(&whole[..cut], None).is_err(), "cut at {cut} of {}", whole.len());
        }
    }
}
