//! What stands in the composer's fields about a post that is late.

use publishing::Draft;

/// What is typed about being late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// The minutes, as the list names them; empty for as usual.
    pub minutes: String,
    /// Its last day.
    pub day: String,
    /// The last time of that day.
    pub time: String,
}

impl Late {
    /// As a draft fills the fields.
    pub fn of(draft: &Draft) -> Self {
        let wall = draft.late.last.as_ref().map(|last| last.wall);
        Self {
            minutes: draft.late.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            day: wall.map(|wall| wall.date().to_string()).unwrap_or_default(),
            time: wall.map(|wall| wall.strftime("%H:%M").to_string()).unwrap_or_default(),
        }
    }

    /// Takes a field over. False when it is none of these.
    pub fn sent(&mut self, name: &str, value: &str) -> bool {
        match name {
            "late_minutes" => value.clone_into(&mut self.minutes),
            "last_day" => value.clone_into(&mut self.day),
            "last_time" => value.clone_into(&mut self.time),
            _ => return false,
        }
        true
    }

    /// The same words as fields of a form.
    pub fn fields(&self) -> impl Iterator<Item = (String, String)> {
        let all = [("late_minutes", &self.minutes), ("last_day", &self.day), ("last_time", &self.time)];
        all.map(|(name, value)| (name.to_owned(), value.clone())).into_iter()
    }
}
