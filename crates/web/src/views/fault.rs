//! Pages for when something does not go: what happened, what to do next, a number to quote if the fault is ours.

use crate::page::{Site, View, Width, view};
use crate::parts::{Button, Empty};
use crate::text::Text;

/// What does not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 403: signed in, but not for this.
    NotYours,
    /// 404: no such page, or somebody else's.
    Missing,
    /// 409: it has changed meanwhile.
    Changed,
    /// 410: what stood here is gone for good.
    Gone,
    /// 413: what was sent is too large.
    TooLarge,
    /// 422: what was sent cannot be understood.
    Unclear,
    /// 429: too often in a short time.
    TooOften,
    /// 500: our fault.
    Ours,
    /// 503: too many people at once, or under repair.
    Busy,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: [FaultKind; 9] = [
        FaultKind::NotYours,
        FaultKind::Missing,
        FaultKind::Changed,
        FaultKind::Gone,
        FaultKind::TooLarge,
        FaultKind::Unclear,
        FaultKind::TooOften,
        FaultKind::Ours,
        FaultKind::Busy,
    ];
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            FaultKind::NotYours => 403,
            FaultKind::Missing => 404,
            FaultKind::Changed => 409,
            FaultKind::Gone => 410,
            FaultKind::TooLarge => 413,
            FaultKind::Unclear => 422,
            FaultKind::TooOften => 429,
            FaultKind::Ours => 500,
            FaultKind::Busy => 503,
        }
    }
    /// The key of the title; `{key}.text` says what to do.
    const fn key(self) -> &'static str {
        match self {
            FaultKind::NotYours => "fault-not-yours",
            FaultKind::Missing => "fault-missing",
            FaultKind::Changed => "fault-changed",
            FaultKind::Gone => "fault-gone",
            FaultKind::TooLarge => "fault-too-large",
            FaultKind::Unclear => "fault-unclear",
            FaultKind::TooOften => "fault-too-often",
            FaultKind::Ours => "fault-ours",
            FaultKind::Busy => "fault-busy",
        }
    }
}

/// A page for when something does not go.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What does not go.
    pub kind: FaultKind,
    /// A sentence that says it better than the general one; may be empty.
    pub says: String,
    /// The number to quote on the telephone, for our own faults.
    pub number: Option<String>,
    /// Where to go next instead of the front page: address and words.
    pub next: Option<(String, String)>,
}

impl Fault {
    /// The general page for `kind`.
    pub fn new(kind: FaultKind) -> Fault {
        Fault { kind, says: String::new(), number: None, next: None }
    }
    fn told(&self, t: &Text) -> Empty {
        let key = self.kind.key();
        let text = if self.says.is_empty() { t.get(&format!("{key}.text")) } else { self.says.clone() };
        let (href, label) = match &self.next {
            Some((href, label)) => (href.clone(), label.clone()),
            None => (t.path("/"), t.get("fault-home")),
        };
        Empty { title: t.get(key), text, next: Some(Button::main(label).to(href)) }
    }
}

impl View for Fault {
    fn title(&self, t: &Text) -> String {
        t.get(self.kind.key())
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Fault as fault,
    r#"
<h1>{{ fault.told(t).title }}</h1><p>{{ fault.told(t).text }}</p>
{%- if let Some(number) = fault.number %}<p class="code-line">{{ t.get("fault-number") }} <b class="order-code">{{ number }}</b></p>{% endif -%}
{%- if let Some(next) = fault.told(t).next %}<p>{{ next.html(t) }}</p>{% endif -%}
<p class="hint">{{ t.get("help-call") }} <a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a></p>
"#
);
