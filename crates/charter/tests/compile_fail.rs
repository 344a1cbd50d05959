//! What must not compile: a permit without the judge, or for another act, or twice.

#[test]
fn a_permit_comes_from_the_judge_for_one_act_and_serves_once() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
