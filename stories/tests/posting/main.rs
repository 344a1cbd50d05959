//! Posts and channels: from the empty form to the receipt, and whatever goes wrong on the way.

mod a_post_leaves;
mod access_is_granted;
mod accounts_are_connected;
mod agreed_at_x;
mod channels_are_frozen;
mod channels_of_the_community;
mod everything_is_stopped;
mod nothing_is_doubled_or_lost;
mod pictures_of_the_group;
mod posts_are_set_right;
mod posts_are_written;
mod posts_go_wrong;
mod readers_are_answered;
mod the_register;
