//! A judge of what pages say to machines: every type, property, place and kind of value of it must be as schema.org has them, and what
//! Google asks for before it shows a good, a way or a question must be there.
//!
//! Reads: `tests/schema_org.csv`. Source of what is required: Google Search Central, «Product», «Breadcrumb», «FAQ», «Carousel».

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

static TERMS: &str = include_str!("../schema_org.csv");

/// What a type must say before a search engine shows it. One of those in a group is enough.
const REQUIRED: &[(&str, &[&[&str]])] = &[
    ("Product", &[&["name"], &["image"], &["description"], &["offers", "review", "aggregateRating"]]),
    ("Offer", &[&["price"], &["priceCurrency"], &["availability"], &["url"]]),
    ("AggregateRating", &[&["ratingValue"], &["reviewCount", "ratingCount"]]),
    ("BreadcrumbList", &[&["itemListElement"]]),
    ("ItemList", &[&["itemListElement"]]),
    ("ListItem", &[&["position"], &["name"]]),
    ("FAQPage", &[&["mainEntity"]]),
    ("Question", &[&["name"], &["acceptedAnswer"]]),
    ("Answer", &[&["text"]]),
    ("Organization", &[&["name"]]),
    ("WebSite", &[&["name"], &["url"]]),
    ("SearchAction", &[&["target"], &["query-input"]]),
];

pub struct Vocabulary {
    parents: BTreeMap<&'static str, Vec<&'static str>>,
    members: BTreeMap<&'static str, &'static str>,
    properties: BTreeMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
}

impl Vocabulary {
    pub fn read() -> Vocabulary {
        let mut all =
            Vocabulary { parents: BTreeMap::new(), members: BTreeMap::new(), properties: BTreeMap::new() };
        for line in TERMS.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&'static str> = line.split(',').collect();
            let words = |at: usize| cells.get(at).map_or(Vec::new(), |c| c.split_whitespace().collect());
            match cells[0] {
                "class" => drop(all.parents.insert(cells[1], words(2))),
                "member" => drop(all.members.insert(cells[1], cells[2])),
                "property" => drop(all.properties.insert(cells[1], (words(2), words(3)))),
                other => panic!("no such kind of term: {other}"),
            }
        }
        all
    }

    fn is_a(&self, kind: &str, wanted: &str) -> bool {
        kind == wanted
            || self.parents.get(kind).is_some_and(|up| up.iter().any(|parent| self.is_a(parent, wanted)))
    }

    /// What is wrong with the parts of a page.
    pub fn faults(&self, parts: &[Value]) -> Vec<String> {
        let mut faults = Vec::new();
        let mut told = BTreeSet::new();
        ids(&Value::Array(parts.to_vec()), &mut told);
        for part in parts {
            match part.as_object() {
                Some(part) => self.thing("", part, &told, &mut faults),
                None => faults.push(format!("{part} is no part")),
            }
        }
        faults
    }

    fn thing(&self, at: &str, thing: &Map<String, Value>, told: &BTreeSet<String>, faults: &mut Vec<String>) {
        let Some(kind) = thing.get("@type").and_then(Value::as_str) else {
            match thing.get("@id").and_then(Value::as_str) {
                Some(id) if told.contains(id) => {}
                id => faults.push(format!("{at}: {id:?} is told nowhere on the page")),
            }
            return;
        };
        let at = format!("{at}/{kind}");
        if !self.parents.contains_key(kind) {
            faults.push(format!("{at}: no such type"));
        }
        for (_, groups) in REQUIRED.iter().filter(|(required, _)| *required == kind) {
            for group in groups.iter().filter(|group| !group.iter().any(|name| thing.contains_key(*name))) {
                faults.push(format!("{at}: none of {group:?}"));
            }
        }
        for (name, value) in thing.iter().filter(|(name, _)| !name.starts_with('@')) {
            let at = format!("{at}.{name}");
            // «query-input» says what an action wants to be given. Source: schema.org, «Actions», input and output.
            if name.ends_with("-input") && self.is_a(kind, "Action") {
                continue;
            }
            let Some((domains, ranges)) = self.properties.get(name.as_str()) else {
                faults.push(format!("{at}: no such property"));
                continue;
            };
            if !domains.iter().any(|domain| self.is_a(kind, domain)) {
                faults.push(format!("{at}: belongs to {domains:?}"));
            }
            match value {
                Value::Array(all) if all.is_empty() => faults.push(format!("{at}: holds nothing")),
                Value::Array(all) => all.iter().for_each(|one| self.value(&at, one, ranges, told, faults)),
                one => self.value(&at, one, ranges, told, faults),
            }
        }
        if matches!(kind, "BreadcrumbList" | "ItemList") {
            steps(&at, thing, faults);
        }
    }

    fn value(
        &self,
        at: &str,
        value: &Value,
        ranges: &[&str],
        told: &BTreeSet<String>,
        faults: &mut Vec<String>,
    ) {
        let takes = |range: &str| ranges.contains(&range);
        let fits = match value {
            Value::Object(thing) => {
                let kind = thing.get("@type").and_then(Value::as_str);
                let fits = kind.is_none_or(|kind| ranges.iter().any(|range| self.is_a(kind, range)));
                self.thing(at, thing, told, faults);
                fits
            }
            Value::String(text) if text.trim().is_empty() => false,
            Value::String(text) => {
                let member = text.strip_prefix("https://schema.org/").and_then(|name| self.members.get(name));
                // An address may stand for the thing it is the address of.
                let is_address = text.starts_with("http://") || text.starts_with("https://");
                let is_class = |range: &&str| self.parents.contains_key(range);
                let enumerates = ranges.iter().any(|range| self.is_a(range, "Enumeration"));
                match member {
                    Some(of) => takes(of),
                    None if is_address => {
                        takes("URL") || takes("Text") || (!enumerates && ranges.iter().any(is_class))
                    }
                    None => takes("Text") || (takes("Number") && text.parse::<f64>().is_ok()),
                }
            }
            Value::Number(number) => takes("Number") || (takes("Integer") && number.is_i64()),
            Value::Bool(_) => takes("Boolean"),
            Value::Null | Value::Array(_) => false,
        };
        if !fits {
            faults.push(format!("{at}: {value} is none of {ranges:?}"));
        }
    }
}

/// The steps of a list count from one; of a way each but the last leads somewhere, and there are two at least.
fn steps(at: &str, list: &Map<String, Value>, faults: &mut Vec<String>) {
    let items = list.get("itemListElement").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_way = list["@type"] == "BreadcrumbList";
    if is_way && items.len() < 2 {
        faults.push(format!("{at}: a way of {} steps", items.len()));
    }
    for (place, item) in items.iter().enumerate() {
        if item["position"] != place + 1 {
            faults.push(format!("{at}: step {place} says {}", item["position"]));
        }
        let leads = item["item"].is_string() || item["url"].is_string();
        let is_end = is_way && place + 1 == items.len();
        if !(leads || is_end) {
            faults.push(format!("{at}: step {place} leads nowhere"));
        }
    }
}

/// Everything that has a type and a name of its own.
fn ids(value: &Value, told: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| ids(one, told)),
        Value::Object(thing) => {
            if let (Some(id), true) = (thing.get("@id").and_then(Value::as_str), thing.contains_key("@type"))
            {
                told.insert(id.to_owned());
            }
            thing.values().for_each(|one| ids(one, told));
        }
        _ => {}
    }
}

#[test]
fn the_judge_sees_what_is_wrong() {
    use serde_json::json;
    let all = Vocabulary::read();
    let good = json!({ "@type": "Offer", "price": "12.00", "priceCurrency": "INR", "url": "https://a.in/x",
        "availability": "https://schema.org/InStock" });
    assert_eq!(all.faults(std::slice::from_ref(&good)), Vec::<String>::new());
    for (name, value, says) in [
        ("colour", json!("red"), "no such property"),
        ("legalName", json!("Mart"), "belongs to"),
        ("availability", json!("https://schema.org/Soon"), "is none of"),
        ("availability", json!("https://schema.org/NewCondition"), "is none of"),
        ("seller", json!({ "@id": "https://a.in/#b" }), "told nowhere"),
        ("seller", json!({ "@type": "Brand", "name": "x" }), "is none of"),
        ("price", json!(null), "is none of"),
        ("name", json!(""), "is none of"),
        ("seller", json!("India"), "is none of"),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        let faults = all.faults(&[bad]).join("; ");
        assert!(faults.contains(says), "{name}: {faults}");
    }
    let bare = all.faults(&[json!({ "@type": "Product", "name": "x" })]).join("; ");
    assert!(bare.contains("image") && bare.contains("offers"), "{bare}");
    let way = json!({ "@type": "BreadcrumbList", "itemListElement": [{ "@type": "ListItem", "position": 2, "name": "x" }] });
    assert!(all.faults(&[way]).join("; ").contains("step 0 says 2"));
}
