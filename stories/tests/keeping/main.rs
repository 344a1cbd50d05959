//! What is kept: the log that an outsider verifies, and databases that are not right.

mod a_long_log;
mod another_copy;
mod databases_that_are_not_right;
mod the_log_tells;
mod the_outside_watch;
