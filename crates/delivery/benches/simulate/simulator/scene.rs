//! What a life is about, besides the weather.

/// What is simulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scene {
    /// A delivery by itself.
    Alone,
    /// Two parts of a thread: the second follows from the first.
    Thread,
    /// The database is put back to an earlier state while the network keeps what it has.
    Restored,
}

impl Scene {
    /// Every scene.
    pub const ALL: [Self; 3] = [Self::Alone, Self::Thread, Self::Restored];

    /// The scene of a seed; its class follows from the seed too, and every class is played in every scene.
    pub fn of(seed: u64) -> Self {
        match seed / 6 % 8 {
            0 => Self::Thread,
            1 => Self::Restored,
            _ => Self::Alone,
        }
    }
    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Alone => "by itself",
            Self::Thread => "in a thread",
            Self::Restored => "over a restore",
        }
    }
}
