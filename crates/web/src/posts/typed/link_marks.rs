//! What stands in the composer's fields about its links.

use publishing::Draft;

/// What is typed about links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkMarks {
    /// Whether they are marked.
    pub ticked: bool,
    source: String,
    medium: String,
    campaign: String,
}

impl LinkMarks {
    /// As a draft fills the fields.
    pub fn of(draft: &Draft) -> Self {
        let tags = draft.link_tags.as_ref();
        Self {
            ticked: tags.is_some(),
            source: tags.map(|tags| tags.source.clone()).unwrap_or_default(),
            medium: tags.map(|tags| tags.medium.clone()).unwrap_or_default(),
            campaign: tags.map(|tags| tags.campaign.clone()).unwrap_or_default(),
        }
    }

    /// What stands in this field.
    pub fn value(&self, name: &str) -> &str {
        match name {
            "utm_source" => &self.source,
            "utm_medium" => &self.medium,
            _ => &self.campaign,
        }
    }

    /// Takes a field over. False when it is none of these.
    pub fn sent(&mut self, name: &str, value: &str) -> bool {
        match name {
            "mark_links" => self.ticked = value == "yes",
            "utm_source" => value.clone_into(&mut self.source),
            "utm_medium" => value.clone_into(&mut self.medium),
            "utm_campaign" => value.clone_into(&mut self.campaign),
            _ => return false,
        }
        true
    }

    /// The same words as fields of a form.
    pub fn fields(&self) -> impl Iterator<Item = (String, String)> {
        let ticked = self.ticked.then(|| ("mark_links".to_owned(), "yes".to_owned()));
        let lines =
            ["utm_source", "utm_medium", "utm_campaign"].map(|name| (name.to_owned(), self.value(name).to_owned()));
        ticked.into_iter().chain(lines)
    }
}
