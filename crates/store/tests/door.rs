//! What does not compile: a write that nobody judged.

#[test]
fn nothing_is_written_that_was_not_judged() {
    trybuild::TestCases::new().compile_fail("tests/door/*.rs");
}
