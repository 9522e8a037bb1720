//! The groups of fields of which a delivery status consists.

/// Fields that belong together, in the order in which they came.
pub(super) struct Group(Vec<(String, String)>);

impl Group {
    /// The first field of a name, given in small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// Groups are divided by empty lines; a line that begins with a space goes on with the one before.
pub(super) fn groups(text: &str) -> impl Iterator<Item = Group> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        while lines.next_if(|line| line.trim().is_empty()).is_some() {}
        let mut fields: Vec<(String, String)> = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        if fields.is_empty() && lines.peek().is_none() { None } else { Some(Group(fields)) }
    })
}
