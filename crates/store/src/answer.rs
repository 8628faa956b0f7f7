//! What a database answers, as a future that is compiled here.
//!
//! A future whose type is known is compiled again into every place that waits for it, with everything it waits for in turn:
//! a statement of two engines into each of thousands. An [`Answer`] is compiled once, in this room.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An answer that is here already, as a file's is, or that comes, as a server's does.
#[must_use = "an answer may still be on its way, and may be an error"]
pub struct Answer<'a, T>(Way<'a, T>);

enum Way<'a, T> {
    Here(Option<T>),
    Comes(Pin<Box<dyn Future<Output = T> + Send + 'a>>),
}

impl<'a, T> Answer<'a, T> {
    pub(crate) const fn here(answer: T) -> Answer<'a, T> {
        Answer(Way::Here(Some(answer)))
    }

    pub(crate) fn comes(answer: impl Future<Output = T> + Send + 'a) -> Answer<'a, T> {
        Answer(Way::Comes(Box::pin(answer)))
    }
}

impl<T> std::fmt::Debug for Answer<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Way::Here(_) => "Answer(here)",
            Way::Comes(_) => "Answer(comes)",
        })
    }
}

impl<T: Unpin> Future for Answer<'_, T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match &mut self.get_mut().0 {
            Way::Here(answer) => answer.take().map_or(Poll::Pending, Poll::Ready),
            Way::Comes(answer) => answer.as_mut().poll(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn both_ways_answer() {
        assert_eq!(Answer::here(7).await, 7);
        let late = async {
            tokio::task::yield_now().await;
            8
        };
        assert_eq!(Answer::comes(late).await, 8);
    }
}
