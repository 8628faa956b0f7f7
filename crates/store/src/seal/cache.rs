//! Keys that were unwrapped lately, so that a page asks for each person's key once and not with each value.
//!
//! Bounded in number and in time: a key that another process destroys is used here for at most [`KEPT`] more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Key;

/// Keys kept at most; each takes about a kilobyte.
const MOST: usize = 8_192;
/// A key is asked for again after this long.
const KEPT: Duration = Duration::from_secs(60);

/// Unwrapped keys by their owner.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<HashMap<String, (Arc<Key>, Instant)>>);

impl Cache {
    pub(super) fn get(&self, whose: &str) -> Option<Arc<Key>> {
        let keys = self.keys();
        let (key, since) = keys.get(whose)?;
        (since.elapsed() < KEPT).then(|| Arc::clone(key))
    }

    pub(crate) fn keep(&self, whose: String, key: Arc<Key>) {
        let mut keys = self.keys();
        if keys.len() >= MOST {
            keys.retain(|_, (_, since)| since.elapsed() < KEPT);
            if keys.len() >= MOST {
                keys.clear();
            }
        }
        keys.insert(whose, (key, Instant::now()));
    }

    pub(crate) fn forget(&self, whose: &str) {
        self.keys().remove(whose);
    }

    /// After a commit that failed: keys may have been seen that never came to be.
    pub(crate) fn forget_all(&self) {
        self.keys().clear();
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<String, (Arc<Key>, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Keyring, MasterKey};
    use super::*;

    #[test]
    fn no_more_keys_are_kept_than_allowed() {
        let ring = Keyring::of(&MasterKey::fresh()).expect("keys");
        let (key, _) = ring.make("per_1").expect("a key");
        let (cache, key) = (Cache::default(), Arc::new(key));
        for number in 0..=MOST {
            cache.keep(format!("per_{number}"), Arc::clone(&key));
        }
        assert!(cache.keys().len() <= MOST && cache.get(&format!("per_{MOST}")).is_some());
        cache.forget(&format!("per_{MOST}"));
        assert!(cache.get(&format!("per_{MOST}")).is_none());
    }
}
