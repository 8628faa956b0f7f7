//! Hearing: what somebody sends is heard before it takes a place among the requests that are served, so that nobody keeps a place by
//! speaking slowly.
//!
//! What is short is always heard; of what is longer only so much altogether. A file is heard at its beginning; its rest comes while it
//! has its place, and [`upload`](crate::upload) counts those.
//!
//! Start at [`hear`]; [`respond::guard`](crate::respond::guard) calls it for every request.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::Request;
use futures_util::{StreamExt, stream};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// So many bytes are heard before a request has its place: a message of a partner at its bound, and one byte more by which it is
/// known to be too large.
pub(crate) const HEARD_MOST: usize = 256 * 1024 + 1;
/// What is no longer is heard whatever else is going on.
const SHORT: usize = 4 * 1024;
/// Kilobytes of what is longer, heard or being served at the same moment.
static LONG: Semaphore = Semaphore::const_new(64 * 1024);
/// Whoever has not come to an end by then is told so.
const WITHIN: Duration = Duration::from_secs(10);

/// What was sent never came to its end; the key names the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unheard(pub &'static str);

/// There is too much to hold already.
#[derive(Debug)]
pub(crate) struct Full;

/// The room that what was heard takes; given back when it is dropped.
type Room = Option<SemaphorePermit<'static>>;

/// The request with its body heard, or the beginning of it. One that never came to its end says so by [`Unheard`].
pub(crate) async fn hear(request: Request) -> Result<(Request, Room), Full> {
    hear_within(WITHIN, request).await
}

async fn hear_within(within: Duration, request: Request) -> Result<(Request, Room), Full> {
    if request.body().is_end_stream() {
        return Ok((request, None));
    }
    let (mut parts, body) = request.into_parts();
    let (mut rest, mut heard, mut room) = (body.into_data_stream(), Vec::new(), None);
    let body = match timeout(within, listen(&mut rest, &mut heard, &mut room)).await {
        Ok(Ok(End::Whole)) => Body::from(heard),
        Ok(Ok(End::More)) => {
            let beginning = stream::once(async { Ok(Bytes::from(heard)) });
            Body::from_stream(beginning.chain(rest))
        }
        Ok(Ok(End::Broken)) => unheard(&mut parts.extensions, "fault-unclear.text"),
        Ok(Err(full)) => return Err(full),
        Err(_) => unheard(&mut parts.extensions, "fault-too-slow"),
    };
    Ok((Request::from_parts(parts, body), room))
}

fn unheard(extensions: &mut http::Extensions, key: &'static str) -> Body {
    extensions.insert(Unheard(key));
    Body::empty()
}

/// How far it was heard.
enum End {
    Whole,
    More,
    Broken,
}

async fn listen(rest: &mut BodyDataStream, heard: &mut Vec<u8>, room: &mut Room) -> Result<End, Full> {
    while heard.len() < HEARD_MOST {
        let part = match rest.next().await {
            None => return Ok(End::Whole),
            Some(Err(_)) => return Ok(End::Broken),
            Some(Ok(part)) => part,
        };
        heard.extend_from_slice(&part);
        if heard.len() > SHORT {
            let taken = room.as_ref().map_or(0, SemaphorePermit::num_permits);
            let wanted = heard.len().div_ceil(1024).saturating_sub(taken);
            let more = LONG.try_acquire_many(u32::try_from(wanted).map_err(|_| Full)?).map_err(|_| Full)?;
            match room {
                Some(own) => own.merge(more),
                None => *room = Some(more),
            }
        }
    }
    Ok(End::More)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(parts: Vec<Result<Vec<u8>, std::io::Error>>) -> Request {
        Request::new(Body::from_stream(stream::iter(parts.into_iter().map(|part| part.map(Bytes::from)))))
    }

    async fn body_of(request: Request) -> Vec<u8> {
        axum::body::to_bytes(request.into_body(), usize::MAX).await.expect("a body").to_vec()
    }

    #[tokio::test]
    async fn what_is_heard_is_what_was_sent_whatever_its_length() {
        for length in [0, 1, SHORT, SHORT + 1, HEARD_MOST - 1, HEARD_MOST, 3 * HEARD_MOST] {
            let bytes: Vec<u8> = (0..length).map(|n| n.to_le_bytes()[0]).collect();
            let (request, room) = hear(sent(bytes.chunks(9_000).map(|part| Ok(part.to_vec())).collect()))
                .await
                .expect("there is room");
            assert_eq!(room.is_some(), length > SHORT, "{length}");
            assert!(request.extensions().get::<Unheard>().is_none());
            assert_eq!(body_of(request).await, bytes, "{length}");
        }
    }

    #[tokio::test]
    async fn what_breaks_off_is_told() {
        let broken = sent(vec![Ok(b"a=1".to_vec()), Err(std::io::Error::other("gone"))]);
        let (request, _room) = hear(broken).await.expect("there is room");
        assert!(request.extensions().get::<Unheard>().is_some());
    }

    #[tokio::test]
    async fn who_speaks_without_end_is_told_so_in_time() {
        let slow = stream::unfold((), async |()| {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b"a")), ()))
        });
        let slow = Request::new(Body::from_stream(slow));
        let (request, room) = hear_within(Duration::from_millis(40), slow).await.expect("there is room");
        assert_eq!(request.extensions().get::<Unheard>().map(|one| one.0), Some("fault-too-slow"));
        assert!(room.is_none());
    }
}
