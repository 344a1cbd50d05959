//! Ways in of the people of a story: whoever has accepted an invitation has one.

use crate::World;
use basics::SessionId;
use people::{NewPassword, StoredPassword, TotpCode, TotpSecret};
use store::NewWay;

const PASSWORD: &str = "kettle orbit maple thirteen";

impl World {
    /// These people of a group have come in, each with a password and a code of their own. Their sessions end, as with
    /// every new password.
    pub async fn came_in(&self, group: &'static str, names: &[&'static str]) {
        let password = StoredPassword::hash(&NewPassword::choose(PASSWORD, &[]).unwrap()).unwrap();
        for name in names {
            let (person, secret) = (self.person(group, name), TotpSecret::mint().unwrap());
            let code = TotpCode::parse(secret.code_at(self.now()).expose()).unwrap();
            let step = secret.check(person, &code, self.now(), None).unwrap().step();
            let way = NewWay::PasswordAndCode { password: &password, secret: &secret, step };
            self.here.store.bookkeeping().add_way(person, &way, SessionId::mint(self.now())).await.unwrap();
        }
    }
}
