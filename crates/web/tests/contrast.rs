//! The contrast that the design promises, computed from the tokens themselves (WCAG 2.2, relative luminance).

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../assets/css/tokens.css");

type Oklch = [f64; 3];

/// Every colour by name: light, dark.
fn tokens() -> BTreeMap<String, [Oklch; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let mut colours = value.split("oklch(").skip(1).map(|part| {
                let numbers = part.split(')').next().unwrap_or_default();
                let mut numbers =
                    numbers.split_whitespace().map(|n| n.trim_end_matches('%').parse().unwrap_or(f64::NAN));
                [
                    numbers.next().unwrap_or(f64::NAN) / 100.0,
                    numbers.next().unwrap_or(f64::NAN),
                    numbers.next().unwrap_or(f64::NAN),
                ]
            });
            value.contains("light-dark(").then(|| Some((name.to_owned(), [colours.next()?, colours.next()?]))).flatten()
        })
        .collect()
}

#[expect(clippy::many_single_char_names, reason = "the names of the definition of OKLab")]
fn linear([lightness, chroma, hue]: Oklch) -> [f64; 3] {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let cube = |x: f64| x * x * x;
    let l = cube(0.215_803_757_3_f64.mul_add(b, 0.396_337_777_4_f64.mul_add(a, lightness)));
    let m = cube((-0.063_854_172_8_f64).mul_add(b, (-0.105_561_345_8_f64).mul_add(a, lightness)));
    let s = cube((-1.291_485_548_f64).mul_add(b, (-0.089_484_177_5_f64).mul_add(a, lightness)));
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}

fn luminance(colour: Oklch) -> f64 {
    let [r, g, b] = linear(colour).map(|x| x.clamp(0.0, 1.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn ratio(one: Oklch, other: Oklch) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_promised_contrast_holds_in_light_and_dark() {
    let mut promises: Vec<(String, String, f64)> = Vec::new();
    for (ink, needs) in [("ink", 7.0), ("ink-2", 7.0), ("ink-3", 4.5), ("accent-ink", 4.5)] {
        promises.extend(["paper", "surface", "sunken"].map(|on| (ink.to_owned(), on.to_owned(), needs)));
    }
    for who in ["member", "group", "board", "warn", "danger"] {
        promises.extend(
            [format!("{who}-soft"), "surface".into(), "paper".into()].map(|on| (format!("{who}-ink"), on, 4.5)),
        );
    }
    for (one, on, needs) in [
        ("accent-ink", "accent-soft", 4.5),
        ("ink", "accent-soft", 7.0),
        ("ink-2", "warn-soft", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-danger", "danger-fill", 4.5),
        ("line-strong", "surface", 3.0),
        ("line-strong", "paper", 3.0),
        ("focus", "paper", 3.0),
        ("focus", "surface", 3.0),
        ("focus", "accent-soft", 3.0),
    ] {
        promises.push((one.into(), on.into(), needs));
    }
    let tokens = tokens();
    for (one, on, needs) in promises {
        for theme in [0, 1] {
            let found = ratio(tokens[&one][theme], tokens[&on][theme]);
            assert!(found >= needs, "{one} on {on}, theme {theme}: {found:.2} where {needs} was promised");
        }
    }
}

#[test]
fn every_colour_can_be_shown_on_a_plain_screen() {
    let tokens = tokens();
    assert!(tokens.len() >= 25, "only {} colours were read", tokens.len());
    for (name, themes) in tokens {
        for channel in themes.map(linear).concat() {
            assert!((-0.002..=1.002).contains(&channel), "{name} lies outside sRGB");
        }
    }
}
