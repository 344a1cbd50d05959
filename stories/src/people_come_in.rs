//! Coming in by an invitation, with a password and an app that shows codes.

use crate::{Browser, Site, World};
use acts::{
    invitations::{self, Newcomer},
    sign_in::Visit,
};
use jiff::SignedDuration;
use people::{AddressBlock, Purpose, Token, TotpSecret};

/// The password of whoever comes in.
pub const PASSWORD: &str = "copper lantern forest 12";

/// A founder who came in by the link of the first start, and the secret in their app.
pub async fn founder_comes_in<'a>(world: &World, site: &Site<'a>) -> (Browser<'a>, TotpSecret) {
    world.here.store.clock().advance(SignedDuration::from_secs(1));
    let link = invitations::invite_founder(&world.here).await.unwrap();
    let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
    let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
    let newcomer = Newcomer { name: "Founder", email: "founder@lantern.example" };
    let setup = invitations::start_password(&world.here, visit(), &link, newcomer).await.unwrap();
    let secret = app_secret(setup.typed.expose());
    let code = secret.code_at(world.now());
    let session =
        invitations::accept_with_password(&world.here, visit(), &link, newcomer, PASSWORD, code.expose()).await;
    (site.holding(&session.unwrap()), secret)
}

impl<'a> Site<'a> {
    /// The browser of a colleague who accepts the invitation of this officer with a password and the code of an app,
    /// and the secret in their app.
    pub async fn joins(&self, group: &'static str, by: &'static str, name: &'static str) -> (Browser<'a>, TotpSecret) {
        let link = self.invitation(group, by, name).await;
        self.comes_in_by(&link).await
    }

    /// The browser of whoever accepts this invitation with a password and the code of an app, and the secret in their app.
    pub async fn comes_in_by(&self, link: &Token) -> (Browser<'a>, TotpSecret) {
        let here = &self.here;
        let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
        let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
        let setup = invitations::start_password(here, visit(), link, KNOWN).await.unwrap();
        let secret = app_secret(setup.typed.expose());
        let code = secret.code_at(here.store.clock().of_this_machine_now());
        let session = invitations::accept_with_password(here, visit(), link, KNOWN, PASSWORD, code.expose()).await;
        (self.holding(&session.unwrap()), secret)
    }

    /// The browser of a colleague who accepts the invitation of this officer with a passkey: the device answers the
    /// question that it is given.
    pub async fn joins_with_passkey(
        &self,
        group: &'static str,
        by: &'static str,
        name: &'static str,
        device: impl Fn(&str) -> String,
    ) -> Browser<'a> {
        let (here, link) = (&self.here, self.invitation(group, by, name).await);
        let cookie = Token::mint(Purpose::Visitor).unwrap().hash();
        let visit = || Visit { cookie, block: AddressBlock::local(), browser: "A browser of a story" };
        let question = invitations::start_passkey(here, visit(), &link, KNOWN).await.unwrap();
        let answer = device(&question);
        let session = invitations::accept_with_passkey(here, visit(), &link, KNOWN, "A device", &answer).await;
        self.holding(&session.unwrap())
    }

    async fn invitation(&self, group: &'static str, by: &'static str, name: &'static str) -> Token {
        let (id, who) = (self.world.group(group), self.world.elevated(group, by));
        invitations::invite(&self.here, id, &who, self.world.person(group, name)).await.unwrap()
    }
}

/// What a colleague says about themselves: nothing, the roster says it.
const KNOWN: Newcomer<'static> = Newcomer { name: "", email: "" };

/// The secret as an app reads it: groups of base32.
pub fn app_secret(typed: &str) -> TotpSecret {
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in typed.bytes().filter(u8::is_ascii_alphanumeric) {
        let five = if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter.to_ascii_uppercase() - b'A' };
        bits = bits << 5 | u32::from(five);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    TotpSecret::from_bytes(bytes.try_into().unwrap())
}
