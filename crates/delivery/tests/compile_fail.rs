//! What does not compile: a proof that nobody gave.

#[test]
fn proofs_cannot_be_made_copied_or_taken_early() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
