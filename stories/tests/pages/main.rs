//! What holds for pages whatever they are about.

mod every_page_that_links_reach;
mod forms_are_sent_once;
mod nothing_typed_is_lost;
mod pages_ask_little;
mod pages_name_what_is_meant;
mod pages_of_a_group;
mod pages_say_what_is_so;
mod pages_show_and_change_nothing;
mod pages_speak_in_sentences;
mod several_at_once;
mod what_pages_keep_and_tell;
