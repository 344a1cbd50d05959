//! From the words in the fields to a draft. What makes no sense is a problem at its field; the draft then keeps what
//! it had there before.

use super::{declared, desk::Desk, lateness, typed::Typed};
use crate::parts::Problems;
use basics::{Zone, text::is_blank};
use jiff::civil::DateTime;
use publishing::{
    CannotPlan, Choice, Draft, Language, OwnText, Picture, Planned, ReplyTo, ThirdParty, first_words, plan, written,
};

/// The longest text that is looked at, in bytes.
pub const LONGEST: usize = publishing::text::LONGEST;
/// The longest line among ourselves, in bytes.
pub const LONGEST_LINE: usize = 1_000;

impl Typed {
    /// The draft that these words mean, over the one they were typed over.
    pub fn draft(&self, desk: &Desk<'_>, base: &Draft, pictures: Vec<Picture>, problems: &mut Problems) -> Draft {
        let mut draft = base.clone();
        self.declared(desk, &mut draft, problems);
        self.texts(desk, &mut draft, problems);
        draft.everywhere.pictures = pictures;
        self.descriptions(desk, &mut draft, problems);
        self.take_beyond(&mut draft, problems);
        self.language(&mut draft, problems);
        self.third_party(&mut draft, problems);
        self.answered(&mut draft, problems);
        self.time(desk, &mut draft, problems);
        lateness::take(self, &mut draft, desk.now, problems);
        self.title(&mut draft, problems);
        draft
    }

    fn texts(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        if let Some(text) = readable(&self.text, "text", LONGEST, problems) {
            draft.everywhere.text = text;
        }
        if let Some(warning) = readable(&self.warning, "warning", LONGEST_LINE, problems) {
            draft.everywhere.warning = Some(warning.trim().to_owned()).filter(|warning| !is_blank(warning));
        }
        for (channel, typed) in &self.own {
            let Some(row) = desk.channel(*channel) else { continue };
            let Some(text) = readable(typed, &format!("text-{channel}"), LONGEST, problems) else { continue };
            if is_blank(&text) {
                draft.own.remove(channel);
                continue;
            }
            let shows = acts::accounts::destination(&desk.app.here, row, false).shows_warning;
            let warning = draft.everywhere.warning.clone().filter(|_| shows);
            draft.own.insert(*channel, OwnText { text, warning });
        }
    }

    /// What single channels say about a picture. What the form did not ask about stays, as long as the picture does.
    fn descriptions(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        for picture in &self.pictures {
            for (channel, typed) in picture.own.iter().filter(|(channel, _)| desk.channel(**channel).is_some()) {
                let field = format!("description-{}.{channel}", picture.media);
                let Some(words) = readable(typed, &field, LONGEST, problems) else { continue };
                let of_channel = draft.descriptions.entry(*channel).or_default();
                if is_blank(&words) {
                    of_channel.remove(&picture.media);
                } else {
                    of_channel.insert(picture.media, words.trim().to_owned());
                }
            }
        }
        let shown: Vec<_> = draft.everywhere.pictures.iter().map(Picture::original).collect();
        draft.descriptions.values_mut().for_each(|of| of.retain(|picture, _| shown.contains(picture)));
        draft.descriptions.retain(|_, of| !of.is_empty());
    }

    fn language(&self, draft: &mut Draft, problems: &mut Problems) {
        match Language::parse(&self.language) {
            Ok(language) => draft.everywhere.language = language,
            Err(wrong) => problems.add("language", wrong.to_string()),
        }
    }

    fn third_party(&self, draft: &mut Draft, problems: &mut Problems) {
        let asked = declared::ticked(&self.third_party, draft.third_party.is_some(), "third_party", problems);
        let from = readable(&self.affiliation, "affiliation", LONGEST_LINE, problems);
        let good_for = readable(&self.benefit, "benefit", LONGEST_LINE, problems);
        let said = self.third_party.is_empty();
        let kept = draft.third_party.take().filter(|_| said);
        draft.third_party = asked.then(|| {
            kept.unwrap_or_else(|| ThirdParty {
                affiliation: from.unwrap_or_default().trim().to_owned(),
                benefit: good_for.unwrap_or_default().trim().to_owned(),
            })
        });
    }

    fn answered(&self, draft: &mut Draft, problems: &mut Problems) {
        if self.answers.trim().is_empty() {
            draft.answers = None;
            return;
        }
        match ReplyTo::parse(&self.answers) {
            Ok(answered) => draft.answers = Some(answered),
            Err(wrong) => problems.add("answers", wrong.to_string()),
        }
    }

    fn time(&self, desk: &Desk<'_>, draft: &mut Draft, problems: &mut Problems) {
        match (self.day.trim().is_empty(), self.time.trim().is_empty()) {
            (true, true) => return draft.when = None,
            (true, false) => return problems.add("day", "Choose the day as well as the time, or clear both."),
            (false, true) => return problems.add("time", "Choose the time as well as the day, or clear both."),
            (false, false) => {}
        }
        let zone = match Zone::named(&self.zone) {
            Ok(zone) => zone,
            Err(wrong) => return problems.add("zone", wrong.to_string()),
        };
        if draft.when.as_ref().is_some_and(|before| self.is_still(before)) {
            return;
        }
        match plan(&self.wall(), &zone, self.fold, desk.now) {
            Ok(planned) => draft.when = Some(planned),
            Err(CannotPlan::Fold { .. }) => problems.add("fold", TWICE),
            Err(wrong) => problems.add("time", wrong.to_string()),
        }
    }

    /// The time as it is typed, in one word.
    fn wall(&self) -> String {
        format!("{}T{}", self.day.trim(), self.time.trim())
    }

    /// Whether the fields still say what was planned before; the past is left to the checks then.
    fn is_still(&self, before: &Planned) -> bool {
        self.wall().parse::<DateTime>().is_ok_and(|wall| wall == before.wall)
            && self.zone == before.zone.name()
            && (self.fold == before.choice || before.choice == Choice::Only)
    }

    /// Both instants of a time that the clock shows twice.
    pub fn twice(&self, desk: &Desk<'_>) -> Option<(basics::Moment, basics::Moment, Zone)> {
        let zone = Zone::named(&self.zone).ok()?;
        match plan(&self.wall(), &zone, Choice::Only, desk.now) {
            Err(CannotPlan::Fold { first, second, .. }) => Some((first, second, zone)),
            _ => None,
        }
    }

    fn title(&self, draft: &mut Draft, problems: &mut Problems) {
        if let Some(title) = readable(&self.title, "title", LONGEST_LINE, problems) {
            let title = title.trim().to_owned();
            draft.title = if is_blank(&title) { first_words(&draft.everywhere.text) } else { title };
        }
    }
}

const TWICE: &str = "That time comes twice that day, because clocks are put back: say which one is meant.";

/// The text as it is kept, or the problem with it.
pub fn readable(typed: &str, field: &str, longest: usize, problems: &mut Problems) -> Option<String> {
    if typed.len() > longest {
        let (name, length) = (spoken(field), typed.len());
        problems.add(field, format!("{name} has {length} bytes, and at most {longest} are kept: shorten it."));
        return None;
    }
    written(typed).map_err(|wrong| problems.add(field, wrong.to_string())).ok()
}

/// A field as a sentence about it begins.
fn spoken(field: &str) -> &'static str {
    match field {
        "title" => "The title",
        "headline" => "The headline",
        part if part.starts_with("description-") => "This description",
        part if part.starts_with("part-") => "This part",
        "poll" => "The poll",
        "warning" => "The content warning",
        "affiliation" => "What says whose it is",
        "benefit" => "What the community has from it",
        _ => "The text",
    }
}
