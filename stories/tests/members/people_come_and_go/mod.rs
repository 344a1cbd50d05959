//! What happens to members and offices: removal by a vote, offices that are filled and given up, outside statuses that end,
//! the roll of a vote that is open meanwhile, holidays, and what is told when a group is not composed as its charter asks.

mod composition;
mod grace;
mod holidays;
mod invited;
mod nobody;
mod offices;
mod passing_on;
mod removal;
mod roll;
mod scene;
mod statuses;
mod too_few;
