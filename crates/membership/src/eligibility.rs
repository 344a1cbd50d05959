//! What somebody must be or show before the group votes on them. What no machine can check, a member attests.

use basics::{Moment, PersonId};
use charter::rules::Rules;

/// Something the charter asks of everybody who wants to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called: the outside status, or the charter's own words where it is none.
    pub name: String,
    /// What it is, as the end of "they have to show": `an Individual Member of the foundation`.
    pub words: String,
    /// Whether it is an outside status, which the member keeps.
    pub is_status: bool,
    /// How somebody comes to it, where the charter's rules say so.
    pub how: Option<String>,
    /// The clause.
    pub clause: String,
}

/// What a member said about one piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// The evidence, by its name.
    pub evidence: String,
    /// Whether it is so.
    pub met: bool,
    /// How they know; where it is not so, how it can become so.
    pub says: String,
    /// Who said it.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// Whether the group may vote on somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Eligibility {
    /// Everything is attested.
    Eligible,
    /// Somebody has to look yet at these.
    Open(Vec<Evidence>),
    /// These are not so, as was attested.
    Not(Vec<Evidence>),
}

/// What a charter asks for, in its order.
pub fn evidence(rules: &Rules) -> Vec<Evidence> {
    let asked = rules.membership.iter().flat_map(|membership| &membership.eligibility);
    let evidence = asked.filter_map(|asked| {
        let name = asked.status_named.clone().or_else(|| asked.attested.clone())?;
        let words = rules.statuses.get(&name).cloned().unwrap_or_else(|| name.clone());
        let (is_status, how) = (asked.status_named.is_some(), asked.how.clone());
        Some(Evidence { name, words, is_status, how, clause: asked.clause.clone() })
    });
    evidence.collect()
}

/// What these attestations come to. About each piece of evidence the last one counts.
pub fn eligibility(asked: Vec<Evidence>, attested: &[Attested]) -> Eligibility {
    let met = |evidence: &Evidence| last(attested, &evidence.name).map(|said| said.met);
    let (not, rest): (Vec<_>, Vec<_>) = asked.into_iter().partition(|evidence| met(evidence) == Some(false));
    if !not.is_empty() {
        return Eligibility::Not(not);
    }
    let open: Vec<Evidence> = rest.into_iter().filter(|evidence| met(evidence).is_none()).collect();
    if open.is_empty() { Eligibility::Eligible } else { Eligibility::Open(open) }
}

/// Whether everything was there at some instant, whatever was said since.
pub fn was_eligible(asked: &[Evidence], attested: &[Attested]) -> bool {
    let until = |at: Moment| -> Vec<Attested> { attested.iter().filter(|said| said.at <= at).cloned().collect() };
    let at = |at: Moment| eligibility(asked.to_vec(), &until(at)) == Eligibility::Eligible;
    asked.is_empty() || attested.iter().any(|said| at(said.at))
}

/// The last word about a piece of evidence.
pub fn last<'a>(attested: &'a [Attested], evidence: &str) -> Option<&'a Attested> {
    attested.iter().filter(|said| said.evidence == evidence).max_by_key(|said| said.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Vec<Evidence> {
        evidence(charter::presets::DJANGO.charter().unwrap().rules())
    }

    fn said(evidence: &str, met: bool, minute: i64) -> Attested {
        let at = Moment::from_micros(minute * 60_000_000);
        Attested { evidence: evidence.to_owned(), met, says: "Seen".to_owned(), by: PersonId::mint(at), at }
    }

    #[test]
    fn c3_nobody_is_eligible_before_everything_is_attested() {
        let names: Vec<String> = asked().into_iter().map(|evidence| evidence.name).collect();
        assert_eq!(names, ["experience with social media platforms that can be shown", "individual_member"]);
        assert!(matches!(eligibility(asked(), &[]), Eligibility::Open(open) if open.len() == 2));
        let one = [said(&names[0], true, 1)];
        assert!(matches!(eligibility(asked(), &one), Eligibility::Open(open) if open[0].name == "individual_member"));
        let both = [said(&names[0], true, 1), said(&names[1], true, 2)];
        assert_eq!(eligibility(asked(), &both), Eligibility::Eligible);
        assert_eq!(eligibility(Vec::new(), &[]), Eligibility::Eligible, "a charter may ask for nothing");
    }

    #[test]
    fn what_was_there_once_and_was_lost_is_told_from_what_never_was() {
        let names: Vec<String> = asked().into_iter().map(|evidence| evidence.name).collect();
        let both = [said(&names[0], true, 1), said(&names[1], true, 2), said(&names[1], false, 3)];
        assert!(was_eligible(&asked(), &both) && was_eligible(&asked(), &both[..2]) && was_eligible(&[], &[]));
        assert!(!was_eligible(&asked(), &both[..1]) && !was_eligible(&asked(), &both[2..]));
    }

    #[test]
    fn c2_the_last_word_counts() {
        let course = [said("individual_member", false, 1)];
        assert!(matches!(eligibility(asked(), &course), Eligibility::Not(not) if not[0].how.is_some()));
        let later = [said("individual_member", true, 2), said("individual_member", false, 1)];
        assert!(matches!(eligibility(asked(), &later), Eligibility::Open(_)));
    }
}
