//! A blog on WordPress: the same cases on a stand-in and, where `NUNCIO_TEST_WORDPRESS` names one
//! (`{"base": …, "user": …, "password": …}`), on a real one.

mod answering;
mod articles;
mod standin;

use crate::{
    rig::{self, Rig},
    standin::served,
};
use networks::{Account, Identity, NetworkName, Typed};
use publishing::Content;
use standin::{Blog, EDITOR};
use std::sync::Arc;

/// The stand-in, and the blog behind it.
async fn stand_in() -> (Rig, Arc<Blog>) {
    let blog = Arc::new(Blog::default());
    let base = served(blog.router()).await;
    blog.is_at(&base);
    (connected("a stand-in for WordPress", &base, EDITOR.0, EDITOR.1).await, blog)
}

/// The stand-in, and a real one where the environment names it.
async fn everywhere() -> Vec<Rig> {
    let mut rigs = vec![stand_in().await.0];
    match std::env::var("NUNCIO_TEST_WORDPRESS") {
        Ok(told) => {
            let told: serde_json::Value = serde_json::from_str(&told).expect("NUNCIO_TEST_WORDPRESS is JSON");
            let text = |name: &str| told[name].as_str().unwrap_or_else(|| panic!("it names {name}")).to_owned();
            rigs.push(connected("a real WordPress", &text("base"), &text("user"), &text("password")).await);
        }
        Err(_) => println!("skipped: a real WordPress (NUNCIO_TEST_WORDPRESS is not set)"),
    }
    rigs
}

/// Connects an account as a person does: by what is typed.
async fn connected(name: &str, base: &str, user: &str, password: &str) -> Rig {
    let (egress, networks) = rig::set_up(base);
    let typed = [("server", base), ("user", user), ("password", password)];
    let typed = Typed::new(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let account = networks.get(NetworkName::WordPress).account(&typed).await.unwrap();
    rig::probed(name.to_owned(), networks, account, egress, String::new()).await
}

fn article(headline: &str, text: &str) -> Content {
    Content { headline: Some(headline.to_owned()), ..rig::content(text) }
}

/// The same account with a key that is no good.
fn with_wrong_key(rig: &Rig) -> Account {
    let token = networks::Secret::new(r#"{"user":"editor","password":"0000 0000"}"#);
    let identity = Identity { ..rig.account.identity.clone() };
    Account { token, identity, ..rig.account.clone() }
}
