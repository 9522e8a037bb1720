//! Comparing bytes with the banks. No I/O: it runs on a thread of its own.

use super::frames::{Budget, Unseen};
use super::looks::{self, Seen};
use super::media::{self, Played};
use super::wording::worded_alike;
use crate::apart::BROKE_DOWN;
use crate::banks::BankIndex;
use crate::ports::Decoded;
use crate::records::{Context, FilePrints, LanguageGuess, Match};
use domain::bank::Standing;
use domain::detect::{Distance, Method, PDQ_MIN_QUALITY, PDQ_NEAR_BITS, TLSH_NEAR};
use domain::id::{BankId, SignalId};
use matching::context;
use matching::digest::Sha256;
use matching::page::{Page, PictureSource};
use matching::pdq::Pdq;
use matching::text::{self, Normalised};
use std::sync::Arc;
use url::Url;

/// How far an examination goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything that a person needs for a finding.
    Capture,
    /// The likeness alone: for looking again at an item whose finding stands.
    Look,
}

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct Examination {
    /// The banks that were asked, and at which version.
    pub(crate) asked: Vec<(BankId, u64)>,
    /// What the bytes are called by methods other than SHA-256.
    pub(crate) prints: FilePrints,
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) language: Option<LanguageGuess>,
    pub(crate) pictures: Vec<Seen>,
    /// The recordings and videos that the page plays, each once.
    pub(crate) played: Vec<Arc<Played>>,
    pub(crate) matches: Vec<Match>,
    pub(crate) context: Vec<Context>,
    pub(crate) not_examined: Vec<String>,
    /// How many files the page names that are not here.
    pub(crate) absent: usize,
    /// Whether the item itself was not examined whole: a picture that cannot be decoded, a body that was cut.
    pub(crate) incomplete: bool,
}

impl Examination {
    /// That of something which no code could read.
    pub(super) fn broke_down(asked: Vec<(BankId, u64)>) -> Self {
        Self { asked, not_examined: vec![BROKE_DOWN.to_owned()], incomplete: true, ..Self::default() }
    }

    /// Notes a file of a page that was not looked at. A drawing is written in words, and a message in the place of a file
    /// shows and plays nothing: these leave the page examined.
    fn leave_out(&mut self, unseen: Unseen) {
        self.incomplete |= !matches!(unseen, Unseen::Other { is_words: true, .. });
        self.not_examined.push(unseen.why());
    }
}

/// A picture that a page shows, or why it was not looked at.
type SeenOrNot = Result<Seen, Unseen>;

/// A recording or video that a page plays, or why it is not here.
type PlayedOrNot = Result<Arc<Played>, Unseen>;

/// What is to be compared.
pub(crate) struct Material<'a> {
    pub(crate) url: &'a Url,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) body: &'a Arc<Vec<u8>>,
    pub(crate) depth: Depth,
    /// What was decoded of it, if it is a recording or a video; or why not.
    pub(crate) media: Option<Result<Decoded, String>>,
    /// Gives the picture at an address, if it is there: looked at, or why that was not possible.
    pub(crate) picture: &'a dyn Fn(&Url, &Budget) -> Option<SeenOrNot>,
    /// Gives the recording or video at an address, if it is there: decoded, or why not.
    pub(crate) played: &'a dyn Fn(&Url) -> Option<PlayedOrNot>,
}

/// Compares a page, a text, a picture, a recording or a video with the banks.
pub(crate) fn examine(index: &BankIndex, mut material: Material<'_>) -> Examination {
    let prints = FilePrints::of(material.body);
    let mut found = Examination { asked: index.versions(), prints, ..Examination::default() };
    exact(index, Sha256::of(material.body), &found.prints, None, &mut found.matches);
    let budget = Budget::new();
    // A browser goes by what the server says, a reader of files by their first bytes. What may be two things is read as both,
    // and a picture that is none is read as whatever its bytes are.
    let mut is_page = is_page(material.content_type);
    match Seen::of(None, material.body.clone(), material.depth, &budget) {
        Ok(seen) => {
            looks::alike(index, &seen, &mut found);
            found.not_examined.extend(seen.is_faint().then(|| TOO_FAINT.to_owned()));
            found.incomplete |= seen.is_cut;
            found.pictures.push(seen);
        }
        Err(Unseen::Other { why, .. }) => {
            if is_declared(material.content_type, &["image/"]) {
                found.not_examined.push(why);
                found.incomplete = true;
            }
            match material.media.take() {
                Some(media) => {
                    let mut decoded = media::or_why(media);
                    found.incomplete |= !decoded.not_examined.is_empty();
                    found.not_examined.append(&mut decoded.not_examined);
                    media::compare(index, &decoded, None, &mut found.matches);
                }
                None => is_page = true,
            }
        }
        Err(unseen) => {
            found.not_examined.push(unseen.why());
            found.incomplete = true;
        }
    }
    if is_page {
        page(index, material, &budget, &mut found);
    }
    found
}

/// What is said of a picture that is an item by itself, and has nothing to be compared by but its bytes.
const TOO_FAINT: &str = "the picture has too little structure for its looks to be compared";

/// Whether bytes are said to be a page.
pub(crate) fn is_page(content_type: Option<&str>) -> bool {
    is_declared(content_type, &["text/html", "application/xhtml+xml", "text/xml", "application/xml"])
}

/// Reads bytes as a page or a text; those that are said to be a picture, and are none, as what they are.
pub(crate) fn as_page(bytes: &[u8], content_type: Option<&str>, url: &Url) -> Page {
    Page::read(bytes, content_type.filter(|_| !is_declared(content_type, &["image/"])), url)
}

/// Whether bytes are said to be of one of these types.
pub(super) fn is_declared(content_type: Option<&str>, types: &[&str]) -> bool {
    content_type.is_some_and(|given| {
        let given = given.trim_start().to_ascii_lowercase();
        types.iter().any(|of| given.starts_with(of))
    })
}

fn page(index: &BankIndex, material: Material<'_>, budget: &Budget, found: &mut Examination) {
    let page = as_page(material.body, material.content_type, material.url);
    let best = worded_alike(index, &Normalised::of(&page.text), &mut found.matches);
    for picture in &page.pictures {
        let seen = match &picture.source {
            PictureSource::Address(url) => match (material.picture)(url, budget) {
                Some(seen) => seen,
                None => {
                    found.absent += 1;
                    continue;
                }
            },
            PictureSource::Inline { bytes, .. } => Seen::of(None, Arc::new(bytes.clone()), material.depth, budget),
        };
        match seen {
            Ok(seen) => {
                exact(index, seen.digest, &seen.prints, Some(seen.digest), &mut found.matches);
                looks::alike(index, &seen, found);
                found.pictures.push(seen);
            }
            Err(unseen) => found.leave_out(unseen),
        }
    }
    for url in &page.played {
        match (material.played)(url) {
            Some(Ok(played)) if found.played.iter().any(|other| other.digest == played.digest) => {}
            Some(Ok(played)) => {
                found.matches.extend(played.matches.iter().cloned());
                found.incomplete |= !played.not_examined.is_empty();
                found.not_examined.extend(played.not_examined.iter().cloned());
                found.played.push(played);
            }
            Some(Err(unseen)) => found.leave_out(unseen),
            None => found.absent += 1,
        }
    }
    if material.depth == Depth::Capture && !found.matches.is_empty() {
        found.context.extend(surroundings(index, &page, material.url, best.as_ref()));
    }
    if material.depth == Depth::Capture {
        found.language = text::language(&page.text)
            .map(|language| LanguageGuess { code: language.code.to_owned(), confidence: language.confidence });
    }
    found.not_examined.extend(page.not_examined);
    found.incomplete |= page.is_cut;
    found.title = page.title;
    found.text = page.text;
}

/// What a page says of itself, and of the passages that are like known material; what the registry says of its host.
pub(crate) fn surroundings(index: &BankIndex, page: &Page, url: &Url, best: Option<&text::Likeness>) -> Vec<Context> {
    context::signals(page, url, best).into_iter().map(as_context).chain(registry(index, url)).collect()
}

fn as_context(signal: context::ContextSignal) -> Context {
    Context {
        kind: signal.kind.to_string(),
        found: signal.found,
        points_to: signal.points_to.to_string(),
        weight: signal.weight.to_string(),
    }
}

/// What the registry of known sites says of a host. A listing is not a finding: anybody can post on
/// a listed site, so it informs like the others.
fn registry(index: &BankIndex, url: &Url) -> Option<Context> {
    let kind = index.known_site(url)?;
    Some(Context {
        kind: "registry".to_owned(),
        found: format!("{} is listed as {}", url.host_str().unwrap_or_default(), kind.words()),
        points_to: kind.points_to().to_owned(),
        weight: "clear".to_owned(),
    })
}

/// What an address says of itself that only leads on to another: a short link, a counting link, a page that moved.
/// An order on it would name neither the item nor whoever hosts it.
pub(crate) fn leads_on(asked: &Url, found: &Url) -> Option<Context> {
    let place = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        (host.strip_prefix("www.").unwrap_or(host).to_owned(), url.path().trim_end_matches('/').to_owned())
    };
    (place(asked) != place(found)).then(|| Context {
        kind: context::Kind::Elsewhere.to_string(),
        found: format!(
            "the address leads on to {}{}; take that in",
            found.host_str().unwrap_or_default(),
            found.path()
        ),
        points_to: context::PointsTo::NotOneItem.to_string(),
        weight: context::Weight::Clear.to_string(),
    })
}

/// Whether a context signal clearly points to a purpose that Art 1(3) protects.
pub(crate) fn speaks_for_protection(signal: &Context) -> bool {
    let protected = ["journalism", "education", "research", "art", "counter_speech"];
    signal.weight == "clear" && protected.contains(&signal.points_to.as_str())
}

/// Compares the bytes of a file: by all digests that lists know, and by likeness of the bytes.
pub(crate) fn exact(
    index: &BankIndex,
    digest: Sha256,
    prints: &FilePrints,
    file: Option<Sha256>,
    matches: &mut Vec<Match>,
) {
    let signals = &index.signals;
    let same = |signals: Vec<SignalId>, method| signals.into_iter().map(move |signal| (signal, method, Distance::Same));
    let mut candidates: Vec<_> = same(signals.candidates_for_digest(digest), Method::Sha256).collect();
    candidates.extend(prints.md5.iter().flat_map(|md5| same(signals.candidates_for_md5(*md5), Method::Md5)));
    candidates.extend(prints.sha1.iter().flat_map(|sha1| same(signals.candidates_for_sha1(*sha1), Method::Sha1)));
    if let Some(tlsh) = &prints.tlsh {
        let near = signals.candidates_for_tlsh(tlsh, TLSH_NEAR).into_iter();
        candidates.extend(near.map(|(signal, score)| (signal, Method::Tlsh, Distance::Tlsh(score))));
    }
    for (signal, method, distance) in candidates {
        if let Some(mut matched) = matched(index, signal, method, distance) {
            matched.file = file;
            matches.push(matched);
        }
    }
}

/// Compares a picture by its hash.
pub(crate) fn alike_pdq(index: &BankIndex, pdq: Pdq, quality: u8, file: Sha256, matches: &mut Vec<Match>) {
    if quality < PDQ_MIN_QUALITY {
        return;
    }
    for (signal, bits) in index.signals.candidates_for_pdq(pdq, PDQ_NEAR_BITS) {
        if let Some(mut matched) = matched(index, signal, Method::Pdq, Distance::Bits(bits)) {
            matched.file = Some(file);
            matches.push(matched);
        }
    }
}

/// The match of a signal, if its bank is in force and holds such a distance to be alike.
pub(crate) fn matched(index: &BankIndex, signal: SignalId, method: Method, distance: Distance) -> Option<Match> {
    let bank = index.bank_of(signal).filter(|bank| bank.thresholds.permit(distance))?;
    let (mut bits, mut tlsh, mut shares) = (None, None, None);
    match distance {
        Distance::Same | Distance::Phrase => {}
        Distance::Bits(found) => bits = Some(found),
        Distance::Text { contained, covered } | Distance::Skeleton { contained, covered } => {
            shares = Some((contained, covered));
        }
        Distance::Tlsh(score) => tlsh = Some(score),
        Distance::Details(_) => {}
        // The stretch, which whoever found it adds, says all of it.
        Distance::Sound { .. } | Distance::Video { .. } => {}
    }
    Some(Match {
        signal,
        // Given with everything else that is read from the signal itself: see `banks::settle`.
        signal_name: String::new(),
        bank: bank.id,
        bank_name: bank.name.clone(),
        method,
        bits,
        contained: shares.map(|(contained, _)| contained),
        covered: shares.map(|(_, covered)| covered),
        spans: Vec::new(),
        file: None,
        likeness: distance.likeness(),
        index_version: bank.version,
        bank_digest: Some(bank.digest),
        tlsh,
        at: None,
        standing: Standing::Stands,
        stretch: None,
        frame_at: None,
        suppressed_by: None,
        alike: None,
    })
}
