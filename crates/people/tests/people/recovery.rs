//! A forgotten password: the link alone is not enough.

use crate::scene::{chair, later, member, noon, right_code};
use people::{
    NewPassword, Person, Purpose, Recovery, RecoveryRefused, SecondFactor, StoredPassword, Token, TokenHash,
    TokenRefused, TypedPassword, password,
};

const NEW: &str = "sixteen lanterns over water";

fn a_browser() -> TokenHash {
    Token::mint(Purpose::Visitor).unwrap().hash()
}
fn asked() -> (Person, Recovery, Token, TokenHash) {
    let (member, browser) = (member(), a_browser());
    let (recovery, link) = Recovery::ask(member.id, browser, noon()).unwrap();
    (member, recovery, link, browser)
}
fn new() -> StoredPassword {
    StoredPassword::hash(&NewPassword::choose(NEW, &[]).unwrap()).unwrap()
}
fn code_of(person: &Person) -> SecondFactor {
    SecondFactor::Code(right_code(person.id, later(1)))
}

#[test]
fn au05_a_reset_by_mail_asks_for_the_second_factor_still() {
    let (member, mut recovery, link, browser) = asked();
    let others = recovery.finish(&link, browser, &code_of(&chair()), new(), later(1)).unwrap_err();
    assert!(matches!(others, RecoveryRefused::OtherPerson));
    assert_eq!(recovery.link.consumed, None);
    let stored = recovery.finish(&link, browser, &code_of(&member), new(), later(1)).unwrap();
    assert!(password::check(Some((member.id, &stored)), &TypedPassword::take(NEW).unwrap()).is_ok());
}

#[test]
fn a_recovery_link_works_for_15_minutes_once_and_in_the_browser_that_asked() {
    let (member, mut recovery, link, browser) = asked();
    let elsewhere = a_browser();
    assert!(matches!(recovery.show(&link, elsewhere, later(1)), Err(RecoveryRefused::OtherBrowser)));
    assert!(matches!(recovery.show(&link, browser, later(15)), Err(RecoveryRefused::Link(TokenRefused::Expired))));
    recovery.finish(&link, browser, &code_of(&member), new(), later(14)).unwrap();
    let again = recovery.finish(&link, browser, &code_of(&member), new(), later(14)).unwrap_err();
    assert!(matches!(again, RecoveryRefused::Link(TokenRefused::Used)));
}
