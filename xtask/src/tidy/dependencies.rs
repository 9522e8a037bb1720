//! Which crate may stand on which: our own, and the heavy ones of others.

use toml::{Table, Value};

use super::Complaint;
use crate::tree::Tree;

/// What each of our crates may depend on, of ours. Tests may use `testkit` besides.
const MAY: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("matching", &[]),
    ("evidence", &[]),
    ("ledger", &[]),
    ("exchange", &["domain"]),
    // Sets forms as papers; it knows neither cases nor people.
    ("documents", &["domain", "exchange"]),
    ("casework", &["domain", "matching", "evidence", "ledger", "exchange"]),
    // The ports speak of hashes and digests, so whoever implements them names these two.
    ("store", &["casework", "domain", "ledger", "matching"]),
    ("outside", &["casework", "domain", "exchange", "matching"]),
    // It plays the world; it does not reach inside.
    ("rehearsal", &["domain", "exchange"]),
    ("testkit", &["casework", "domain", "ledger", "matching"]),
    (
        "vigie",
        &[
            "domain",
            "matching",
            "evidence",
            "ledger",
            "exchange",
            "documents",
            "casework",
            "store",
            "outside",
            "rehearsal",
        ],
    ),
    ("xtask", &[]),
];

/// A heavy library, the crates that may use it, and whether tests may do so everywhere.
struct Fence {
    library: &'static str,
    inside: &'static [&'static str],
    tests: bool,
}

const FENCES: [Fence; 13] = [
    fence("typst", &["documents"], false),
    fence("axum", &["vigie", "rehearsal"], false),
    fence("sqlx", &["store"], false),
    fence("reqwest", &["outside", "rehearsal"], true),
    fence("lettre", &["outside"], true),
    fence("hickory-resolver", &["outside"], true),
    fence("hickory-server", &["rehearsal"], true),
    fence("image", &["matching", "rehearsal", "vigie"], true),
    fence("png", &["matching"], false),
    fence("gif", &["matching"], false),
    fence("zune-jpeg", &["matching"], false),
    fence("jpeg-decoder", &["matching"], false),
    fence("webp", &["matching"], false),
];

const fn fence(library: &'static str, inside: &'static [&'static str], tests: bool) -> Fence {
    Fence { library, inside, tests }
}

struct Dependency {
    name: String,
    for_tests: bool,
}

struct Manifest<'a> {
    path: &'a str,
    text: &'a str,
    name: String,
    dependencies: Vec<Dependency>,
}

impl Manifest<'_> {
    fn complain(&self, dependency: &str, text: String) -> Complaint {
        let named = |line: &str| line.trim_start().starts_with(dependency);
        let line = self.text.lines().position(named).unwrap_or(0);
        Complaint::new(self.path, line + 1, text)
    }
}

/// Edges between our crates that the design does not have.
pub fn direction(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for manifest in manifests(tree) {
        let Some((_, may)) = MAY.iter().find(|(name, _)| *name == manifest.name) else {
            let text = format!("{} has no place in the direction of crates", manifest.name);
            complaints.push(Complaint::new(manifest.path, 1, text));
            continue;
        };
        for Dependency { name, for_tests } in &manifest.dependencies {
            let ours = MAY.iter().any(|(crate_name, _)| crate_name == name);
            let testing = *for_tests && name == "testkit";
            if ours && !testing && !may.contains(&name.as_str()) {
                let text = format!("{} may not depend on {name}", manifest.name);
                complaints.push(manifest.complain(name, text));
            }
        }
    }
    complaints
}

/// Heavy libraries outside the crates that are there to keep them in.
pub fn fences(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for manifest in manifests(tree) {
        for Dependency { name, for_tests } in &manifest.dependencies {
            let broken = FENCES.iter().find(|fence| {
                fence.library == name && !fence.inside.contains(&manifest.name.as_str()) && !(*for_tests && fence.tests)
            });
            if let Some(fence) = broken {
                let text = format!("{name} is kept in {}", fence.inside.join(", "));
                complaints.push(manifest.complain(name, text));
            }
        }
    }
    complaints
}

fn manifests(tree: &Tree) -> Vec<Manifest<'_>> {
    let parse = |text: &str| text.parse::<Table>().ok();
    let workspace = tree.text("Cargo.toml").and_then(parse).unwrap_or_default();
    tree.texts(|path| path == "xtask/Cargo.toml" || (path.starts_with("crates/") && path.ends_with("/Cargo.toml")))
        .filter_map(|(path, text)| {
            let table = parse(text)?;
            Some(Manifest {
                path,
                text,
                name: table.get("package")?.get("name")?.as_str()?.to_owned(),
                dependencies: dependencies(&table, &workspace),
            })
        })
        .collect()
}

/// All dependencies under the names of their packages, those of single platforms too.
fn dependencies(manifest: &Table, workspace: &Table) -> Vec<Dependency> {
    let platforms = manifest.get("target").and_then(Value::as_table);
    let tables = platforms.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let mut found = Vec::new();
    for table in tables.chain([manifest]) {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let listed = table.get(kind).and_then(Value::as_table);
            for (key, value) in listed.into_iter().flatten() {
                found.push(Dependency { name: package(key, value, workspace), for_tests: kind == "dev-dependencies" });
            }
        }
    }
    found
}

fn package(key: &str, value: &Value, workspace: &Table) -> String {
    let inherited = workspace.get("workspace").and_then(|table| table.get("dependencies")?.get(key));
    let renamed = [Some(value), inherited].into_iter().flatten().find_map(|entry| entry.get("package")?.as_str());
    renamed.unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_with(name: &str, rest: &str) -> Tree {
        let path = format!("crates/{name}/Cargo.toml");
        let manifest = format!("[package]\nname = \"{name}\"\n{rest}");
        let root = "[workspace.dependencies]\nweb = { package = \"axum\", version = \"0.8\" }\n";
        Tree::of(&[("Cargo.toml", root), (&path, &manifest)])
    }

    #[test]
    fn edges_follow_the_design() {
        let fine = crate_with(
            "casework",
            "[dependencies]\ndomain.workspace = true\n[dev-dependencies]\ntestkit.workspace = true\n",
        );
        assert_eq!(direction(&fine), []);

        for (name, rest) in [
            ("domain", "[dependencies]\nledger.workspace = true\n"),
            ("casework", "[dependencies]\nstore = { path = \"../store\" }\n"),
            ("casework", "[dependencies]\ntestkit.workspace = true\n"),
            ("outside", "[dev-dependencies]\nvigie.workspace = true\n"),
            ("rehearsal", "[target.'cfg(unix)'.dependencies]\ncasework.workspace = true\n"),
            ("vigie", "[dependencies]\nl = { package = \"xtask\", path = \"../../xtask\" }\n"),
            ("newcomer", ""),
        ] {
            assert_eq!(direction(&crate_with(name, rest)).len(), 1, "{name} {rest}");
        }
        let complaint = &direction(&crate_with("domain", "[dependencies]\nledger = \"1\"\n"))[0];
        assert_eq!(complaint.line, 4);
    }

    #[test]
    fn heavy_libraries_stay_inside_their_fences() {
        for (name, rest) in [
            ("vigie", "[dependencies]\naxum.workspace = true\n"),
            ("store", "[dependencies]\nsqlx.workspace = true\n"),
            ("casework", "[dev-dependencies]\nreqwest.workspace = true\n"),
            ("matching", "[dependencies]\nimage.workspace = true\n"),
        ] {
            assert_eq!(fences(&crate_with(name, rest)), [], "{name} {rest}");
        }
        for (name, rest) in [
            ("casework", "[dependencies]\naxum.workspace = true\n"),
            ("casework", "[dependencies]\nweb.workspace = true\n"),
            ("casework", "[dependencies]\nx = { package = \"sqlx\", version = \"0.9\" }\n"),
            ("vigie", "[dev-dependencies]\nsqlx.workspace = true\n"),
            ("vigie", "[dependencies]\nreqwest.workspace = true\n"),
            ("exchange", "[build-dependencies]\nimage.workspace = true\n"),
        ] {
            assert_eq!(fences(&crate_with(name, rest)).len(), 1, "{name} {rest}");
        }
    }
}
