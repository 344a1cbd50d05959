//! A letter: to whom, about what, and plain text.

use lettre::{
    Message,
    message::{
        Mailbox, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use people::EmailAddress;
use uuid::Uuid;

/// A letter to one person. It has no markup and no attachment, so that it reads the same everywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The mailbox.
    pub to: EmailAddress,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says; lines end with `\n`.
    pub text: String,
}

impl Letter {
    /// The letter as it stands on the wire. It says of itself that a program wrote it (RFC 3834), so that no absence
    /// note answers. Where it has a way out, its headers name it.
    pub(crate) fn message(&self, from: &Mailbox, way_out: Option<&str>) -> Result<Message, Unwritable> {
        let to = Mailbox::new(None, self.to.to_string().parse()?);
        let id = format!("<{}@{}>", Uuid::new_v4().simple(), from.email.domain());
        let mut message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(one_line(&self.subject))
            .message_id(Some(id))
            .date_now()
            .singlepart(SinglePart::plain(self.text.clone()))?;
        let mut says = |name, value: String| {
            message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        };
        says("Auto-Submitted", "auto-generated".to_owned());
        if let Some(way_out) = way_out {
            says("List-Unsubscribe", format!("<{way_out}>"));
            says("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
        }
        Ok(message)
    }
}

/// A letter that cannot be put on the wire.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    #[error("the address is not one that mail can be sent to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("its name is not one that a letter can have")]
    Mark,
    #[error("{0}")]
    Message(#[from] lettre::error::Error),
}

/// A subject with a line break would be the beginning of another header.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str, text: &str) -> String {
        let to = EmailAddress::parse("member@group.example").unwrap();
        let letter = Letter { to, subject: subject.to_owned(), text: text.to_owned() };
        let from = "Nuncio <voice@project.example>".parse().unwrap();
        String::from_utf8(letter.message(&from, None).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_letter_is_plain_text_from_a_program() {
        let wire = letter("A new password", "Open this:\n\nhttps://voice.example/recover/nuncio_x\n");
        for line in [
            "From: Nuncio <voice@project.example>\r\n",
            "To: member@group.example\r\n",
            "Subject: A new password\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "\r\n\r\nOpen this:\r\n\r\nhttps://voice.example/recover/nuncio_x\r\n",
        ] {
            assert!(wire.contains(line), "{line:?} is not in {wire}");
        }
        assert!(wire.contains("@project.example>\r\n") && wire.contains("Message-ID: <") && wire.contains("Date: "));
    }

    #[test]
    fn a_subject_begins_no_other_header() {
        let wire = letter("Hello\r\nBcc: other@elsewhere.example", "…");
        assert!(wire.contains("Subject: Hello Bcc: other@elsewhere.example\r\n"), "{wire}");
    }
}
