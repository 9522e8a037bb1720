//! Machines that can be carried away: each listens for as long as it stands, and refuses connections after.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use anyhow::Context;
use rustls::ServerConfig;
use tokio::sync::{mpsc, oneshot};

use super::web::{self, Internet, Shows};
use crate::authority::Authority;
use crate::sites::listen;
use crate::world::Service;

/// An order to stand up or fall down, and where to say that it is done.
struct Switch {
    up: bool,
    done: oneshot::Sender<anyhow::Result<()>>,
}

/// The switches of all machines.
pub(super) struct Machines(BTreeMap<Ipv4Addr, mpsc::UnboundedSender<Switch>>);

impl Machines {
    /// Makes a service of every machine; those with a listener stand from the beginning.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn serve(
        internet: &Arc<Internet>,
        authority: &Authority,
        mut listeners: BTreeMap<Ipv4Addr, TcpListener>,
        port: u16,
        services: &mut Vec<Service>,
    ) -> anyhow::Result<Self> {
        let mut switches = BTreeMap::new();
        for at in internet.plan.machines.keys().copied() {
            let tls = authority.config_by(Arc::new(Shows { internet: internet.clone(), at }))?;
            let (switch, orders) = mpsc::unbounded_channel();
            switches.insert(at, switch);
            let machine = Machine { at, port, tls, internet: internet.clone() };
            services.push(Box::pin(machine.run(listeners.remove(&at), orders)));
        }
        Ok(Self(switches))
    }

    /// Switches a machine on or off, and returns when it is.
    ///
    /// # Errors
    /// When there is no such machine, or its port is taken.
    pub async fn switch(&self, at: Ipv4Addr, up: bool) -> anyhow::Result<()> {
        let (done, answer) = oneshot::channel();
        let machine = self.0.get(&at).with_context(|| format!("there is no machine at {at}"))?;
        machine.send(Switch { up, done }).ok().with_context(|| format!("the machine at {at} is no more"))?;
        answer.await.with_context(|| format!("the machine at {at} does not answer its switch"))?
    }
}

struct Machine {
    at: Ipv4Addr,
    port: u16,
    tls: ServerConfig,
    internet: Arc<Internet>,
}

impl Machine {
    async fn run(
        self,
        mut listener: Option<TcpListener>,
        mut orders: mpsc::UnboundedReceiver<Switch>,
    ) -> anyhow::Result<()> {
        loop {
            let order = match listener.take() {
                // Dropping what serves closes the port.
                Some(listener) => tokio::select! {
                    ended = listen::serve(listener, self.tls.clone(), web::router(self.internet.clone(), self.at)) => return ended,
                    order = orders.recv() => order,
                },
                None => orders.recv().await,
            };
            let Some(order) = order else { return Ok(()) };
            let bound = if order.up { self.bind().map(Some) } else { Ok(None) };
            let answer = bound.map(|bound| listener = bound);
            // Nobody may be waiting any more; the machine is switched all the same.
            let _ = order.done.send(answer);
        }
    }

    fn bind(&self) -> anyhow::Result<TcpListener> {
        let listener = TcpListener::bind((self.at, self.port))
            .with_context(|| format!("put the machine at {} up again", self.at))?;
        listener.set_nonblocking(true).context("set up a machine")?;
        Ok(listener)
    }
}
