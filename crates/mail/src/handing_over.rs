//! Handing a circular to the mail server, step by step, because what a failure means depends on the step: until the
//! letter's last line nothing has left, and what the server answers to that line decides. Without an answer nobody knows.

use crate::{Circular, MailServer, NotSent};
use lettre::{
    address::Envelope,
    transport::smtp::{
        self,
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, Tls},
        commands::{Data, Mail, Rcpt},
    },
};
use std::time::Duration;
use tokio::time::timeout;

/// The longest for everything before the letter, and the longest for the letter itself.
const BEFORE: Duration = Duration::from_secs(25);
const LETTER: Duration = Duration::from_secs(30);

/// Why a circular is not known to have been taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Nothing left, and it may be tried again.
    #[error("{0}")]
    NotSent(NotSent),
    /// The server said for good that it does not take this letter.
    #[error("{0}")]
    Refused(NotSent),
    /// The letter went out to the last line and no answer came: it may be on its way.
    #[error("{server} did not answer to the end of the letter; whether the list has it is not known")]
    Unclear {
        /// Host and port.
        server: String,
    },
}

impl MailServer {
    /// Hands a circular over, and gives its Message-ID.
    pub(crate) async fn hand_over(&self, circular: &Circular) -> Result<String, NotTaken> {
        let message = circular.message(&self.from).map_err(|why| NotTaken::Refused(why.into()))?;
        let mut talk = match timeout(BEFORE, self.announced(message.envelope())).await {
            Ok(talk) => talk.map_err(|error| self.before_the_letter(&error))?,
            Err(_) => return Err(NotTaken::NotSent(self.too_slow())),
        };
        match timeout(LETTER, talk.message(&message.formatted())).await {
            Ok(Ok(_)) => {
                // It is taken, whatever becomes of the goodbye.
                let _ = timeout(Duration::from_secs(2), talk.quit()).await;
                Ok(circular.name(&self.from))
            }
            Ok(Err(error)) if error.is_permanent() => Err(NotTaken::Refused(self.said(&error))),
            Ok(Err(error)) if error.is_transient() => Err(NotTaken::NotSent(self.said(&error))),
            Ok(Err(_)) | Err(_) => Err(NotTaken::Unclear { server: self.address.clone() }),
        }
    }

    /// Everything up to the point where the server waits for the letter.
    async fn announced(&self, envelope: &Envelope) -> Result<AsyncSmtpConnection, smtp::Error> {
        let wrapped = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let place = (self.host.as_str(), self.port);
        let mut talk = AsyncSmtpConnection::connect_tokio1(place, Some(BEFORE), &self.hello, wrapped, None).await?;
        if let Tls::Required(parameters) = &self.tls {
            talk.starttls(parameters.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            talk.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        talk.command(Mail::new(envelope.from().cloned(), vec![])).await?;
        for recipient in envelope.to() {
            talk.command(Rcpt::new(recipient.clone(), vec![])).await?;
        }
        talk.command(Data).await?;
        Ok(talk)
    }

    fn before_the_letter(&self, error: &smtp::Error) -> NotTaken {
        let said = self.said(error);
        let for_good = error.is_permanent() && matches!(said, NotSent::Refused { .. });
        if for_good { NotTaken::Refused(said) } else { NotTaken::NotSent(said) }
    }
}
