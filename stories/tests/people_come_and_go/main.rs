//! What happens to members and offices: removal by a vote, offices that are filled and given up, outside statuses that end,
//! the roll of a vote that is open meanwhile, holidays, and what is told when a group is not composed as its charter asks.

mod composition;
mod holidays;
mod offices;
mod removal;
mod roll;
mod scene;
mod statuses;
