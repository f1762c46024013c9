//! When a command is asked to end before its time.

use std::future::Future;

use tokio::sync::watch;

/// Who may end a command.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Ctrl-C and the signals by which a system ends a program.
    Signals,
    /// Whoever holds the other end; also when it is dropped.
    ByHand(watch::Receiver<bool>),
}

impl Stop {
    /// A stop without signals: sending `true`, or dropping the sender, ends the command.
    pub fn by_hand() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self::ByHand(receiver))
    }

    /// Begins to listen for signals, so that none is lost while nobody waits.
    pub(crate) fn arm(&mut self) {
        if matches!(self, Self::Signals) {
            let (sender, armed) = Self::by_hand();
            tokio::spawn(async move {
                signal().await;
                // Nobody waits any more when the command has ended by itself.
                let _ended = sender.send(true);
            });
            *self = armed;
        }
    }

    /// Returns when the command is to end.
    pub(crate) async fn wait(&self) {
        match self {
            Self::Signals => signal().await,
            Self::ByHand(asked) => {
                let mut asked = asked.clone();
                // An error means that the other end is gone, which ends the command too.
                let _gone = asked.wait_for(|asked| *asked).await;
            }
        }
    }

    /// Whether the command was asked to end.
    pub(crate) async fn is_asked(&self) -> bool {
        self.unless(std::future::ready(())).await.is_none()
    }

    /// The result of the work; `None` if the command was asked to end first.
    pub(crate) async fn unless<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.wait() => None,
            result = work => Some(result),
        }
    }
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::SignalKind;
    tokio::select! {
        () = one(SignalKind::interrupt()) => {}
        () = one(SignalKind::terminate()) => {}
        () = one(SignalKind::hangup()) => {}
    }
}

#[cfg(unix)]
async fn one(kind: tokio::signal::unix::SignalKind) {
    match tokio::signal::unix::signal(kind) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_that_is_done_in_time_gives_its_result() {
        let (_sender, stop) = Stop::by_hand();
        assert_eq!(stop.unless(async { 5 }).await, Some(5));
        assert!(!stop.is_asked().await);
    }

    #[tokio::test]
    async fn a_stop_ends_work_that_would_not_end() {
        let (sender, stop) = Stop::by_hand();
        sender.send(true).unwrap();
        assert_eq!(stop.unless(std::future::pending::<u8>()).await, None);
        assert!(stop.is_asked().await);
    }

    #[tokio::test]
    async fn a_lost_hand_stops_too() {
        let (sender, stop) = Stop::by_hand();
        drop(sender);
        stop.wait().await;
    }
}
