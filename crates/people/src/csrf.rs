//! The token in every form: derived from the cookie's token, so that it needs no store and is worth nothing elsewhere.

use crate::{Purpose, Secret, Token, TokenHash};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use basics::Digest;

/// The token that the forms of one browser carry.
#[derive(PartialEq, Eq)]
pub struct FormToken(TokenHash);

/// A form came without the token of this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "This form was opened before you signed in or out, or in another browser. Nothing was changed: open the page again and send it from there."
)]
pub struct ForeignForm;

impl FormToken {
    /// The form token that belongs to a cookie's token, of a session or of a visitor.
    pub fn of(cookie: &Token) -> Self {
        Self(cookie.hash_for(Purpose::Csrf))
    }
    /// The text of the hidden field.
    pub fn reveal(&self) -> Secret {
        Secret::new(URL_SAFE_NO_PAD.encode(self.0.digest().bytes()))
    }
    /// Whether the field of a form carries it, in constant time.
    pub fn check(&self, field: Option<&str>) -> Result<(), ForeignForm> {
        let digits = field.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        let bytes: Option<[u8; 32]> = digits.and_then(|digits| digits.try_into().ok());
        match bytes {
            Some(bytes) if TokenHash::from(Digest::from(bytes)) == self.0 => Ok(()),
            _ => Err(ForeignForm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_accepted_from_the_browser_that_it_was_made_for() {
        let mine = Token::mint(Purpose::Session).unwrap();
        let other = Token::mint(Purpose::Session).unwrap();
        let field = FormToken::of(&mine).reveal();
        assert_eq!(FormToken::of(&mine).check(Some(field.expose())), Ok(()));
        assert_eq!(FormToken::of(&other).check(Some(field.expose())), Err(ForeignForm));
        for wrong in [None, Some(""), Some("x"), Some(mine.reveal().expose())] {
            assert_eq!(FormToken::of(&mine).check(wrong), Err(ForeignForm));
        }
    }

    #[test]
    fn a_form_token_is_not_what_the_store_keeps_of_the_cookie() {
        let cookie = Token::mint(Purpose::Session).unwrap();
        assert!(FormToken::of(&cookie).check(Some(&URL_SAFE_NO_PAD.encode(cookie.hash().digest().bytes()))).is_err());
    }
}
