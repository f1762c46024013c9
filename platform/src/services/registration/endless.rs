//! A body that goes on for half a minute: a tool without limits would wait for it, and keep it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::Error;
use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::time::{Sleep, sleep};

/// How the document begins; the text in it has no end.
const BEGINNING: &[u8] = b"{\"issuer\":\"";

/// How much comes at once: more than any configuration has.
const MUCH: usize = 2 * 1024 * 1024;

/// What comes after each pause.
const PIECE: &[u8; 1024] = &[b'x'; 1024];

/// The time between two pieces.
const PAUSE: Duration = Duration::from_millis(100);

/// So many pieces take half a minute.
const PIECES: usize = 300;

/// What comes at once.
pub(super) fn beginning() -> Bytes {
    let mut bytes = BEGINNING.to_vec();
    bytes.resize(MUCH, b'x');
    bytes.into()
}

/// JSON that begins, and goes on and on.
#[derive(Debug)]
pub(super) struct Endless {
    beginning: Option<Bytes>,
    left: usize,
    pause: Pin<Box<Sleep>>,
}

impl Endless {
    pub(super) fn new() -> Self {
        Self { beginning: Some(beginning()), left: PIECES, pause: Box::pin(sleep(Duration::ZERO)) }
    }
}

impl MessageBody for Endless {
    type Error = Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if let Some(beginning) = self.beginning.take() {
            return Poll::Ready(Some(Ok(beginning)));
        }
        if self.pause.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.pause = Box::pin(sleep(PAUSE));
        Poll::Ready(Some(Ok(Bytes::from_static(PIECE))))
    }
}
