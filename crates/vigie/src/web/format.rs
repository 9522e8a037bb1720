//! Numbers, times and names as a reader writes them.
//!
//! Nothing here asks what time it is: a moment comes from the caller, and [`Reader`] says in whose zone and language.

use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::messages::Lang;

mod country;
mod language;
pub use country::country;
pub use language::language;

/// The space that neither breaks nor stretches, between a number and its unit.
const NARROW: char = '\u{202f}';

/// Who reads: their language and their time zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Reader {
    /// Language of words and separators.
    pub lang: Lang,
    /// Zone in which times are shown.
    pub zone: TimeZone,
}

impl Reader {
    fn at(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.zone.clone())
    }

    /// To the second: `14:20:36`.
    pub fn time(&self, moment: Timestamp) -> String {
        self.at(moment).strftime("%H:%M:%S").to_string()
    }

    /// To the minute: `14:20`.
    pub fn minute(&self, moment: Timestamp) -> String {
        self.at(moment).strftime("%H:%M").to_string()
    }

    /// Weekday, day, month: `Tue 17 Nov`, `mar. 17 nov.`.
    pub fn day(&self, moment: Timestamp) -> String {
        let at = self.at(moment);
        format!("{} {} {}", self.weekday(&at), at.day(), self.month(&at))
    }

    /// Day, month, year: `17 Nov 2026`.
    pub fn date(&self, moment: Timestamp) -> String {
        let at = self.at(moment);
        format!("{} {} {}", at.day(), self.month(&at), at.year())
    }

    /// Date and time to the second: `17 Nov 2026, 14:20:36`.
    pub fn stamp(&self, moment: Timestamp) -> String {
        format!("{}, {}", self.date(moment), self.time(moment))
    }

    /// As short as `now` allows: the time today, with the day this year, with the year otherwise.
    pub fn near(&self, moment: Timestamp, now: Timestamp) -> String {
        let (at, today) = (self.at(moment), self.at(now));
        if at.date() == today.date() {
            self.time(moment)
        } else if at.year() == today.year() {
            format!("{} {} {}", at.day(), self.month(&at), self.time(moment))
        } else {
            self.stamp(moment)
        }
    }

    /// For comparing with a document, the same in every language: `2026-11-17 14:01:10 +01:00`.
    pub fn exact(&self, moment: Timestamp) -> String {
        self.at(moment).strftime("%F %T %:z").to_string()
    }

    /// As it reads on the wall there, with the weekday, the date and the zone: `Tuesday 17 November 2026, 12:00:00 (CET)`.
    pub fn whole(&self, moment: Timestamp) -> String {
        const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
        const MONTHS: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let at = self.at(moment);
        let weekday = DAYS[usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
        let month = MONTHS[usize::from(at.month().unsigned_abs() - 1) % 12];
        match self.lang {
            Lang::En => domain::act::moment::reads(moment, &self.zone),
            Lang::Fr if at.day() == 1 => format!("{weekday} 1er {month} {}", at.strftime("%Y, %H:%M:%S (%Z)")),
            Lang::Fr => format!("{weekday} {} {month} {}", at.day(), at.strftime("%Y, %H:%M:%S (%Z)")),
        }
    }

    /// The place the zone is named after, or its offset when it has no name.
    pub fn place(&self) -> String {
        let Some(city) = self.zone.iana_name().and_then(|name| name.rsplit('/').next()) else {
            return self.zone.to_fixed_offset().map_or_else(|_| "UTC".to_owned(), |offset| format!("UTC{offset}"));
        };
        match (self.lang, city) {
            (Lang::Fr, "Brussels") => "Bruxelles".to_owned(),
            (Lang::Fr, "London") => "Londres".to_owned(),
            (Lang::Fr, "Lisbon") => "Lisbonne".to_owned(),
            (Lang::Fr, "Vienna") => "Vienne".to_owned(),
            (Lang::Fr, "Warsaw") => "Varsovie".to_owned(),
            (Lang::Fr, "Athens") => "Athènes".to_owned(),
            (Lang::Fr, "Bucharest") => "Bucarest".to_owned(),
            (Lang::Fr, "Copenhagen") => "Copenhague".to_owned(),
            _ => city.replace('_', " "),
        }
    }

    fn weekday(&self, at: &Zoned) -> &'static str {
        const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
        let names = match self.lang {
            Lang::En => EN,
            Lang::Fr => FR,
        };
        names[usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()) % 7]
    }

    fn month(&self, at: &Zoned) -> &'static str {
        const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
        const FR: [&str; 12] =
            ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
        let names = match self.lang {
            Lang::En => EN,
            Lang::Fr => FR,
        };
        names[usize::from(at.month().unsigned_abs() - 1) % 12]
    }
}

/// Seconds as a clock shows them: `0:43:57`, `71:40:36`. The sign is left to the caller.
pub fn duration(seconds: i64) -> String {
    let s = seconds.unsigned_abs();
    format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}

/// Seconds for a `datetime` attribute: `PT43M57S`.
/// # Source
/// HTML, valid duration string.
pub fn iso_duration(seconds: i64) -> String {
    let s = seconds.unsigned_abs();
    let part = |n: u64, unit: char| {
        if n == 0 { String::new() } else { format!("{n}{unit}") }
    };
    match s {
        0 => "PT0S".to_owned(),
        _ => format!("PT{}{}{}", part(s / 3600, 'H'), part(s / 60 % 60, 'M'), part(s % 60, 'S')),
    }
}

/// A length of time in its two largest units: `9 s`, `22 min`, `1 h 52 min`, `3 d 4 h`.
pub fn span(seconds: i64, lang: Lang) -> String {
    let s = seconds.unsigned_abs();
    let day = match lang {
        Lang::En => "d",
        Lang::Fr => "j",
    };
    let pair = |big: u64, unit: &str, small: u64, sub: &str| match small {
        0 => format!("{big}\u{a0}{unit}"),
        _ => format!("{big}\u{a0}{unit} {small}\u{a0}{sub}"),
    };
    match s {
        0..60 => format!("{s}\u{a0}s"),
        60..3600 => format!("{}\u{a0}min", s / 60),
        3600..86_400 => pair(s / 3600, "h", s / 60 % 60, "min"),
        _ => pair(s / 86_400, day, s / 3600 % 24, "h"),
    }
}

/// A count with separators: `4,182,611`; in French with narrow spaces.
pub fn count(n: u64, lang: Lang) -> String {
    let separator = match lang {
        Lang::En => ',',
        Lang::Fr => NARROW,
    };
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A fraction with a fixed number of decimals: `0.71`, in French `0,71`.
pub fn decimal(value: f64, places: usize, lang: Lang) -> String {
    let written = format!("{value:.places$}");
    match lang {
        Lang::En => written,
        Lang::Fr => written.replace('.', ","),
    }
}

/// A share (0.0 to 1.0) in whole per cent, `71 %`; a dash when there is nothing to divide by.
pub fn percent(part: u64, whole: u64) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{:.0}\u{a0}%", part as f64 * 100.0 / whole as f64),
    }
}

/// A size in decimal units: `512 B`, `4.2 MB`; in French `512 o`, `4,2 Mo`.
pub fn size(bytes: u64, lang: Lang) -> String {
    const PREFIXES: [&str; 5] = ["", "k", "M", "G", "T"];
    let unit = match lang {
        Lang::En => 'B',
        Lang::Fr => 'o',
    };
    let step = (0..PREFIXES.len() - 1).find(|i| bytes < 1000_u64.pow(*i as u32 + 1)).unwrap_or(PREFIXES.len() - 1);
    let value = bytes as f64 / 1000_f64.powi(step as i32);
    let places = usize::from(step > 0 && value < 10.0);
    format!("{}\u{a0}{}{unit}", decimal(value, places, lang), PREFIXES[step])
}

/// A digest in groups of four, for reading aloud: `c8d1 02ee 61b0`.
pub fn digest(hex: &str) -> String {
    let chars: Vec<char> = hex.chars().collect();
    chars.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// The first three groups and the last of a digest: `c8d1 02ee 61b0 … a91f`.
pub fn short_digest(hex: &str) -> String {
    let grouped = digest(hex);
    let groups: Vec<&str> = grouped.split(' ').collect();
    match groups.as_slice() {
        [a, b, c, _, .., last] => format!("{a} {b} {c} … {last}"),
        _ => grouped,
    }
}

#[cfg(test)]
mod tests;
