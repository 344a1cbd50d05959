//! What a decision approves: exactly a text, or a campaign within its limits, and nothing beside it; how its answer is
//! recorded, and who is told before it serves no more.

mod campaigns;
mod decided_before;
mod recorded;
mod scene;
mod texts;
