//! A PostgreSQL of our own, empty, in a folder that goes with it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::service::Service;
use crate::shell;

/// Nothing listens on a network: the socket's folder, which only its owner (and root) may enter, is the guard.
const SCRIPT: &str = r#"
bin=$1
dir=$(mktemp -d /tmp/vigie-postgres.XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
"$bin/initdb" --pgdata="$dir/data" --username=vigie --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
  >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --wait start >"$dir/start" 2>&1 \
  --options="-c listen_addresses= -c unix_socket_directories=$dir -c fsync=off -c max_connections=300" \
  || { cat "$dir/log" >&2; exit 1; }
echo "ready in $dir"
read -r _
"$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait stop >"$dir/stop" 2>&1 || cat "$dir/stop" >&2
"#;

/// Where the newest server's programs are: in Debian's folders of versions, or on the PATH.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let newest = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("bin/initdb").is_file())
        .max_by_key(|folder| folder.file_name()?.to_str()?.parse::<u32>().ok());
    match newest {
        Some(folder) => Some(folder.join("bin")),
        None => Some(shell::find("initdb")?.parent()?.to_owned()),
    }
}

/// Starts it; its address is a URL that `sqlx` understands, with a superuser and an empty database.
///
/// # Errors
/// When PostgreSQL is not installed or does not start.
pub fn start() -> Result<Service> {
    let bin = programs().context("PostgreSQL is not installed; run cargo xtask setup")?;
    let bin = bin.to_str().context("PostgreSQL stands in a strange place")?;
    // It refuses to run as root.
    let user = if shell::is_root() { Some(unprivileged()?) } else { None };
    Service::start(SCRIPT, &[bin], user, |line| {
        let folder = line.strip_prefix("ready in ")?;
        let host = folder.replace('/', "%2F");
        Some(format!("postgres://vigie@{host}/postgres"))
    })
}

/// User and group of `postgres`, which its package makes.
fn unprivileged() -> Result<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
    ids(&users, "postgres").context("there is no user postgres to run PostgreSQL as")
}

fn ids(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let fields =
        passwd.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields.first() == Some(&name))?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres:x:104:107:P:/var/lib/postgresql:/bin/bash\nbroken\n";
        assert_eq!(ids(passwd, "postgres"), Some((104, 107)));
        assert_eq!(ids(passwd, "broken"), None);
        assert_eq!(ids(passwd, "nobody"), None);
    }
}
