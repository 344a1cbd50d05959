//! Posts and channels: from the empty form to the receipt, and whatever goes wrong on the way.

mod a_post_leaves;
mod access_is_granted;
mod accounts_are_connected;
mod agreed_at_x;
mod channels_are_frozen;
mod channels_of_the_community;
mod clocks_of_zones;
mod drafts_are_kept;
mod everything_is_stopped;
mod links_are_marked;
mod looked_at_ahead;
mod nothing_is_doubled_or_lost;
mod people_are_named;
mod pictures_in_a_post;
mod pictures_of_the_group;
mod posts_are_repeated;
mod posts_are_set_right;
mod posts_are_written;
mod posts_begin_from_templates;
mod posts_come_from_a_file;
mod posts_go_wrong;
mod previews_are_what_leaves;
mod readers_are_answered;
mod slots_of_the_week;
mod the_register;
