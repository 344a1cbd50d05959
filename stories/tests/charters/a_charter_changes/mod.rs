//! A charter changes: a member proposes text and rules, whoever the charter names decides about exactly that, and it is in
//! force from the day that the answer says, for everything that is judged from then on and for nothing before.

mod compared;
mod in_force;
mod refused;
mod scene;
mod votes_and_lines;
