//! A vote of another body: the question that was put to it opens it.

use crate::{Course, NotNow};
use basics::{Moment, PersonId};
use charter::rules::DecisionRule;

impl Course {
    /// A vote of a body, which is open from the moment the question is put to it: nobody has to second it, and nothing is
    /// talked about here first. Whoever put the question is its sponsor.
    ///
    /// # Errors
    /// None that a rule can give; the steps of a vote share their type.
    pub fn put_to_a_body(rule: &DecisionRule, asked_by: PersonId, now: Moment) -> Result<Self, NotNow> {
        let at_once = DecisionRule { second: false, discussion: None, ..rule.clone() };
        Self::called(&at_once, asked_by, now, now)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Course, Stage};
    use basics::{Moment, PersonId};
    use charter::presets;

    #[test]
    fn a_question_to_a_body_is_open_at_once_under_every_rule_and_closes_at_its_time() {
        let now = Moment::from_micros(1_000_000);
        let asker = PersonId::mint(now);
        for preset in [presets::DJANGO, presets::JUPYTER] {
            let charter = preset.charter().unwrap();
            for rule in charter.rules().decision.values() {
                let course = Course::put_to_a_body(rule, asker, now).unwrap();
                let Stage::Open { from, until } = course.at(now) else { panic!("{:?}", course.stage) };
                assert!(from == now && until > now && course.opened == Some(now));
                assert_eq!(course.at(until), Stage::Closed);
            }
        }
    }
}
