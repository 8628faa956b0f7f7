//! The frame around every page: head, skip link, header with search, cart and language, banner, main, footer.
//!
//! Reads: the [`Site`] (the same for everybody), the [`Visit`] (this request), the [`View`] (what is shown).
//! Never: writes a word of its own; all sentences come from `locales/*/frame.ftl`. No inline script (data for machines is none), no inline style.
//!
//! Start at [`page`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Day, Words};

use crate::parts::{Aloud, Icon, Rooms};
use crate::text::Text;

pub use pack::packed_css;

/// Who runs the mart and how to reach them: what the law wants named on every page and in the terms.
///
/// Source: Consumer Protection (E-Commerce) Rules 2020, rules 4 and 5; GIGW 3.0.
#[derive(Clone, Debug, Default)]
pub struct District {
    /// Who owns the site: «जिला प्रशासन, देवघर».
    pub owner: Words,
    /// The legal name of the entity that runs the mart.
    pub legal_name: Words,
    /// The address of its office.
    pub office: Words,
    /// Customer care: telephone, as dialled.
    pub phone: String,
    /// When the telephone is answered.
    pub hours: Words,
    /// Customer care: e-mail.
    pub email: String,
    /// The grievance officer's name.
    pub grievance_name: Words,
    /// The grievance officer's designation.
    pub grievance_post: Words,
    /// The grievance officer's telephone.
    pub grievance_phone: String,
    /// The grievance officer's e-mail.
    pub grievance_email: String,
    /// The payment company that holds buyers' money until it goes on.
    pub payment_company: String,
    /// The mart's own UPI address, printed at stalls; empty: nobody pays to one.
    pub upi_address: String,
}

/// Words that only a sample has: its numbers ring nowhere.
const SAMPLE_WORDS: [&str; 3] = ["नमूना", "sample", ".example"];

impl District {
    /// How many of the facts about who runs the mart are filled in and no sample's, and how many there are.
    pub fn legal_facts(&self) -> (i64, i64) {
        let words = [&self.owner, &self.legal_name, &self.office, &self.hours].map(|words| &words.hi);
        real(words.into_iter().chain([&self.phone, &self.email, &self.payment_company]))
    }

    /// The same of the grievance officer.
    pub fn grievance_facts(&self) -> (i64, i64) {
        real([&self.grievance_name.hi, &self.grievance_post.hi, &self.grievance_phone, &self.grievance_email])
    }
}

fn real<'a>(facts: impl IntoIterator<Item = &'a String>) -> (i64, i64) {
    let is_real =
        |fact: &str| !fact.trim().is_empty() && !SAMPLE_WORDS.iter().any(|word| fact.contains(word));
    facts.into_iter().fold((0, 0), |(found, all), fact| (found + i64::from(is_real(fact)), all + 1))
}

/// The addresses of our own files. Their names carry a hash, so that a phone keeps them for a year.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// From the path under `assets/` (`css/mart.css`) to the address it is served at.
    pub served_at: BTreeMap<String, String>,
}

impl Assets {
    /// The address of `css/mart.css` and the like; `/assets/…` if it has no other.
    pub fn url(&self, path: &str) -> String {
        self.served_at.get(path).cloned().unwrap_or_else(|| format!("/assets/{path}"))
    }
}

/// How real the mart is: told on every page until it is live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Made-up makers and goods, no real money.
    Sample,
    /// Being set up: nobody orders.
    Setup,
    /// Real goods, invited buyers, sandbox payment.
    Trial,
    /// Open to everybody.
    Live,
}

/// What every page says of how real the mart is: as it was started, until the DC's office says otherwise.
#[derive(Clone, Debug)]
pub struct StageSign {
    started: Stage,
    said: Arc<Mutex<Option<market::launch::Stage>>>,
}

impl From<Stage> for StageSign {
    fn from(started: Stage) -> StageSign {
        StageSign { started, said: Arc::default() }
    }
}

impl StageSign {
    /// How real the mart is now.
    pub fn get(&self) -> Stage {
        use market::launch::Stage as Said;
        match *self.said.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Said::Setup) => Stage::Setup,
            Some(Said::Trial) => Stage::Trial,
            Some(Said::Live) if self.started == Stage::Trial => Stage::Live,
            Some(Said::Live) | None => self.started,
        }
    }

    /// From now on pages say this.
    pub(crate) fn say(&self, said: Option<market::launch::Stage>) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = said;
    }
}

/// A link by name.
#[derive(Clone, Debug)]
pub struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it leads to the page one is on.
    pub here: bool,
}

impl Link {
    /// A link to another page.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Link {
        Link { label: label.into(), href: href.into(), here: false }
    }
}

/// What is the same for everybody.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address of the mart without a slash at the end: `https://deogharmart.in`.
    pub url: String,
    /// Who runs it.
    pub district: District,
    /// Our own files.
    pub assets: Assets,
    /// How real it is.
    pub stage: StageSign,
    /// The crafts in the order of the front page: key and name.
    pub crafts: Vec<(String, Words)>,
    /// When the mart's own words last changed.
    pub updated: Day,
}

/// What belongs to this request alone. The default suits pages that are the same for everybody and may be cached.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// The path and query behind the language: `/products/safed-peda?pincode=814112`; empty on the front page.
    pub path: String,
    /// How many pieces lie in the cart; `None` where the page is shared by all.
    pub cart_count: Option<u32>,
    /// Whether somebody is signed in; `None` where the page is shared by all.
    pub signed_in: Option<bool>,
}

/// How wide the content of a page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As wide as the site: shelves, products, tables.
    Full,
    /// A column one can read: forms, orders, help, law.
    Column,
    /// As wide as the site, its charts beside each other: the DC's page.
    Spread,
}

impl Width {
    /// The classes of the main part.
    const fn classes(self) -> &'static str {
        match self {
            Width::Full => "wrap",
            Width::Column => "wrap column",
            Width::Spread => "wrap spread",
        }
    }

    /// The styles of a desk's page.
    const fn desk_style(self) -> &'static str {
        match self {
            Width::Full | Width::Column => "css/desk.css",
            Width::Spread => "css/wide.css",
        }
    }
}

/// What the header leads to.
#[derive(Clone, Debug)]
pub enum Navigation {
    /// Search, cart, crafts: the buyer's header.
    Shop,
    /// The rooms of a maker, a hub, an office: their own few links, no search, no cart.
    Desk {
        /// Whose desk it is: «सुनीता देवी का काम».
        title: String,
        /// Its rooms.
        rooms: Rooms,
    },
}

/// Something that fills the frame.
pub trait View {
    /// The title of the page without the mart's name.
    fn title(&self, t: &Text) -> String;
    /// A sentence for search engines and shared links; pages without one are not meant to be found.
    fn description(&self, _t: &Text) -> Option<String> {
        None
    }
    /// The path behind the language that is the page's one true address; `None` keeps search engines out.
    fn canonical(&self) -> Option<String> {
        None
    }
    /// Whether a form came back with errors: the title then begins with «गलती: ».
    fn went_wrong(&self) -> bool {
        false
    }
    /// What the page says to machines beside its words: parts of schema.org, see [`linked`].
    fn linked(&self, _t: &Text, _site: &Site) -> Vec<serde_json::Value> {
        Vec::new()
    }
    /// The picture that goes with a link to the page.
    fn shared_picture(&self, _t: &Text, _site: &Site) -> Option<linked::Shared> {
        None
    }
    /// How wide the content runs.
    fn width(&self) -> Width {
        Width::Full
    }
    /// What the header leads to.
    fn navigation(&self, _t: &Text) -> Navigation {
        Navigation::Shop
    }
    /// The words in the search box.
    fn searched(&self) -> &str {
        ""
    }
    /// A script of this page alone, below `assets/`.
    fn script(&self) -> Option<&'static str> {
        None
    }
    /// What is read aloud on a maker's screen: the key a recording goes by, and the words a telephone's own voice says.
    fn aloud(&self, _t: &Text) -> Option<(&'static str, String)> {
        None
    }
    /// Seconds after which a page with script asks for itself again; without script a link does it. `None`: never.
    fn again_after_s(&self) -> Option<u32> {
        None
    }
    /// Where the page says how it is installed on a phone, if it can be.
    fn manifest(&self, _t: &Text) -> Option<String> {
        None
    }
    /// Writes what stands in `<main>`.
    ///
    /// # Errors
    /// Only if a template is broken; a test renders every view.
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()>;
}

/// Gives a struct its HTML inside the frame: `view!(Cart as cart, "…")` adds `Cart::main_html`.
///
/// Inside the template the struct goes by the given name, `t` is the reader's [`Text`], `site` the [`Site`].
macro_rules! view {
    ($data:ident as $name:ident, $source:tt) => {
        const _: () = {
            #[derive(askama::Template)]
            #[template(ext = "html", source = $source)]
            #[allow(dead_code)]
            struct Html<'a> {
                t: crate::text::Text,
                site: &'a crate::page::Site,
                $name: &'a $data,
            }
            impl $data {
                /// Writes the content of `<main>`.
                ///
                /// # Errors
                /// Only if the template is broken.
                pub fn write_main(
                    &self,
                    t: &crate::text::Text,
                    site: &crate::page::Site,
                    out: &mut String,
                ) -> askama::Result<()> {
                    askama::Template::render_into(&Html { t: *t, site, $name: self }, out)
                }
            }
        };
    };
}
pub(crate) use view;

/// A whole page in the reader's language.
///
/// # Errors
/// Only if a template is broken; a test renders every view.
pub fn page(site: &Site, t: Text, visit: &Visit, view: &dyn View) -> askama::Result<String> {
    let mut main = String::with_capacity(24 * 1024);
    view.write(&t, site, &mut main)?;
    let frame = Frame { t, site, visit, view, navigation: view.navigation(&t), main: &main };
    let mut whole = String::with_capacity(main.len() + 8 * 1024);
    askama::Template::render_into(&frame::Html { f: &frame }, &mut whole)?;
    Ok(whole)
}

struct Frame<'a> {
    t: Text,
    site: &'a Site,
    visit: &'a Visit,
    view: &'a dyn View,
    navigation: Navigation,
    main: &'a str,
}

impl Frame<'_> {
    fn title(&self) -> String {
        let (title, mart) = (self.view.title(&self.t), self.t.get("mart"));
        let title = if title.is_empty() || title == mart { mart } else { format!("{title} – {mart}") };
        if self.view.went_wrong() { format!("{}{title}", self.t.get("title-wrong")) } else { title }
    }
    /// Whether somebody can sign out here whose phone may keep records: on a page of such a desk, and not one that says that there is
    /// nothing for this reader, or on a page of the shop. A recording page itself asks before it forgets.
    fn leaves_a_phone(&self) -> bool {
        let path = &self.visit.path;
        let keeps = path.starts_with("/officer") || path.starts_with("/hub");
        let asks_itself = matches!(self.view.script(), Some("script/officer.js" | "script/hub.js"));
        match self.navigation {
            Navigation::Desk { .. } => keeps && !asks_itself,
            Navigation::Shop => self.visit.signed_in == Some(true),
        }
    }
    /// The same place in the other language.
    fn other_path(&self) -> String {
        Text::new(self.t.lang.other()).path(&self.visit.path)
    }
    /// The short name of a craft, for the header.
    fn craft<'n>(&self, key: &str, name: &'n Words) -> Cow<'n, str> {
        let short = self.t.maybe(&format!("craft-short-{key}"));
        short.map_or_else(|| Cow::Borrowed(self.t.pick(name)), Cow::Owned)
    }
    /// What is read aloud, and the recording of it if one ships.
    fn aloud(&self) -> Option<Aloud> {
        let (key, words) = self.view.aloud(&self.t)?;
        let path = |ending: &str| format!("voice/{}/{key}.{ending}", self.t.lang);
        let clip = ["ogg", "mp3"].iter().find_map(|ending| self.site.assets.served_at.get(&path(ending)));
        Some(Aloud { words, clip: clip.cloned() })
    }
    fn linked(&self) -> String {
        linked::html(self.view.linked(&self.t, self.site))
    }
    fn shared_picture(&self) -> Option<linked::Shared> {
        self.view.shared_picture(&self.t, self.site)
    }
    fn address_in(&self, lang: &str, path: &str) -> String {
        format!("{}/{lang}{path}", self.site.url)
    }
    fn legal(&self) -> [(&'static str, &'static str); 9] {
        [
            ("/about", "footer-about"),
            ("/contact", "footer-contact"),
            ("/terms", "footer-terms"),
            ("/privacy", "footer-privacy"),
            ("/shipping", "footer-shipping"),
            ("/returns", "footer-returns"),
            ("/accessibility", "footer-accessibility"),
            ("/copyright", "footer-copyright"),
            ("/site-map", "footer-site-map"),
        ]
    }
}

mod frame;
pub(crate) mod linked;
mod pack;

#[cfg(test)]
mod tests;
