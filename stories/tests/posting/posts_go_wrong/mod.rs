//! What the pages of a post say to bad input: what, where, how to mend it; and nothing that was typed is lost.

mod pictures;
mod scene;
mod texts_and_times;
mod what_is_planned;
