//! How a group decides, what it asks other bodies, and what a decision lets out.

mod a_report_is_published;
mod a_vote_asks_little;
mod a_vote_is_secret;
mod answers_cover_what_is_declared;
mod bodies_are_asked;
mod bodies_decide_here;
mod records_as_they_are_read;
mod the_board_decides;
mod the_group_votes;
mod what_a_decision_approves;
