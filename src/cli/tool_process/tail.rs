//! The last lines that a tool wrote: what a person needs when it does not start.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::task::JoinHandle;

/// How much is kept of a tool that writes without end.
const BYTES: usize = 8 * 1024;

/// How many lines are shown.
const LINES: usize = 20;

/// How long the last words of an ended process may take to arrive.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// What a process wrote last, on both of its streams.
#[derive(Debug)]
pub(super) struct Tail {
    kept: Arc<Mutex<VecDeque<u8>>>,
    readers: Vec<JoinHandle<()>>,
}

impl Tail {
    pub(super) fn of(
        output: Option<impl AsyncRead + Unpin + Send + 'static>,
        errors: Option<impl AsyncRead + Unpin + Send + 'static>,
    ) -> Self {
        let kept = Arc::new(Mutex::new(VecDeque::with_capacity(BYTES)));
        let output = output.map(|stream| tokio::spawn(keep(stream, Arc::clone(&kept))));
        let errors = errors.map(|stream| tokio::spawn(keep(stream, Arc::clone(&kept))));
        Self { readers: output.into_iter().chain(errors).collect(), kept }
    }

    /// Waits a moment for what an ended process wrote last.
    pub(super) async fn settle(&mut self) {
        for reader in &mut self.readers {
            // Children of the process may hold the stream open.
            let _open = tokio::time::timeout(LAST_WORDS, reader).await;
        }
        self.readers.clear();
    }

    /// The last lines, to be put after an error.
    pub(super) fn told(&self) -> String {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (front, back) = kept.as_slices();
        let bytes = [front, back].concat();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<_> = text.trim_end().lines().collect();
        if lines.is_empty() {
            return "\n  it wrote nothing".to_owned();
        }
        let last = lines.iter().skip(lines.len().saturating_sub(LINES));
        last.fold("\n  it wrote last:".to_owned(), |told, line| format!("{told}\n    {line}"))
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.readers.iter().for_each(JoinHandle::abort);
    }
}

async fn keep(mut stream: impl AsyncRead + Unpin, kept: Arc<Mutex<VecDeque<u8>>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let excess = (kept.len() + count).saturating_sub(BYTES);
        kept.drain(..excess);
        kept.extend(&buffer[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn tail(text: &str) -> Tail {
        let mut tail = Tail::of(Some(std::io::Cursor::new(text.to_owned())), None::<tokio::io::Empty>);
        tail.settle().await;
        tail
    }

    #[tokio::test]
    async fn the_last_lines_are_kept() {
        let lines: Vec<_> = (1..=5_000).map(|number| format!("line {number}")).collect();
        let told = tail(&lines.join("\n")).await.told();
        assert!(told.ends_with("\n    line 4999\n    line 5000"), "{told}");
        assert_eq!(told.lines().count(), LINES + 2);
        assert!(!told.contains("line 4980"), "{told}");
    }

    #[tokio::test]
    async fn silence_is_told_as_such() {
        assert_eq!(tail("").await.told(), "\n  it wrote nothing");
    }

    #[tokio::test]
    async fn a_stream_without_lines_is_bounded() {
        let told = tail(&"x".repeat(100_000)).await.told();
        assert!(told.len() < BYTES + 100);
    }
}
