//! Members: how somebody becomes one, stays one, holds an office, and ceases to be one.

pub(crate) mod accepting;
pub(crate) mod admissible;
pub(crate) mod admitting;
pub(crate) mod applications;
pub(crate) mod body_seats;
pub(crate) mod departures;
pub(crate) mod endings;
pub(crate) mod holidays;
pub(crate) mod offers;
pub(crate) mod offices;
pub(crate) mod removing;
pub(crate) mod retention;
pub(crate) mod roster;
pub(crate) mod statuses;
pub(crate) mod staying;
pub(crate) mod terms;
