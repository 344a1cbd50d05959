//! How the group meets, and how its people hear of what needs them.

mod home_tells_what_is_new;
mod letters_as_they_are_read;
mod people_are_asked;
mod the_chat_is_told;
mod the_group_meets;
mod what_needs_somebody_is_mailed;
