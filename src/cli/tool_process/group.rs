//! A process and everything that it started.

#[cfg(unix)]
pub(super) use unix::Group;
#[cfg(not(unix))]
pub(super) use windows::Group;

#[cfg(unix)]
mod unix {
    use std::time::Duration;

    use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
    use tokio::process::Child;

    /// How long the rest of a group may take once its leader has ended.
    const REST: Duration = Duration::from_secs(1);

    /// A process group of its own, so that a Ctrl-C at the terminal reaches only us and we end it in order.
    #[derive(Debug)]
    pub(in super::super) struct Group(Option<Pid>);

    impl Group {
        pub(in super::super) fn led_by(child: &Child) -> Self {
            let number = child.id().and_then(|id| i32::try_from(id).ok());
            Self(number.and_then(Pid::from_raw))
        }

        /// Asks all of them to end.
        pub(in super::super) fn ask(&self) {
            self.send(Signal::TERM);
        }

        /// Ends all of them.
        pub(in super::super) fn kill(&mut self) {
            self.send(Signal::KILL);
            // The number may belong to others from now on.
            self.0 = None;
        }

        /// Waits a moment until nobody is left.
        pub(in super::super) async fn empty_itself(&self) {
            let _late = tokio::time::timeout(REST, async {
                while self.0.is_some_and(|group| test_kill_process_group(group).is_ok()) {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            })
            .await;
        }

        fn send(&self, signal: Signal) {
            if let Some(group) = self.0 {
                // A group that is gone is what was wanted.
                let _gone = kill_process_group(group, signal);
            }
        }
    }
}

#[cfg(not(unix))]
mod windows {
    use tokio::process::Child;

    /// Without process groups only the process itself is ended, by its handle.
    #[derive(Debug)]
    pub(in super::super) struct Group;

    impl Group {
        pub(in super::super) fn led_by(_: &Child) -> Self {
            Self
        }

        pub(in super::super) fn ask(&self) {}

        pub(in super::super) fn kill(&mut self) {}

        pub(in super::super) async fn empty_itself(&self) {}
    }
}
