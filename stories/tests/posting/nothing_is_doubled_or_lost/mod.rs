//! Nothing is lost and nothing is doubled, whatever a network does and wherever a process dies. What really was published
//! is counted on the practice network, on a server of every class of delivery: A (Bluesky), B (Mastodon), C (Listed),
//! D (Drafting), E (Blind).

mod calls_that_fail;
mod channels_that_stop;
mod people_find_it;
mod processes_that_die;
mod scene;
mod servers_that_do_not_answer;
mod taking_back;
mod threads;
mod twins;
mod waits_and_times;
