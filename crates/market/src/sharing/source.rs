//! Where somebody came from, as far as a link or a browser says it by itself.

use kernel::india::Pin;

/// Keys that stand in the mart's own links: `?s=wa`. What they mean is told in `locales/*/found.ftl`.
const CHANNELS: [&str; 9] = ["wa", "fb", "tg", "sm", "ml", "ln", "gm", "mt", "nw"];
/// The longest key that is looked at.
const KEY_MOST: usize = 8;

/// Where somebody came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The key of a link: a channel's, a pack's, or a place's of the mart; whether such a place stands is seen when it is counted.
    Link(String),
    /// A page of a search engine.
    Search,
    /// A page where people talk to each other.
    Social,
    /// Any other page outside.
    Elsewhere,
    /// No link that says so: typed, a bookmark, an app.
    Direct,
}

impl Source {
    /// The word it is counted under.
    pub fn word(&self) -> &str {
        match self {
            Source::Link(key) => key,
            Source::Search => "search",
            Source::Social => "social",
            Source::Elsewhere => "elsewhere",
            Source::Direct => "direct",
        }
    }

    /// Whether the word is one the mart knows without looking: not a place of its own.
    pub fn is_known(word: &str) -> bool {
        CHANNELS.contains(&word)
            || is_pack(word)
            || ["search", "social", "elsewhere", "direct"].contains(&word)
    }
}

fn is_pack(key: &str) -> bool {
    let rest = key.strip_prefix('q').unwrap_or("");
    rest.len() == 3 && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// The key in the code on a pack that goes to a pincode: its first three digits, a sorting district of the post. Thousands live there.
pub fn pack_key(pin: &Pin) -> String {
    format!("q{}", &pin.as_str()[..3])
}

/// Names of hosts that are search engines, and of those where people talk; a part of the host's name.
const SEARCHES: [&str; 7] = ["google.", "bing.", "duckduckgo.", "yahoo.", "ecosia.", "brave.", "yandex."];
const TALKS: [&str; 12] = [
    "facebook.",
    "instagram.",
    "whatsapp.",
    "t.co",
    "twitter.",
    "x.com",
    "youtube.",
    "telegram.",
    "t.me",
    "reddit.",
    "linkedin.",
    "sharechat.",
];

/// Where somebody came from who asks for a page: the key in the link, else the page she stood on. `None`: from a page of ours.
pub fn source(key: Option<&str>, from: Option<&str>, own_host: &str) -> Option<Source> {
    if let Some(key) = key {
        let fits = !key.is_empty() && key.len() <= KEY_MOST && key.bytes().all(|b| b.is_ascii_alphanumeric());
        return Some(if fits { Source::Link(key.to_ascii_lowercase()) } else { Source::Direct });
    }
    let Some(host) = from.and_then(host_of) else { return Some(Source::Direct) };
    if host == own_host {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let is_one_of = |names: &[&str]| {
        names.iter().any(|name| host == *name || host.starts_with(name) || host.contains(&format!(".{name}")))
    };
    Some(if is_one_of(&TALKS) {
        Source::Social
    } else if is_one_of(&SEARCHES) {
        Source::Search
    } else {
        Source::Elsewhere
    })
}

/// `https://www.google.co.in/search?q=x` → `www.google.co.in`.
fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_it_stood_and_else_the_page_before_does() {
        let own = "deogharmart.in";
        let of = |key, from| source(key, from, own).map(|source| source.word().to_owned());
        for (key, from, says) in [
            (None, None, Some("direct")),
            (None, Some("https://deogharmart.in/hi/"), None),
            (Some("wa"), Some("https://deogharmart.in/hi/"), Some("wa")),
            (Some("WA"), None, Some("wa")),
            (Some("q814"), None, Some("q814")),
            (Some(""), None, Some("direct")),
            (Some("<script>"), None, Some("direct")),
            (Some("aaaaaaaaaa"), None, Some("direct")),
            (None, Some("https://www.google.co.in/search?q=peda"), Some("search")),
            (None, Some("https://l.facebook.com/l.php"), Some("social")),
            (None, Some("https://t.co/abc"), Some("social")),
            (None, Some("https://prabhatkhabar.com/a"), Some("elsewhere")),
            (None, Some("https://not-t.community/a"), Some("elsewhere")),
            (None, Some("nonsense"), Some("direct")),
        ] {
            assert_eq!(of(key, from).as_deref(), says, "{key:?} {from:?}");
        }
    }

    #[test]
    fn a_pack_says_no_more_than_a_sorting_district() {
        let key = pack_key(&Pin::typed("814112").expect("a pincode"));
        assert_eq!(key, "q814");
        assert!(Source::is_known(&key) && Source::is_known("wa") && Source::is_known("direct"));
        for word in ["q81", "q8141", "qabc", "poster", ""] {
            assert!(!Source::is_known(word), "{word}");
        }
    }
}
