//! Serves every page with sample words, to look at them in a browser: `cargo run -p web --example gallery`.
//!
//! Nothing here is stored and no button does anything; the guards are the real ones.

mod samples;

use axum::{Router, http::header, response::Html, routing::get};
use people::Origin;
use std::sync::Arc;
use web::{assets, guard};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8790".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let origin = Origin::parse(&format!("http://{address}"))?;
    let gate = guard::Gate { origin: Arc::new(origin), media: None };
    println!("gallery: http://{address}/gallery");
    axum::serve(listener, guard::around(pages(), &gate)).await?;
    Ok(())
}

fn pages() -> Router {
    let mut router =
        assets::routes().route("/media/sample.svg", get(async || ([(header::CONTENT_TYPE, "image/svg+xml")], PICTURE)));
    let links: Vec<String> =
        samples::ALL.iter().map(|(path, _)| format!("<li><a href=\"{path}\">{path}</a>")).collect();
    let list = format!("<!doctype html><title>Gallery</title><ul>{}</ul>", links.concat());
    for (path, render) in samples::ALL {
        let show = async move |browser: guard::Browser| Html(render(browser.theme()));
        router = router.route(path, get(show).post(show));
    }
    router.route("/gallery", get(async move || Html(list.clone())))
}

const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="82" fill="#b7dbe2"/><rect y="82" width="160" height="38" fill="#a58a6b"/><circle cx="40" cy="70" r="18" fill="#d8a184"/><circle cx="82" cy="62" r="20" fill="#a97b56"/><circle cx="126" cy="70" r="17" fill="#dcc19b"/></svg>"##;
