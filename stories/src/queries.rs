//! How many questions are put to the database.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tracing::{Event, Metadata, Subscriber, span};

/// Counts every statement of this process. A story that counts stands alone in its file, because there is one count.
#[derive(Clone, Default)]
pub struct Queries(Arc<AtomicU64>);

impl Queries {
    /// Begins to count.
    pub fn counted() -> Self {
        let queries = Self::default();
        tracing::subscriber::set_global_default(queries.clone()).unwrap();
        queries
    }

    /// How many this takes.
    pub async fn of<T>(&self, work: impl Future<Output = T>) -> (T, u64) {
        let before = self.0.load(Ordering::SeqCst);
        let done = work.await;
        (done, self.0.load(Ordering::SeqCst) - before)
    }
}

impl Subscriber for Queries {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
