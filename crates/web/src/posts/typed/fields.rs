//! The composer's fields as a form carries them: read from what was sent, and written for a page that keeps them.

use super::{AtPicture, BasedOn, Described, Typed, Wish};
use basics::ChannelId;
use publishing::Choice;

impl BasedOn {
    fn read(text: &str) -> Option<Self> {
        let (post, number) = text.split_once(':')?;
        Some(Self { post: post.parse().ok()?, number: number.parse().ok().filter(|number| *number >= 0)? })
    }
}

impl Typed {
    /// The fields as they were sent; a field that no composer has is passed over.
    pub fn sent(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        let mut about_pictures = Vec::new();
        for (name, value) in fields {
            match (name.as_str(), name.split_once('-')) {
                ("based_on", _) => typed.based_on = BasedOn::read(&value),
                ("do", _) if value == "slot" => typed.next_slot = true,
                ("do", _) => match AtPicture::of(&value) {
                    Some(button) => typed.at_picture = Some(button),
                    None => typed.wish = wish(&value),
                },
                ("template", _) => typed.template = value,
                ("library", _) => typed.library = value,
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
                ("campaign", _) => typed.campaign = Some(value),
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
                (other, _) => match Described::field(other) {
                    Some(("description", (picture, None))) => typed.pictures.push(Described::new(picture, value)),
                    Some((what, about)) => about_pictures.push((what.to_owned(), about, value)),
                    None => typed.beyond.sent(other, &value),
                },
            }
        }
        typed.pictures.retain(|picture| typed.at_picture != Some(AtPicture::Remove(picture.media)));
        for (what, (media, channel), value) in about_pictures {
            let of = typed.pictures.iter_mut().filter(|picture| picture.media == media);
            of.for_each(|picture| picture.sent(&what, channel, value.clone()));
        }
        typed.channels.dedup();
        typed
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
            ("template", &self.template),
        ] {
            add(name.to_owned(), value);
        }
        self.campaign.iter().for_each(|campaign| add("campaign".to_owned(), campaign));
        self.channels.iter().for_each(|channel| add("channel".to_owned(), &channel.to_string()));
        self.own.iter().for_each(|(channel, text)| add(format!("text-{channel}"), text));
        self.goals.iter().for_each(|goal| add("goal".to_owned(), goal));
        for (name, value) in self.pictures.iter().flat_map(Described::fields) {
            add(name, &value);
        }
        for (name, said) in
            [("sponsor", &self.sponsor), ("consideration", &self.consideration), ("third_party", &self.third_party)]
        {
            for value in said {
                add(name.to_owned(), value);
            }
        }
        fields.extend(self.beyond.fields());
        let mut add = |name: String, value: &str| fields.push((name, value.to_owned()));
        match self.fold {
            Choice::Only => {}
            Choice::First => add("fold".to_owned(), "first"),
            Choice::Second => add("fold".to_owned(), "second"),
        }
        fields
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use basics::{MediaId, Moment, PostId};
    use publishing::{Draft, Language};

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
        assert_eq!(typed.pictures, [Described { decorative: true, ..Described::new(two, String::new()) }]);
        assert_eq!(typed.wish, Wish::Save);
    }

    #[test]
    fn all_that_is_typed_about_a_picture_comes_back_with_the_form() {
        let (picture, channel) = (MediaId::mint(Moment::from_micros(1)), ChannelId::mint(Moment::from_micros(2)));
        let name = |what: &str| format!("{what}-{picture}");
        let sent = fields(&[
            (&name("description"), "A cat"),
            (&format!("description-{picture}.{channel}"), "Cat"),
            (&name("shape"), "own"),
            (&name("left"), "4"),
            (&name("top"), "no number"),
            (&name("wide"), ""),
            (&name("high"), "9"),
            (&name("across"), "50"),
            (&name("down"), "101"),
        ]);
        let typed = Typed::sent(sent.clone());
        assert_eq!(typed.pictures[0].own[&channel], "Cat");
        assert_eq!(typed.pictures[0].fields(), sent);
    }

    #[test]
    fn a_version_that_no_form_of_ours_carries_is_none() {
        for wrong in ["", "3", "x:1", ":1", "0198a000-0000-7000-8000-000000000000:-1"] {
            assert_eq!(BasedOn::read(wrong), None, "{wrong}");
        }
    }
}
