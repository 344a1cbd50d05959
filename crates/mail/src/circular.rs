//! A circular: a letter to the address of a mailing list, which hands it to everybody on the list. Its name is given by
//! whoever sends it, so that the same letter has the same name however often it is tried.

use crate::{
    flowed::flowed,
    letter::{Unwritable, one_line},
};
use lettre::{
    Message,
    message::{
        Mailbox, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use people::EmailAddress;
use std::time::SystemTime;

/// A letter to a list: one recipient, plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circular {
    /// The address of the list.
    pub to: EmailAddress,
    /// Who writes, as readers see it; the operator's own name where there is none.
    pub from_name: Option<String>,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says; lines end with `\n`.
    pub text: String,
    /// The language it is written in, as a tag: `de`, `pt-BR`.
    pub language: String,
    /// What no other letter is called: letters and digits.
    pub mark: String,
    /// When it was meant to leave.
    pub at: SystemTime,
}

impl Circular {
    /// Its Message-ID, in angle brackets, at the domain that letters come from.
    pub(crate) fn name(&self, from: &Mailbox) -> String {
        format!("<{}@{}>", self.mark, from.email.domain())
    }

    /// The letter as it stands on the wire. It says of itself that a program handed it over, so that no absence note
    /// answers; and it carries none of a list's own headers, by which lists know what they sent themselves.
    pub(crate) fn message(&self, from: &Mailbox) -> Result<Message, Unwritable> {
        if self.mark.is_empty() || !self.mark.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Unwritable::Mark);
        }
        let name = self.from_name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let from = Mailbox { name: name.or_else(|| from.name.clone()), ..from.clone() };
        // `delsp` is not said: a space at the end of a line is part of the text.
        let kind = ContentType::parse("text/plain; charset=utf-8; format=flowed").map_err(|_| Unwritable::Mark)?;
        let mut message = Message::builder()
            .message_id(Some(self.name(&from)))
            .from(from)
            .to(Mailbox::new(None, self.to.to_string().parse()?))
            .subject(one_line(&self.subject))
            .date(self.at)
            .singlepart(SinglePart::builder().header(kind).body(flowed(&self.text)))?;
        let mut says = |name, value: &str| {
            message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
        };
        says("Auto-Submitted", "auto-generated");
        says("X-Auto-Response-Suppress", "OOF, AutoReply");
        says("Content-Language", &one_line(&self.language));
        Ok(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    fn circular() -> Circular {
        Circular {
            to: EmailAddress::parse("announce@lists.project.example").unwrap(),
            from_name: None,
            subject: "6.1 is out".into(),
            text: "Read on.".into(),
            language: "en".into(),
            mark: "ab12".into(),
            at: UNIX_EPOCH + Duration::from_hours(498_663),
        }
    }

    fn wire(circular: &Circular) -> String {
        let from = "Nuncio <voice@project.example>".parse().unwrap();
        String::from_utf8(circular.message(&from).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_circular_has_one_recipient_one_name_and_one_date() {
        let wire = wire(&circular());
        for line in [
            "From: Nuncio <voice@project.example>\r\n",
            "To: announce@lists.project.example\r\n",
            "Subject: 6.1 is out\r\n",
            "Message-ID: <ab12@project.example>\r\n",
            "Date: Fri, 20 Nov 2026 15:00:00 +0000\r\n",
            "Content-Type: text/plain; charset=utf-8; format=flowed\r\n",
            "Content-Language: en\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "\r\n\r\nRead on.\r\n",
        ] {
            assert!(wire.contains(line), "{line:?} is not in {wire}");
        }
        for header in ["List-", "Precedence", "Cc:", "Bcc:"] {
            assert!(!wire.contains(header), "{header} is in {wire}");
        }
    }

    #[test]
    fn nothing_that_is_written_begins_another_header() {
        let evil = "x\r\nBcc: other@elsewhere.example\r\n\r\nbody";
        let letter = Circular {
            subject: evil.into(),
            from_name: Some(evil.into()),
            language: evil.into(),
            text: format!("Bcc: other@elsewhere.example\n{evil}"),
            ..circular()
        };
        let wire = wire(&letter);
        let headers = wire.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
        assert_eq!(headers.lines().filter(|line| !line.starts_with(' ')).count(), 11, "{headers}");
    }

    #[test]
    fn a_name_that_is_no_mark_is_refused() {
        let from = "voice@project.example".parse().unwrap();
        for mark in ["", "a b", "a>\r\nBcc: x", "a@b"] {
            assert!(Circular { mark: mark.into(), ..circular() }.message(&from).is_err(), "{mark:?}");
        }
    }
}
