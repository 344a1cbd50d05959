//! From a handle to the server an account lives on. The handle must lead to the DID and the DID's document must claim the
//! handle, or anybody could point at somebody else's name.

use super::{wire, xrpc::Xrpc};
use crate::{SafeUrl, Trouble, trouble::Kind};
use egress::{Ask, Egress};
use std::time::Duration;

const WITHIN: Duration = Duration::from_secs(10);

/// Where names are looked up.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The directory of `did:plc` documents.
    pub plc: SafeUrl,
    /// A server that resolves handles whose owners use DNS.
    pub resolver: SafeUrl,
}

/// Where an account lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its DID.
    pub did: String,
    /// The handle its document claims, if any.
    pub handle: Option<String>,
    /// Its personal data server.
    pub server: SafeUrl,
}

impl Directory {
    /// The public directory.
    pub fn public(egress: &Egress) -> Result<Self, egress::UnsafeUrl> {
        Ok(Self { plc: egress.url("https://plc.directory")?, resolver: egress.url("https://public.api.bsky.app")? })
    }

    /// Where the account with this handle lives.
    pub async fn home_of(&self, egress: &Egress, handle: &str) -> Result<Home, Trouble> {
        let handle = handle_of(handle)?;
        let did = self.did_of(egress, &handle).await?;
        let home = self.home_of_did(egress, &did).await?;
        match &home.handle {
            Some(claimed) if *claimed == handle => Ok(home),
            _ => Err(Trouble::new(
                Kind::Invalid,
                format!("{handle} points to an account that does not claim this handle"),
            )),
        }
    }

    /// Where the account with this DID lives.
    pub async fn home_of_did(&self, egress: &Egress, did: &str) -> Result<Home, Trouble> {
        let unknown = || Trouble::new(Kind::Unsupported, format!("{did} is not an account this program can find"));
        let url = match did.split(':').collect::<Vec<_>>()[..] {
            ["did", "plc", key] if key.bytes().all(|b| b.is_ascii_alphanumeric()) => self.plc.at([did]),
            ["did", "web", host] => guarded(egress, &format!("https://{host}/.well-known/did.json"))?,
            _ => return Err(unknown()),
        };
        let answer = egress.read(Ask::get(url).within(WITHIN)).await.map_err(|failure| Trouble::of_read(&failure))?;
        let document: wire::DidDocument = answer.json().filter(|_| answer.is_success()).ok_or_else(unknown)?;
        let endpoint = document.service.iter().find(|service| service.id.ends_with("#atproto_pds"));
        let endpoint = endpoint.and_then(|service| service.service_endpoint.as_str()).ok_or_else(unknown)?;
        if document.id != did {
            return Err(unknown());
        }
        let claimed = document.also_known_as.iter().find_map(|name| name.strip_prefix("at://"));
        Ok(Home {
            did: did.to_owned(),
            handle: claimed.map(str::to_ascii_lowercase),
            server: guarded(egress, endpoint)?.origin(),
        })
    }

    /// The owner's own word first, then a server that knows the DNS record.
    async fn did_of(&self, egress: &Egress, handle: &str) -> Result<String, Trouble> {
        let own = guarded(egress, &format!("https://{handle}/.well-known/atproto-did"))?;
        if let Ok(answer) = egress.read(Ask::get(own).within(WITHIN)).await {
            let did = answer.text().trim().to_owned();
            if answer.is_success() && did.starts_with("did:") && did.len() < 300 && !did.contains(char::is_whitespace) {
                return Ok(did);
            }
        }
        let resolver = Xrpc { egress, base: &self.resolver, within: WITHIN };
        resolver.resolve_handle(handle).await.map_err(|trouble| match trouble.kind {
            Kind::Gone | Kind::Invalid => {
                Trouble::new(Kind::Gone, format!("nobody has the handle {handle}: check its spelling"))
            }
            _ => trouble,
        })
    }
}

/// The handle in what a person typed.
pub fn handle_of(typed: &str) -> Result<String, Trouble> {
    let handle = typed.trim().trim_start_matches('@').to_ascii_lowercase();
    let sound = handle.contains('.')
        && handle.len() <= 253
        && handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let says = || format!("{typed:?} is not a Bluesky handle: write it in full, such as group.example");
    sound.then_some(handle).ok_or_else(|| Trouble::new(Kind::Invalid, says()))
}

fn guarded(egress: &Egress, text: &str) -> Result<SafeUrl, Trouble> {
    egress.url(text).map_err(|why| Trouble::new(Kind::Guarded, why.to_string()))
}
