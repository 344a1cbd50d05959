//! Reports of a group: written as papers, published once by a decision, and mailed once to the body they are for.

pub(crate) mod letters;
pub(crate) mod papers;
pub(crate) mod publishing;
