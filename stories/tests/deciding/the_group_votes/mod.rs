//! The group votes: a question that the charter leaves to it is put, called to a vote, seconded where the rule says so,
//! voted on, closed by itself at its instant, and what follows is done by itself.

mod agreed;
mod asked;
mod called_twice;
mod clocks;
mod confirmed;
mod consent;
mod counted;
mod duty;
mod hard_to_undo;
mod leaks;
mod letters;
mod meant;
mod out_of_it;
mod present;
mod ranked;
mod reconsidered;
mod record;
mod refused;
mod rests;
mod scene;
mod seconded;
mod shown;
mod taken_over;
mod texts;
mod tied;
