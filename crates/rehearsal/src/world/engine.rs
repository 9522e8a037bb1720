//! The thread on which the outside world lives.
//!
//! The world has a runtime of its own, so that it does not share Vigie's fate: when it is dropped,
//! every listener and every open connection ends with it, and the drop waits until they have.

use std::thread::JoinHandle;

use anyhow::Context;
use futures::future::BoxFuture;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// A service of the world: it runs until the world ends, or until it fails.
pub type Service = BoxFuture<'static, anyhow::Result<()>>;

/// The running world.
pub struct Engine {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Engine {
    /// Runs `services` side by side on a thread of their own.
    ///
    /// # Errors
    /// When the thread or its runtime cannot be made.
    pub fn start(services: Vec<Service>) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("make a runtime for the rehearsal's world")?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("rehearsal-world".to_owned())
            .spawn(move || runtime.block_on(run(services, stopped)))
            .context("start the thread of the rehearsal's world")?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

async fn run(services: Vec<Service>, stopped: oneshot::Receiver<()>) {
    let mut running = JoinSet::new();
    for service in services {
        running.spawn(async move {
            if let Err(error) = service.await {
                tracing::error!("a service of the rehearsal's world ended: {error:#}");
            }
        });
    }
    // A dropped sender means the same as a message: the world is over.
    let _ = stopped.await;
}

impl Drop for Engine {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the rehearsal's world panicked");
        }
    }
}
