//! Heavy work that takes turns, so that many who ask at once do not need the memory of all of them at once.

use std::sync::Arc;
use tokio::sync::Semaphore;

/// A number of turns. Clones share them.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Semaphore>);

impl Turns {
    /// So many pieces of work run at the same time.
    pub fn of(at_once: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_once)))
    }

    /// Waits for a turn and works on a thread of its own. The turn belongs to the work: whoever stops waiting for it,
    /// because their line broke, say, does not make room for another before it is done.
    ///
    /// # Errors
    /// When the work panicked.
    pub async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
        let turn = self.0.clone().acquire_owned().await?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        Ok(done.await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn work_that_nobody_waits_for_any_more_keeps_its_turn_until_it_is_done() {
        let turns = Turns::of(1);
        let (begun, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let first = tokio::spawn({
            let turns = turns.clone();
            async move {
                turns
                    .work(move || {
                        begun.send(()).unwrap();
                        may_go_on.recv().unwrap();
                    })
                    .await
            }
        });
        tokio::task::spawn_blocking(move || has_begun.recv()).await.unwrap().unwrap();
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        assert_eq!(turns.0.available_permits(), 0);
        go_on.send(()).unwrap();
        assert_eq!(turns.work(|| 7).await.unwrap(), 7);
    }
}
