//! Where an application stands, from what was attested and what was asked and answered about it.

use crate::parts::{Tag, Tone};
use ::charter::{Act as _, Charter, act::AdmitMember};
use basics::{AnswerId, Moment};
use membership::{
    OfferStage,
    eligibility::{Eligibility, Evidence, eligibility, evidence},
};
use store::{AnswerRow, ApplicationRow};

/// Where an application stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Members look yet at these.
    Looked(Vec<Evidence>),
    /// These are missing, as a member attested.
    Not(Vec<Evidence>),
    /// Everything is attested, and nobody has put it to the group.
    Eligible,
    /// It was put to the group.
    Asked(AnswerId),
    /// The group did not agree.
    Refused,
    /// The group agreed, and something is missing that has to be shown by this instant.
    Lacks(Moment, Vec<Evidence>),
    /// The group agreed, and the applicant has not accepted yet: until when they can, where the charter sets a time.
    Waits(Option<Moment>),
    /// The group agreed, and the day passed at this instant.
    Lapsed(Moment),
    /// The applicant is a member by it.
    Admitted,
}

/// Where it stands at this instant. `questions` are those about it, the newest first.
pub fn stands(row: &ApplicationRow, charter: &Charter, questions: &[AnswerRow], now: Moment) -> Stands {
    if row.admitted.is_some() {
        return admitted(row, charter, now);
    }
    let standing = questions.iter().find(|question| question.superseded_by.is_none());
    match standing.map(|question| (question.id, question.answer.as_ref())) {
        Some((_, Some((recorded, ..)))) if !recorded.yes => return Stands::Refused,
        Some((id, _)) => return Stands::Asked(id),
        None => {}
    }
    match eligibility(evidence(charter.rules()), &row.attested) {
        Eligibility::Eligible => Stands::Eligible,
        Eligibility::Open(open) => Stands::Looked(open),
        Eligibility::Not(not) => Stands::Not(not),
    }
}

fn admitted(row: &ApplicationRow, charter: &Charter, now: Moment) -> Stands {
    match row.offer.as_ref().map(|offer| offer.at(now)) {
        None | Some(OfferStage::Accepted) => Stands::Admitted,
        Some(OfferStage::Open { until }) => Stands::Waits(until),
        Some(OfferStage::Lapsed { since }) => Stands::Lapsed(since),
        Some(OfferStage::Lacks { until }) => match eligibility(evidence(charter.rules()), &row.attested) {
            Eligibility::Not(missing) | Eligibility::Open(missing) => Stands::Lacks(until, missing),
            Eligibility::Eligible => Stands::Lacks(until, Vec::new()),
        },
    }
}

impl Stands {
    /// The same in a word or two.
    pub fn tag(&self) -> Tag {
        match self {
            Self::Looked(_) => Tag::new(Tone::Warn, "hourglass", "To be looked at"),
            Self::Not(_) => Tag::plain("x", "Not eligible"),
            Self::Eligible => Tag::new(Tone::Group, "users", "Eligible"),
            Self::Asked(_) => Tag::new(Tone::Group, "vote", "Before the group"),
            Self::Refused => Tag::plain("x", "Not admitted"),
            Self::Lacks(..) => Tag::new(Tone::Warn, "hourglass", "Admitted on condition"),
            Self::Waits(_) => Tag::new(Tone::Group, "hourglass", "Admitted, not yet accepted"),
            Self::Lapsed(_) => Tag::plain("x", "Lapsed"),
            Self::Admitted => Tag::well("Admitted"),
        }
    }
    /// Whether something about it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Looked(_) | Self::Eligible | Self::Asked(_) | Self::Lacks(..) | Self::Waits(_))
    }
}

/// The name of the act that an application leads to.
pub(super) const ADMITS: &str = AdmitMember::NAME;
