//! What stands in the composer's fields, word for word: as it was sent, or as a draft fills them. What was typed is
//! never lost, whether or not it makes sense; what it means is worked out in [`super::meaning`].

use super::meaning::first_words;
use basics::{ChannelId, MediaId, PostId};
use publishing::{Alt, Choice, Draft};
use std::collections::BTreeMap;

/// What a form says of a box before anybody ticks it, so that an empty box and a missing one are not the same.
pub const NO: &str = "no";
/// What a tick adds.
pub const YES: &str = "yes";

/// What the sender wants done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Keep it.
    #[default]
    Save,
    /// Keep it, said by the script.
    Autosave,
    /// Look at it without keeping it.
    Check,
    /// Put it in the queue.
    Schedule,
    /// Ask the body that decides.
    Ask,
}

/// The version of a post that a form was made from, so that two editors are noticed. Number 0 is a post that is not
/// begun yet: its id is made with the form, so that a form that is sent twice begins one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasedOn {
    /// The post.
    pub post: PostId,
    /// Which save of it.
    pub number: i64,
}

impl BasedOn {
    /// As the form carries it.
    pub fn text(self) -> String {
        format!("{}:{}", self.post, self.number)
    }
    fn read(text: &str) -> Option<Self> {
        let (post, number) = text.split_once(':')?;
        Some(Self { post: post.parse().ok()?, number: number.parse().ok().filter(|number| *number >= 0)? })
    }
}

/// A picture and the words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The picture.
    pub media: MediaId,
    /// What it shows.
    pub words: String,
    /// Whether it is only decoration.
    pub decorative: bool,
}

/// Everything in the fields.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What the form was made from.
    pub based_on: Option<BasedOn>,
    /// What is wanted.
    pub wish: Wish,
    /// The name among ourselves.
    pub title: String,
    /// Where it goes.
    pub channels: Vec<ChannelId>,
    /// What was sent as a channel and cannot be one.
    pub no_channels: Vec<String>,
    /// The text everywhere.
    pub text: String,
    /// The texts of single channels.
    pub own: BTreeMap<ChannelId, String>,
    /// The content warning.
    pub warning: String,
    /// The language's tag.
    pub language: String,
    /// The pictures that are kept already.
    pub pictures: Vec<Described>,
    /// The goals named.
    pub goals: Vec<String>,
    /// `none`, `thanks`, `campaign`: as often as it was sent.
    pub sponsor: Vec<String>,
    /// Whether something is given in return: [`NO`] with every form, [`YES`] with the tick.
    pub consideration: Vec<String>,
    /// Whether the content comes from outside, said the same way.
    pub third_party: Vec<String>,
    /// From whom.
    pub affiliation: String,
    /// What it is good for.
    pub benefit: String,
    /// The address of what it answers.
    pub answers: String,
    /// The day.
    pub day: String,
    /// The time of day.
    pub time: String,
    /// The zone.
    pub zone: String,
    /// Which of two, where the clock shows the time twice.
    pub fold: Choice,
}

impl Typed {
    /// The fields as they were sent; a field that no composer has is passed over.
    pub fn sent(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        let (mut decorative, mut removed) = (Vec::new(), None);
        for (name, value) in fields {
            match (name.as_str(), name.split_once('-')) {
                ("based_on", _) => typed.based_on = BasedOn::read(&value),
                ("do", _) => match value.strip_prefix("remove-") {
                    Some(media) => removed = media.parse::<MediaId>().ok(),
                    None => typed.wish = wish(&value),
                },
                ("title", _) => typed.title = value,
                ("channel", _) => match value.parse::<ChannelId>() {
                    Ok(channel) => typed.channels.push(channel),
                    Err(_) => typed.no_channels.push(value),
                },
                ("text", _) => typed.text = value,
                ("warning", _) => typed.warning = value,
                ("language", _) => typed.language = value,
                ("goal", _) => typed.goals.push(value),
                ("sponsor", _) => typed.sponsor.push(value),
                ("consideration", _) => typed.consideration.push(value),
                ("third_party", _) => typed.third_party.push(value),
                ("affiliation", _) => typed.affiliation = value,
                ("benefit", _) => typed.benefit = value,
                ("answers", _) => typed.answers = value,
                ("day", _) => typed.day = value,
                ("time", _) => typed.time = value,
                ("zone", _) => typed.zone = value,
                ("fold", _) => typed.fold = if value == "second" { Choice::Second } else { Choice::First },
                (_, Some(("text", channel))) => {
                    typed.own.extend(channel.parse().ok().map(|channel: ChannelId| (channel, value)));
                }
                (_, Some(("description", media))) => {
                    let picture = |media| Described { media, words: value, decorative: false };
                    typed.pictures.extend(media.parse().ok().map(picture));
                }
                (_, Some(("decorative", media))) => decorative.extend(media.parse::<MediaId>()),
                _ => {}
            }
        }
        typed.pictures.retain(|picture| Some(picture.media) != removed);
        for picture in &mut typed.pictures {
            picture.decorative = decorative.contains(&picture.media);
        }
        typed.channels.dedup();
        typed
    }

    /// The fields as a draft fills them.
    pub fn of(draft: &Draft, based_on: BasedOn, zone: &str) -> Self {
        let outside = draft.third_party.as_ref();
        let when = draft.when.as_ref();
        Self {
            based_on: Some(based_on),
            wish: Wish::Save,
            title: own_title(draft),
            channels: draft.channels.clone(),
            no_channels: Vec::new(),
            text: draft.everywhere.text.clone(),
            own: draft.own.iter().map(|(channel, own)| (*channel, own.text.clone())).collect(),
            warning: draft.everywhere.warning.clone().unwrap_or_default(),
            language: draft.everywhere.language.as_str().to_owned(),
            pictures: draft.everywhere.pictures.iter().map(described).collect(),
            goals: draft.goals.iter().cloned().collect(),
            sponsor: vec![draft.sponsor.as_str().to_owned()],
            consideration: ticked(draft.consideration),
            third_party: ticked(outside.is_some()),
            affiliation: outside.map(|outside| outside.affiliation.clone()).unwrap_or_default(),
            benefit: outside.map(|outside| outside.benefit.clone()).unwrap_or_default(),
            answers: draft.answers.as_ref().map(|answered| answered.url.to_string()).unwrap_or_default(),
            day: when.map(|when| when.wall.date().to_string()).unwrap_or_default(),
            time: when.map(|when| when.wall.time().strftime("%H:%M").to_string()).unwrap_or_default(),
            zone: when.map_or(zone, |when| when.zone.name()).to_owned(),
            fold: when.map(|when| when.choice).unwrap_or_default(),
        }
    }

    /// The same words as fields of a form, for a page that keeps them.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut add = |name: String, value: &str| fields.push((name, value.to_owned()));
        for (name, value) in [
            ("title", &self.title),
            ("text", &self.text),
            ("warning", &self.warning),
            ("language", &self.language),
            ("affiliation", &self.affiliation),
            ("benefit", &self.benefit),
            ("answers", &self.answers),
            ("day", &self.day),
            ("time", &self.time),
            ("zone", &self.zone),
        ] {
            add(name.to_owned(), value);
        }
        self.channels.iter().for_each(|channel| add("channel".to_owned(), &channel.to_string()));
        self.own.iter().for_each(|(channel, text)| add(format!("text-{channel}"), text));
        self.goals.iter().for_each(|goal| add("goal".to_owned(), goal));
        for picture in &self.pictures {
            add(format!("description-{}", picture.media), &picture.words);
            if picture.decorative {
                add(format!("decorative-{}", picture.media), "yes");
            }
        }
        for (name, said) in
            [("sponsor", &self.sponsor), ("consideration", &self.consideration), ("third_party", &self.third_party)]
        {
            for value in said {
                add(name.to_owned(), value);
            }
        }
        match self.fold {
            Choice::Only => {}
            Choice::First => add("fold".to_owned(), "first"),
            Choice::Second => add("fold".to_owned(), "second"),
        }
        fields
    }
}

/// The title that somebody gave it; one that was made of its first words goes on following them.
fn own_title(draft: &Draft) -> String {
    if draft.title == first_words(&draft.everywhere.text) { String::new() } else { draft.title.clone() }
}

fn ticked(yes: bool) -> Vec<String> {
    [NO].into_iter().chain(yes.then_some(YES)).map(str::to_owned).collect()
}

fn wish(value: &str) -> Wish {
    match value {
        "autosave" => Wish::Autosave,
        "check" => Wish::Check,
        "schedule" => Wish::Schedule,
        "ask" => Wish::Ask,
        _ => Wish::Save,
    }
}

fn described(picture: &publishing::Picture) -> Described {
    let words = picture.alt.sent().to_owned();
    Described { media: picture.media, words, decorative: picture.alt == Alt::Decorative }
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Moment;
    use publishing::Language;

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_a_draft_fills_in_is_read_back_as_it_was() {
        let mut draft = Draft::new(Language::parse("en").unwrap());
        let channel = ChannelId::mint(Moment::from_micros(1));
        draft.everywhere.text = "Line one\nline two".into();
        draft.channels.push(channel);
        draft.own.insert(channel, publishing::OwnText { text: "Own".into(), warning: None });
        draft.goals.insert("1".into());
        let based_on = BasedOn { post: PostId::mint(Moment::from_micros(2)), number: 3 };
        let typed = Typed::of(&draft, based_on, "UTC");
        let again = Typed::sent(typed.fields());
        assert_eq!((again.text, again.channels, again.goals), (typed.text, typed.channels, typed.goals));
        assert_eq!(again.own, typed.own);
    }

    #[test]
    fn a_picture_that_is_removed_takes_its_words_with_it() {
        let (one, two) = (MediaId::mint(Moment::from_micros(1)), MediaId::mint(Moment::from_micros(2)));
        let typed = Typed::sent(fields(&[
            (&format!("description-{one}"), "A cat"),
            (&format!("description-{two}"), ""),
            (&format!("decorative-{two}"), "yes"),
            ("do", &format!("remove-{one}")),
        ]));
        assert_eq!(typed.pictures, [Described { media: two, words: String::new(), decorative: true }]);
        assert_eq!(typed.wish, Wish::Save);
    }

    #[test]
    fn a_version_that_no_form_of_ours_carries_is_none() {
        for wrong in ["", "3", "x:1", ":1", "0198a000-0000-7000-8000-000000000000:-1"] {
            assert_eq!(BasedOn::read(wrong), None, "{wrong}");
        }
    }
}
