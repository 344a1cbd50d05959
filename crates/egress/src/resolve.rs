//! From a name to addresses, with the rule that one closed address spoils the whole answer. The connection goes to the
//! addresses that were checked: nobody resolves a second time.

use crate::address;
use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// Something that knows the addresses of a name. Tests put a made-up one in its place.
pub trait Lookup: Send + Sync {
    /// All addresses of this name.
    fn lookup(&self, host: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The resolver of the operating system. Names under `localhost` are this machine and are asked of nobody (RFC 6761);
/// the guard refuses them unless the operator allows the very server.
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, host: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        if host == "localhost" || host.ends_with(".localhost") {
            return Box::pin(async { Ok(vec![Ipv4Addr::LOCALHOST.into()]) });
        }
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// A name led to an address that is not public.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the name leads to {0}, a private, local or reserved address")]
pub struct ClosedAddress(pub IpAddr);

#[derive(Debug, thiserror::Error)]
#[error("the name has no address")]
struct NoAddress;

/// Hands out addresses, all of which are public or vouched for by the operator.
pub(crate) struct Resolver {
    pub lookup: Arc<dyn Lookup>,
    pub guarded: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (answer, guarded) = (self.lookup.lookup(name.as_str().to_owned()), self.guarded);
        Box::pin(async move {
            let addresses = answer.await?;
            if guarded && let Some(closed) = addresses.iter().find(|found| !address::is_global(**found)) {
                return Err(ClosedAddress(*closed).into());
            }
            if addresses.is_empty() {
                return Err(NoAddress.into());
            }
            let sockets = addresses.into_iter().map(|found| SocketAddr::new(found, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}
