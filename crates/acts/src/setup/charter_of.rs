//! The charter that the second step of the first run makes: a preset, what was pasted, or an empty one.

use super::Draft;
use charter::{
    Charter, Problems, check,
    draft::{self, Draft as Rules},
    presets::Preset,
};

impl Draft {
    /// The charter that the second step makes, or everything that is wrong with it.
    pub fn charter(&self) -> Result<(Rules, Charter), NotACharter> {
        let made = self.made()?;
        let charter = Charter::load_over("rules.toml", &made.rules, made.text.as_bytes())?;
        check::keeps_its_minima(&charter)?;
        Ok((made, charter))
    }

    fn made(&self) -> Result<Rules, NotACharter> {
        if let Some(preset) = Preset::of(&self.start) {
            let rules = owned(preset.rules, self.name.trim(), self.zone());
            return Ok(Rules { text: preset.text.to_owned(), rules });
        }
        match self.start.as_str() {
            "paste" if basics::text::is_blank(&self.text) => Err(NotACharter::Blank),
            "paste" if basics::text::is_blank(&self.rules) => draft::of_text(self.name.trim(), &self.text, self.zone())
                .map_err(|error| NotACharter::Text(error.to_string())),
            "paste" => Ok(Rules { text: self.text.clone(), rules: owned(&self.rules, self.name.trim(), self.zone()) }),
            "empty" => Ok(draft::empty(self.name.trim(), self.zone())),
            _ => Err(NotACharter::NotChosen),
        }
    }

    fn zone(&self) -> &str {
        if self.zone.trim().is_empty() { "UTC" } else { self.zone.trim() }
    }
}

/// The rules with the name and the zone that the first step gave; the rest stays as it was written.
fn owned(rules: &str, name: &str, zone: &str) -> String {
    let mut inside = false;
    let lines = rules.lines().map(|line| {
        if line.trim_start().starts_with('[') && !line.starts_with(' ') {
            inside = line.trim() == "[charter]";
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        match key {
            "name" if inside && line.contains('=') => format!("name = {}", toml_text(name)),
            "zone" if inside && line.contains('=') => format!("zone = {}", toml_text(zone)),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A basic string of TOML; JSON's strings are among them, but for one character.
fn toml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// Why the second step makes no charter.
#[derive(Debug, thiserror::Error)]
pub enum NotACharter {
    /// No beginning was chosen.
    #[error("choose what the charter begins from")]
    NotChosen,
    /// There is no text.
    #[error("paste the charter’s text, or choose another beginning")]
    Blank,
    /// The text cannot be read.
    #[error("{0}")]
    Text(String),
    /// Text and rules do not make a charter; each problem has its line.
    #[error(transparent)]
    Rules(#[from] Problems),
}

#[cfg(test)]
mod tests {
    use super::*;
    use charter::presets;

    #[test]
    fn a_preset_becomes_the_groups_own_and_nothing_else_of_it_changes() {
        let draft = Draft {
            name: "Lantern \"Voices\"".into(),
            zone: "Europe/Berlin".into(),
            start: presets::DJANGO.key.into(),
            ..Draft::default()
        };
        let (made, charter) = draft.charter().unwrap();
        assert_eq!((charter.name(), charter.zone()), ("Lantern \"Voices\"", "Europe/Berlin"));
        let changed = made.rules.lines().zip(presets::DJANGO.rules.lines()).filter(|(new, old)| new != old).count();
        assert_eq!(changed, 2);
        assert_eq!(charter.body_name("board"), "Board", "a body keeps its name");
    }

    #[test]
    fn a_charter_can_be_pasted_or_empty_and_what_is_missing_is_said() {
        let with = |start: &str, text: &str| Draft {
            name: "A group".into(),
            start: start.into(),
            text: text.into(),
            ..Draft::default()
        };
        assert!(with("paste", "# Us\n\nWe post.").charter().is_ok());
        assert!(with("empty", "").charter().is_ok());
        assert!(matches!(with("paste", " ").charter(), Err(NotACharter::Blank)));
        assert!(matches!(with("", "").charter(), Err(NotACharter::NotChosen)));
        let wrong = Draft { rules: "[charter]\nname = 3\n".into(), ..with("paste", "# Us\n\nWe post.") };
        assert!(wrong.charter().unwrap_err().to_string().contains("rules.toml:"), "with its line");
    }
}
