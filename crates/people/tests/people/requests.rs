//! Which requests may change something: only a POST that a page of ours sent.

use crate::scene::HOME;
use people::{
    FetchHeaders, ForeignRequest, Header, Origin,
    origin::{check, only_reads},
};

const FORM: Header<'_> = Header::Is("application/x-www-form-urlencoded");

fn answer(method: &str, origin: Header<'_>, site: Header<'_>, content_type: Header<'_>) -> Result<(), ForeignRequest> {
    check(&Origin::parse(HOME).unwrap(), method, &FetchHeaders { origin, site, content_type })
}

#[test]
fn wb17_only_a_post_from_a_page_of_ours_passes() {
    use ForeignRequest::{ContentType, Method, NoOrigin, OtherSite};
    use Header::{Absent, Is, Unreadable};
    let same = Is("same-origin");
    let table = [
        // a browser's own form, one without fetch metadata, an upload, a script of ours
        ("POST", Is(HOME), same, FORM, Ok(())),
        ("POST", Is(HOME), Absent, FORM, Ok(())),
        ("POST", Is(HOME), same, Is("multipart/form-data; boundary=x"), Ok(())),
        ("POST", Is(HOME), same, Is("application/json; charset=utf-8"), Ok(())),
        ("POST", Is(HOME), same, Absent, Ok(())),
        // no origin, or none that can be told
        ("POST", Absent, Absent, FORM, Err(NoOrigin)),
        ("POST", Absent, same, FORM, Err(NoOrigin)),
        ("POST", Is("null"), same, FORM, Err(NoOrigin)),
        ("POST", Unreadable, same, FORM, Err(NoOrigin)),
        // other sites, and addresses that only look like ours
        ("POST", Is("https://attacker.example"), Is("cross-site"), FORM, Err(OtherSite)),
        ("POST", Is("https://nuncio.example.attacker.example"), Absent, FORM, Err(OtherSite)),
        ("POST", Is("https://sub.nuncio.example"), Is("same-site"), FORM, Err(OtherSite)),
        ("POST", Is("http://nuncio.example"), Is("cross-site"), FORM, Err(OtherSite)),
        ("POST", Is("https://nuncio.example:8443"), Is("same-site"), FORM, Err(OtherSite)),
        ("POST", Is("https://nuncio.example/"), same, FORM, Err(OtherSite)),
        ("POST", Is(""), same, FORM, Err(OtherSite)),
        // metadata that contradicts the origin
        ("POST", Is(HOME), Is("cross-site"), FORM, Err(OtherSite)),
        ("POST", Is(HOME), Is("same-site"), FORM, Err(OtherSite)),
        ("POST", Is(HOME), Is("none"), FORM, Err(OtherSite)),
        ("POST", Is(HOME), Unreadable, FORM, Err(OtherSite)),
        // JSON in a type that any page may send
        ("POST", Is(HOME), same, Is("text/plain"), Err(ContentType)),
        ("POST", Is(HOME), same, Is("text/plain;application/json"), Err(ContentType)),
        ("POST", Is(HOME), same, Is(""), Err(ContentType)),
        ("POST", Is(HOME), same, Unreadable, Err(ContentType)),
        // methods that no page of ours uses
        ("PUT", Is(HOME), same, FORM, Err(Method)),
        ("DELETE", Is(HOME), same, FORM, Err(Method)),
        ("PATCH", Is(HOME), same, FORM, Err(Method)),
        ("TRACE", Is(HOME), same, FORM, Err(Method)),
        ("post", Is(HOME), same, FORM, Err(Method)),
    ];
    for (method, origin, site, content_type, expected) in table {
        assert_eq!(
            answer(method, origin, site, content_type),
            expected,
            "{method} {origin:?} {site:?} {content_type:?}"
        );
    }
}

#[test]
fn ac23_reading_passes_from_anywhere_because_it_changes_nothing() {
    for method in ["GET", "HEAD", "OPTIONS"] {
        assert!(only_reads(method));
        assert_eq!(
            answer(method, Header::Is("https://attacker.example"), Header::Is("cross-site"), Header::Absent),
            Ok(())
        );
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "get", "X-HTTP-Method-Override"] {
        assert!(!only_reads(method), "{method}");
    }
}
