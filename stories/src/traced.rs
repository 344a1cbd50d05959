//! Everything that is told to whoever keeps a journal of the program, and whether a secret is in it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing_subscriber::{filter::LevelFilter, fmt::format::FmtSpan, util::SubscriberInitExt as _};
use url::form_urlencoded;

/// What this process traces and logs, by our crates and by libraries. There is one for a process, so that a story which
/// listens stands alone in its file.
#[derive(Clone, Default)]
pub struct Traced(Arc<Mutex<Vec<u8>>>);

impl Traced {
    /// Begins to listen at every level: to more than any filter lets through.
    pub fn at_every_level() -> Self {
        let traced = Self::default();
        let writer = traced.clone();
        let everything = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_span_events(FmtSpan::FULL);
        everything.with_ansi(false).with_writer(move || writer.clone()).finish().init();
        traced
    }

    /// What was told since it was asked for last.
    pub fn taken(&self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut *self.0.lock().unwrap())).into_owned()
    }
}

impl io::Write for Traced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The secrets of a story, each with what it is.
#[derive(Default)]
pub struct Secrets(Vec<(String, Vec<String>)>);

impl Secrets {
    /// One more, in every form in which it travels or is printed.
    pub fn add(&mut self, what: &str, secret: &str) {
        assert!(secret.len() >= 6, "{what} is too short to be looked for: {secret:?}");
        let bytes = format!("{:?}", secret.as_bytes());
        let mut forms = vec![
            secret.to_owned(),
            form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            secret.replace(' ', "%20"),
            STANDARD.encode(secret),
            hex::encode(secret),
            bytes.trim_matches(['[', ']']).to_owned(),
        ];
        forms.sort();
        forms.dedup();
        self.0.push((what.to_owned(), forms));
    }

    /// Which of them are in a text, and where.
    pub fn found_in(&self, text: &str) -> Vec<String> {
        let all = self.0.iter().flat_map(|(what, forms)| forms.iter().map(move |form| (what, form)));
        all.filter_map(|(what, form)| found(text, form).map(|line| format!("{what} in: {line}"))).collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// The line that holds this as a word of its own: the six digits of a code stand inside of longer numbers by chance.
fn found<'a>(text: &'a str, form: &str) -> Option<&'a str> {
    let (at, _) = text.match_indices(form).find(|(at, _)| {
        let before = text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + form.len()..].chars().next().is_some_and(char::is_alphanumeric);
        form.len() > 8 || !before && !after
    })?;
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next()
}
