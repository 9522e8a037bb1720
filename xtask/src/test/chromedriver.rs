//! A WebDriver on a port of its own choice.

use anyhow::Result;

use super::service::Service;

/// Whatever browsers it started stand in its process group and end with it.
const SCRIPT: &str = r#"
chromedriver --port=0 &
read -r _
trap '' TERM
kill -TERM 0
wait
"#;

/// Starts it; its address is the URL that WebDriver clients connect to.
///
/// # Errors
/// When chromedriver is not installed or does not start.
pub fn start() -> Result<Service> {
    Service::start(SCRIPT, &[], None, address)
}

fn address(line: &str) -> Option<String> {
    let (_, port) = line.split_once("started successfully on port ")?;
    let port: u16 = port.trim_end_matches('.').parse().ok()?;
    Some(format!("http://127.0.0.1:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read() {
        let line = "ChromeDriver was started successfully on port 37009.";
        assert_eq!(address(line).unwrap(), "http://127.0.0.1:37009");
        assert_eq!(address("Starting ChromeDriver 156 on port 0"), None);
    }
}
