//! Serves the practice network alone, with one account on each of its servers, and prints the keys to them.

use networks::practice::{Host, Practice, serve};
use std::sync::Arc;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let practice = Practice::new();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("practice network: http://localhost:{}", listener.local_addr()?.port());
    for host in Host::ALL {
        announce(&practice, host);
    }
    serve(practice, listener).await
}

fn announce(practice: &Arc<Practice>, host: Host) {
    let name = if host == Host::Bluesky { "group.practice.example" } else { "group" };
    let reader = if host == Host::Bluesky { "reader.practice.example" } else { "reader" };
    let access = practice.account(host, name, "The group");
    println!("{}: account {name}, key {}", host.title(), access.key.expose());
    practice.comment(host, reader, &format!("@{name} When is the next release?"), None);
}
