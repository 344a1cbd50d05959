//! What a charter says and how it changes: other charters than the two that ship, amendments, and groups that end or share
//! nothing.

mod a_charter_changes;
mod a_group_ends;
mod a_third_charter;
mod groups_share_nothing;
mod what_an_editor_looks_at;
