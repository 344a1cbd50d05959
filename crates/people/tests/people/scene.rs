//! People, moments and proofs that the stories begin with.

use basics::{Moment, PersonId};
use jiff::SignedDuration;
use people::{
    CodeAccepted, EmailAddress, NewPassword, Origin, PasskeySite, PasswordMatched, Person, PersonName, Proof,
    StoredPassword, TotpCode, TotpSecret, TypedPassword, password,
};

pub const HOME: &str = "https://nuncio.example";
pub const GOOD_PASSWORD: &str = "kettle orbit maple thirteen";

pub fn noon() -> Moment {
    "2026-11-20T12:00:00Z".parse().unwrap()
}
pub fn later(minutes: i64) -> Moment {
    noon().plus(SignedDuration::from_mins(minutes))
}
pub fn seconds_later(seconds: i64) -> Moment {
    noon().plus(SignedDuration::from_secs(seconds))
}

pub fn person(name: &str, email: &str) -> Person {
    Person::new(PersonId::mint(noon()), PersonName::parse(name).unwrap(), EmailAddress::parse(email).unwrap())
}
pub fn member() -> Person {
    person("Member, events", "member@group.example")
}
pub fn chair() -> Person {
    person("Chair", "chair@group.example")
}

pub fn site() -> PasskeySite {
    PasskeySite::at(&Origin::parse(HOME).unwrap(), "Nuncio", [9; 32]).unwrap()
}

pub fn hashed() -> StoredPassword {
    StoredPassword::hash(&NewPassword::choose(GOOD_PASSWORD, &[]).unwrap()).unwrap()
}
pub fn right_password(person: PersonId) -> PasswordMatched {
    password::check(Some((person, &hashed())), &TypedPassword::take(GOOD_PASSWORD).unwrap()).unwrap()
}
pub fn right_code(person: PersonId, at: Moment) -> CodeAccepted {
    let secret = TotpSecret::mint().unwrap();
    let code = TotpCode::parse(secret.code_at(at).expose()).unwrap();
    secret.check(person, &code, at, None).unwrap()
}
pub fn by_password(person: PersonId, at: Moment) -> Proof {
    Proof::PasswordAndCode(right_password(person), right_code(person, at))
}
