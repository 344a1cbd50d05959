//! A body that decides here: whoever has a seat on it has a ballot, in the group or not, and sees what it is asked and nothing
//! else. Its vote is the answer.

mod answers;
mod scene;
mod seats;
mod unions;
