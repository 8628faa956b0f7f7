//! Where photos that people send become pictures: one at a time, off the async threads, and nobody waits for ever.
//!
//! A photo holds memory in three places, each bounded: as it arrives ([`crate::upload`]), while it waits here, and while it
//! is developed, which `pictures` bounds by what a header promises. Who waits too long hears that the mart is busy; a photo
//! that takes too long is none. Its thread cannot be stopped and goes on to its end, but it keeps its turn till then, so
//! there is never a second one beside it.

use std::time::Duration;

use bytes::Bytes;
use market::media::act::{Kept, keep_photo};
use market::media::{Eyes, NoPhoto};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::App;
use crate::error::WebError;

/// One photo is developed at a time: the largest takes some 400 MB.
static ONE: Semaphore = Semaphore::const_new(1);
/// Nobody waits longer for a turn.
const TURN_MOST: Duration = Duration::from_secs(12);
/// No photo takes longer; the largest took four seconds where it was measured.
const DEVELOPS_MOST: Duration = Duration::from_secs(12);

/// Keeps a photo for these eyes as it came and as files of every width, or says why it is none.
///
/// # Errors
/// [`WebError::Busy`] if no turn came in time, or the disk or the bucket takes no files just now.
pub(crate) async fn develop(app: &App, photo: Bytes, eyes: Eyes) -> Result<Result<Kept, NoPhoto>, WebError> {
    let turn = timeout(TURN_MOST, ONE.acquire()).await.map_err(|_| WebError::Busy)?;
    let turn = turn.map_err(|cause| WebError::Ours(cause.to_string()))?;
    let (develop, given) = (app.parts.develop.clone(), photo.clone());
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        develop.0(&given)
    });
    let Ok(done) = timeout(DEVELOPS_MOST, work).await else {
        tracing::warn!("a photo took longer than {} s to develop", DEVELOPS_MOST.as_secs());
        return Ok(Err(NoPhoto::Broken));
    };
    match done {
        Ok(Ok(files)) => match keep_photo(&app.parts.media, photo, files, eyes).await {
            Ok(kept) => Ok(Ok(kept)),
            Err(cause) => {
                tracing::error!(%cause, "a photo cannot be kept");
                Err(WebError::Busy)
            }
        },
        Ok(Err(why)) => Ok(Err(why)),
        // A decoder that panics has met a photo that is none; the log has its words.
        Err(cause) if cause.is_panic() => {
            tracing::error!(%cause, "a photo broke the darkroom");
            Ok(Err(NoPhoto::Broken))
        }
        Err(cause) => Err(WebError::Ours(cause.to_string())),
    }
}
