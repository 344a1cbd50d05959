//! Reading the pages as a person does: their words, and their forms with what stands in the fields.

use reqwest::{
    RequestBuilder,
    multipart::{self, Part},
};

/// A form as it stands on a page, to be filled in.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where it goes.
    pub to: String,
    /// The fields that would be sent: a box without a tick is not among them.
    pub fields: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>, String)>,
    in_parts: bool,
}

impl Form {
    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
    /// Writes this into a field, in place of what stood there.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }
    /// Ticks one more box.
    #[must_use]
    pub fn ticking(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }
    /// Takes a field out of what is sent.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }
    /// Chooses a file that says it is of this type.
    #[must_use]
    pub fn attaching(mut self, name: &str, bytes: Vec<u8>, mime: &str) -> Self {
        self.files.push((name.to_owned(), bytes, mime.to_owned()));
        self
    }
    /// Sends its fields as a form without files does.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.in_parts = false;
        self
    }
    /// Sends it to another address.
    #[must_use]
    pub fn sent_to(mut self, to: impl Into<String>) -> Self {
        self.to = to.into();
        self
    }

    pub(crate) fn put_in(&self, request: RequestBuilder) -> RequestBuilder {
        if !self.in_parts {
            return request.form(&self.fields);
        }
        let mut parts = multipart::Form::new();
        for (name, value) in &self.fields {
            parts = parts.text(name.clone(), value.clone());
        }
        for (name, bytes, mime) in &self.files {
            let part = Part::bytes(bytes.clone()).file_name("file").mime_str(mime).unwrap();
            parts = parts.part(name.clone(), part);
        }
        request.multipart(parts)
    }
}

/// Every form of a page, in order.
pub(crate) fn forms(html: &str) -> Vec<Form> {
    html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()).map(form).collect()
}

fn form(html: &str) -> Form {
    let (opening, inside) = html.split_once('>').unwrap();
    let mut form = Form {
        to: attribute(opening, "action").unwrap_or_default(),
        in_parts: opening.contains("multipart/form-data"),
        ..Form::default()
    };
    let mut list: Option<(String, Option<String>)> = None;
    for element in inside.split('<') {
        let (tag, text) = element.split_once('>').unwrap_or((element, ""));
        let name = attribute(tag, "name");
        match (tag.split([' ', '\n']).next().unwrap_or_default(), name) {
            ("input", Some(name)) => form.fields.extend(input(tag).map(|value| (name, value))),
            ("textarea", Some(name)) => {
                form.fields.push((name, decoded(text.strip_prefix('\n').unwrap_or(text))));
            }
            ("select", Some(name)) => list = Some((name, None)),
            ("option", _) => choose(&mut list, tag),
            ("/select", _) => {
                form.fields.extend(list.take().and_then(|(name, chosen)| Some((name, chosen?))));
            }
            _ => {}
        }
    }
    form
}

/// What an input would send, if it sends anything.
fn input(tag: &str) -> Option<String> {
    let kind = attribute(tag, "type").unwrap_or_default();
    let ticked = tag.split(' ').any(|word| word.trim_end_matches('/') == "checked");
    let value = attribute(tag, "value");
    match kind.as_str() {
        "file" => None,
        "checkbox" | "radio" => ticked.then(|| value.unwrap_or_else(|| "on".to_owned())),
        _ => Some(value.unwrap_or_default()),
    }
}

/// A list sends its chosen line, or its first.
fn choose(list: &mut Option<(String, Option<String>)>, tag: &str) {
    if let Some((_, chosen)) = list
        && (chosen.is_none() || tag.ends_with(" selected"))
    {
        *chosen = attribute(tag, "value");
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(decoded)
}

/// The words of a page, without its markup.
pub(crate) fn plain_text(html: &str) -> String {
    let words: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    decoded(&words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decoded(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
