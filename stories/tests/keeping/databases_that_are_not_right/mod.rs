//! A database that is locked, full, read-only, newer, edited or somebody else's: every refusal is a sentence that says
//! what, where and how to mend it, and nothing is changed. The same while the program runs: an act is done or not done.

mod acts_are_done_or_not;
mod disks;
mod keys;
mod may_only_be_read;
mod other_versions;
mod scene;
mod somebody_elses;
