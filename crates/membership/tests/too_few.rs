//! From how many on a vote goes on, at every size and every instant.

mod common;

use common::{A, B, C, CHAIR, CO_CHAIR, LIAISON, at, django, jupyter, leaves, six};
use membership::enough_vote;

#[test]
fn a_vote_goes_on_exactly_while_as_many_have_one_as_the_charter_asks_and_a_charter_without_a_size_asks_nothing() {
    let mut roster = six();
    let leaving = [C, B, A, LIAISON, CHAIR, CO_CHAIR];
    for (gone, n) in leaving.into_iter().enumerate() {
        let day = format!("2025-02-{:02}", gone + 1);
        let before = enough_vote(django(), &roster, at(&day));
        assert_eq!(before.is_ok(), leaving.len() - gone >= 2, "{} are left", leaving.len() - gone);
        assert!(enough_vote(jupyter(), &roster, at(&day)).is_ok());
        leaves(&mut roster, n, &day);
    }
    let few = enough_vote(django(), &roster, at("2025-03-01")).unwrap_err();
    assert_eq!((few.least, few.clause.as_str(), few.ask.as_str()), (2, "README-7", "the board"));
    let says = "fewer than 2 members have a vote now, the fewest a group can have by README-7, so votes are suspended until \
                there are more; ask the board how it goes on";
    assert_eq!(few.to_string(), says);
    assert!(enough_vote(django(), &roster, at("2025-01-31")).is_ok(), "as it was");
}
