//! Programs that run beside the tests and never outlive them.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A shell script that starts a program, prints a line when it is ready, waits for the end of its input, and cleans up.
///
/// Its input is a pipe from us. It ends when this is dropped, but also when we are killed in any way, so nothing needs to
/// catch signals; a process group of its own keeps a Ctrl-C in the terminal from stopping the clean-up half-way.
pub struct Service {
    shell: Child,
    lifeline: Option<ChildStdin>,
    address: String,
}

impl Service {
    /// Runs `sh -c script name arguments…`, as the given user and group if any, until `ready` finds an address in a line.
    ///
    /// # Errors
    /// When the script ends before that; its complaints stream through.
    pub fn start(
        script: &str,
        arguments: &[&str],
        user: Option<(u32, u32)>,
        ready: impl Fn(&str) -> Option<String>,
    ) -> Result<Self> {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh"]).args(arguments);
        command.current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some((user, group)) = user {
            command.uid(user).gid(group);
        }
        let mut shell = command.spawn().context("cannot start a shell")?;
        let lifeline = shell.stdin.take();
        let mut lines = BufReader::new(shell.stdout.take().context("the shell prints nowhere")?).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| ready(&line));
        let Some(address) = address else {
            drop(lifeline);
            let status = shell.wait()?;
            bail!("it ended before it was ready: {status}");
        };
        // The program may go on printing; a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { shell, lifeline, address })
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.shell.wait() {
            eprintln!("{} did not end: {error}", self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_up_when_it_is_dropped() {
        let folder = std::env::temp_dir().join(format!("xtask-service-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let script = "echo starting; echo ready at 7; read -r _; rmdir \"$1\"";
        let ready = |line: &str| Some(line.strip_prefix("ready at ")?.to_owned());
        let service = Service::start(script, &[folder.to_str().unwrap()], None, ready).unwrap();
        assert_eq!(service.address(), "7");
        assert!(folder.exists());
        drop(service);
        assert!(!folder.exists());
    }

    #[test]
    fn says_so_when_it_never_gets_ready() {
        let failed = Service::start("echo no; exit 3", &[], None, |_| None);
        assert!(failed.err().unwrap().to_string().contains("exit status: 3"));
    }
}
