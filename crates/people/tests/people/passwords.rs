//! Passwords and codes: what may be chosen, what matches, and what an answer gives away.

use crate::scene::{GOOD_PASSWORD, hashed, member, noon, seconds_later};
use people::{
    CodeRefused, NewPassword, PasswordRefused, StoredPassword, TotpCode, TotpSecret, TypedPassword, password,
};

fn refusal(typed: &str) -> Option<PasswordRefused> {
    NewPassword::choose(typed, &["Ada Example", "ada.example@group.example", "Nuncio"]).err()
}

#[test]
fn a_password_has_12_to_256_characters_and_is_not_among_the_commonest() {
    assert_eq!(refusal("elevenchars"), Some(PasswordRefused::TooShort(11)));
    assert_eq!(refusal(&"éàü.x9".repeat(2)), None);
    assert_eq!(refusal(&"kettle".repeat(43)), Some(PasswordRefused::TooLong));
    assert_eq!(refusal(&"x".repeat(10_000_000)), Some(PasswordRefused::TooLong));
    for common in
        ["PasswordPassword", "qwertyuiop12345!", "1qaz2wsx3edc4rfv", "aaaaaaaaaaaaab", "correct horse battery staple"]
    {
        assert_eq!(refusal(common), Some(PasswordRefused::Common), "{common}");
    }
    for personal in ["ada.example@group.example", "NuncioNuncio9!x", "AdaExample2026"] {
        assert_eq!(refusal(personal), Some(PasswordRefused::AboutYou), "{personal}");
    }
    assert_eq!(refusal("ada likes kettles in orbit"), None);
}

#[test]
fn a_password_is_verified_exactly_as_typed() {
    let (stored, member) = (hashed(), member());
    let matches =
        |typed: &str| password::check(Some((member.id, &stored)), &TypedPassword::take(typed).unwrap()).is_ok();
    assert!(matches(GOOD_PASSWORD));
    let upper = GOOD_PASSWORD.to_uppercase();
    for other in [&format!("{GOOD_PASSWORD} "), &format!(" {GOOD_PASSWORD}"), &upper, ""] {
        assert!(!matches(other), "{other:?}");
    }
}

#[test]
fn a_password_is_kept_as_argon2id_with_explicit_cost_and_never_printed() {
    let stored = hashed();
    assert!(stored.phc().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored.phc());
    assert_ne!(stored, hashed(), "two hashes of one password share a salt");
    assert_eq!(format!("{stored:?}"), "a stored password");
}

#[test]
fn a_password_hashed_more_cheaply_is_hashed_anew_when_it_matches() {
    use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
    let old = cheap.hash_password_with_salt(GOOD_PASSWORD.as_bytes(), b"sixteen bytes ok").unwrap().to_string();
    let (old, member, typed) =
        (StoredPassword::read(&old).unwrap(), member(), TypedPassword::take(GOOD_PASSWORD).unwrap());
    let matched = password::check(Some((member.id, &old)), &typed).unwrap();
    let new = StoredPassword::hash_again(&typed, &matched).unwrap().expect("the old hash was outdated");
    let matched = password::check(Some((member.id, &new)), &typed).unwrap();
    assert_eq!(StoredPassword::hash_again(&typed, &matched).unwrap(), None);
}

#[test]
fn a_stored_hash_of_another_kind_or_of_any_cost_is_refused() {
    for phc in [
        "",
        "plain text",
        "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaA",
    ] {
        assert!(StoredPassword::read(phc).is_err(), "{phc}");
    }
    assert!(StoredPassword::read(hashed().phc()).is_ok());
}

#[test]
fn au11_an_unknown_address_gets_the_same_answer_as_a_wrong_password() {
    let (stored, member) = (hashed(), member());
    let wrong = TypedPassword::take("another kettle entirely").unwrap();
    let answer = |account| password::check(account, &wrong).unwrap_err().to_string();
    assert_eq!(answer(Some((member.id, &stored))), answer(None));
}

#[test]
fn au11_nobody_matches_the_decoy() {
    for typed in ["", GOOD_PASSWORD, "\u{ff}"] {
        assert!(password::check(None, &TypedPassword::take(typed).unwrap()).is_err());
    }
}

#[test]
fn au02_a_code_opens_once() {
    let (secret, member) = (TotpSecret::mint().unwrap(), member());
    let code = TotpCode::parse(secret.code_at(noon()).expose()).unwrap();
    let used = secret.check(member.id, &code, noon(), None).unwrap().step();
    assert_eq!(secret.check(member.id, &code, seconds_later(20), Some(used)).err(), Some(CodeRefused::Used));
    let earlier = TotpCode::parse(secret.code_at(seconds_later(-30)).expose()).unwrap();
    assert_eq!(secret.check(member.id, &earlier, noon(), Some(used)).err(), Some(CodeRefused::Used));
    let next = TotpCode::parse(secret.code_at(seconds_later(30)).expose()).unwrap();
    assert!(secret.check(member.id, &next, seconds_later(30), Some(used)).unwrap().step() > used);
}

#[test]
fn au23_a_device_may_be_one_step_off_and_no_more() {
    let (secret, member) = (TotpSecret::from_bytes([3; 20]), member());
    let accepted = |off: i64| {
        let code = TotpCode::parse(secret.code_at(seconds_later(off)).expose()).unwrap();
        secret.check(member.id, &code, noon(), None).is_ok()
    };
    assert_eq!([-90, -60, -30, 0, 30, 60, 90].map(accepted), [false, false, true, true, true, false, false]);
}

#[test]
fn a_code_is_the_one_of_rfc_6238() {
    let secret = TotpSecret::from_bytes(*b"12345678901234567890");
    let code = |at: &str| secret.code_at(at.parse().unwrap()).expose().to_owned();
    assert_eq!(code("1970-01-01T00:00:59Z"), "287082");
    assert_eq!(code("2005-03-18T01:58:29Z"), "081804");
}

#[test]
fn a_code_may_be_typed_with_a_space_and_nothing_else() {
    assert!(TotpCode::parse(" 123 456 ").is_ok());
    for typed in ["", "12345", "1234567", "12345a", "+12345", "１２３４５６"] {
        assert!(TotpCode::parse(typed).is_err(), "{typed}");
    }
}

#[test]
fn an_app_reads_the_secret_from_its_address() {
    let secret = TotpSecret::from_bytes(*b"12345678901234567890");
    let uri = secret.uri("Events & Media Group", &member().email);
    assert_eq!(
        uri.expose(),
        "otpauth://totp/Events%20%26%20Media%20Group:member%40group.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Events%20%26%20Media%20Group&algorithm=SHA1&digits=6&period=30"
    );
    assert_eq!(secret.typed_form().expose(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert_ne!(TotpSecret::mint().unwrap().bytes(), TotpSecret::mint().unwrap().bytes());
}
