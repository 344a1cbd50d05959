//! The group meets: series and single meetings, who comes and was there, minutes that several write at once, the calendar
//! that people subscribe to, and attendance that a convener alone is told about.

mod agendas;
mod attendance;
mod calendars;
mod clocks;
mod moving;
mod papers;
mod planning;
mod scene;
mod series;
mod versions;
