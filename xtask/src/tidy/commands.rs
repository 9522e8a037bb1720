//! Commands in Markdown that would not be understood.

use super::Complaint;
use crate::tree::Tree;

/// What cargo understands without us.
const CARGO: [&str; 10] = ["bench", "build", "check", "clippy", "deny", "doc", "fmt", "fuzz", "install", "test"];

/// The help page of a command of `vigie`, given as its words, if there is such a command.
pub type Help<'a> = &'a dyn Fn(&[&str]) -> Option<String>;

/// Whether `cargo xtask` understands these words.
pub type Xtask<'a> = &'a dyn Fn(&[&str]) -> Result<(), String>;

/// Lines of `console` and `sh` blocks that begin with `cargo` or `vigie` and mean nothing to these programs.
pub fn unknown(tree: &Tree, vigie: Help, xtask: Xtask) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (path, text) in tree.with_extension(&["md"]) {
        for (line, command) in commands(text) {
            let words: Vec<&str> = command.split_whitespace().collect();
            if let Err(text) = judge(&words, vigie, xtask) {
                complaints.push(Complaint::new(path, line, text));
            }
        }
    }
    complaints
}

/// The numbered commands of all shell blocks: after `$ ` where a block shows output too, continued lines joined.
fn commands(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut shell = false;
    let mut prompts = false;
    let mut continues = false;
    let mut fenced = false;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fenced = !fenced;
            shell = fenced && ["console", "sh"].contains(&language.trim());
            prompts = shell && has_prompts(text, number);
            continues = false;
            continue;
        }
        if !shell {
            continue;
        }
        let command = match line.strip_prefix("$ ") {
            Some(command) => command,
            None if prompts && !continues => continue,
            None => line,
        };
        let (part, more) = match command.trim_end().strip_suffix('\\') {
            Some(part) => (part, true),
            None => (command, false),
        };
        match found.last_mut() {
            Some((_, whole)) if continues => whole.push_str(part),
            _ => found.push((number, part.to_owned())),
        }
        continues = more;
    }
    found
}

/// Whether the block whose fence stands on this line shows prompts.
fn has_prompts(text: &str, fence: usize) -> bool {
    text.lines().skip(fence).take_while(|line| !line.trim_start().starts_with("```")).any(|line| line.starts_with("$ "))
}

fn judge(words: &[&str], vigie: Help, xtask: Xtask) -> Result<(), String> {
    let assigns = |word: &&&str| word.contains('=') && !word.starts_with('-');
    let settings = words.iter().take_while(assigns).count();
    let ends = |word: &&str| ["|", ">", ">>", "<", "&&", "||", ";", "&", "#"].contains(word);
    let words = &words[settings..];
    let words = &words[..words.iter().position(ends).unwrap_or(words.len())];
    match words {
        ["vigie", rest @ ..] => judge_vigie(rest, vigie),
        ["cargo", "run", rest @ ..] => {
            let ours = rest.iter().position(|word| *word == "--");
            judge_vigie(ours.map_or(&[][..], |at| &rest[at + 1..]), vigie)
        }
        ["cargo", "xtask", rest @ ..] => xtask(rest),
        ["cargo", "+nightly", command, ..] | ["cargo", command, ..] => {
            let known = CARGO.contains(command);
            known.then_some(()).ok_or_else(|| format!("cargo has no command {command} that we use"))
        }
        _ => Ok(()),
    }
}

/// Walks down the help pages along the words, then looks for each option on the last page.
fn judge_vigie(words: &[&str], help: Help) -> Result<(), String> {
    let mut page = help(&[]).ok_or("vigie shows no help")?;
    let mut depth = 0;
    while let Some(word) = words.get(depth) {
        if !subcommands(&page).contains(word) {
            break;
        }
        depth += 1;
        let path = &words[..depth];
        page = help(path).ok_or_else(|| format!("vigie {} shows no help", path.join(" ")))?;
    }
    let path = ["vigie"].iter().chain(&words[..depth]).copied();
    let path = path.collect::<Vec<_>>().join(" ");
    let rest = &words[depth..];
    if let Some(word) = rest.first()
        && !word.starts_with('-')
        && !subcommands(&page).is_empty()
    {
        return Err(format!("{path} has no command {word}"));
    }
    let missing = rest
        .iter()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .map(|word| word.split('=').next().unwrap_or(word))
        .find(|option| !shows(&page, option));
    missing.map_or(Ok(()), |option| Err(format!("{path} has no option {option}")))
}

/// The names listed under "Commands:", but for `help`, which every program has.
fn subcommands(page: &str) -> Vec<&str> {
    page.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect()
}

fn shows(page: &str, option: &str) -> bool {
    page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).any(|word| word == option)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(words: &[&str]) -> Option<String> {
        let page = match words {
            [] => {
                "Usage: vigie <COMMAND>\n\nCommands:\n  serve   Serve\n  ledger  The ledger\n  help    Help\n\nOptions:\n  -h, --help\n"
            }
            ["serve"] => "Usage: vigie serve\n\nOptions:\n      --data <DIR>  Where\n  -h, --help\n",
            ["ledger"] => "Commands:\n  verify  Verify\n\nOptions:\n  -h, --help\n",
            ["ledger", "verify"] => "Options:\n      --json\n  -h, --help\n",
            _ => return None,
        };
        Some(page.to_owned())
    }

    fn xtask(words: &[&str]) -> Result<(), String> {
        match words {
            ["test"] => Ok(()),
            _ => Err("no such task".to_owned()),
        }
    }

    fn complaints(block: &str) -> Vec<Complaint> {
        unknown(&Tree::of(&[("README.md", block)]), &help, &xtask)
    }

    #[test]
    fn known_commands_pass() {
        let blocks = "```console\n$ vigie serve --data here\nvigie is serving\n$ cargo run --release -- ledger verify --json | head\n```\n\
            ```sh\ncargo xtask test\nNO_COLOR=1 vigie ledger \\\n  verify --json\ncd somewhere\ncargo fmt --check\nvigie --help\n```\n\
            ```rust\nvigie nonsense\n```\nvigie in prose\n";
        assert_eq!(complaints(blocks), []);
    }

    #[test]
    fn unknown_commands_and_options_are_named() {
        for (command, word) in [
            ("vigie fly", "no command fly"),
            ("vigie ledger burn", "no command burn"),
            ("vigie serve --date here", "no option --date"),
            ("cargo run --release -- fly", "no command fly"),
            ("cargo xtask fly", "no such task"),
            ("cargo fly", "no command fly"),
        ] {
            let complaints = complaints(&format!("Text\n```sh\n{command}\n```\n"));
            assert_eq!(complaints.len(), 1, "{command}");
            assert_eq!(complaints[0].line, 3);
            assert!(complaints[0].text.contains(word), "{}", complaints[0]);
        }
        assert_eq!(complaints("```console\n$ vigie serve \\\n    --date x\n```\n").len(), 1);
    }
}
