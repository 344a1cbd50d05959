//! Who is in the group: applying, staying, leaving, offices, and the roster as a file.

mod applications_are_erased;
mod members_stay_or_go;
mod people_apply;
mod people_come_and_go;
mod rosters_as_files;
mod the_private_chat;
