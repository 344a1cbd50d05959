//! A call that is held: it has arrived, and is answered only when it is let go. For tests of what happens meanwhile.

use super::Calls;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// The next call of one kind, held until it is let go.
#[derive(Clone, Default)]
pub struct Held(Arc<Gate>);

#[derive(Default)]
struct Gate {
    arrived: Notify,
    go: Notify,
}

impl Held {
    /// Waits until the call has arrived.
    pub async fn arrived(&self) {
        self.0.arrived.notified().await;
    }
    /// Lets it go on.
    pub fn let_go(&self) {
        self.0.go.notify_one();
    }
    async fn wait(&self) {
        self.0.arrived.notify_one();
        self.0.go.notified().await;
    }
}

/// What is to be held.
#[derive(Default)]
pub(super) struct Holding(Mutex<Option<(Calls, Held)>>);

impl Holding {
    /// Holds the next call of this kind.
    pub(super) fn next(&self, calls: Calls) -> Held {
        let held = Held::default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((calls, held.clone()));
        held
    }
    /// Lets a call pass at once, unless it is the one that is to be held.
    pub(super) async fn pass(&self, calls: Calls) {
        let held = {
            let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            next.take_if(|(kind, _)| *kind == calls)
        };
        if let Some((_, held)) = held {
            held.wait().await;
        }
    }
}
