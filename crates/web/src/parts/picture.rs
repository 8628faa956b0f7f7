//! A photograph or drawing: WebP first, JPEG for old phones, always sized so that nothing jumps. The large files are offered
//! to wide screens only: however sharp a phone's screen is, its first picture stays within 30 KB.

use kernel::Words;

use crate::text::Text;

/// One size a picture is kept in.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// Width in pixels.
    pub width_px: u32,
    /// Address of the WebP file; empty if there is none of this width.
    pub webp: String,
    /// Address of the JPEG file; empty if there is none of this width.
    pub jpeg: String,
}

/// A picture in a few sizes, smallest first.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Smallest first, never empty.
    pub sizes: Vec<Rendition>,
    /// Width of the picture; with the height it gives the shape.
    pub width_px: u32,
    /// Height of the picture.
    pub height_px: u32,
    /// What is to be seen, for those who cannot see it.
    pub alt: Words,
}

/// Where on a page a picture stands: this decides how large a file a phone fetches, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a shelf, two beside each other on a phone; at most 480 px, fetched when scrolled near.
    Card,
    /// On a shelf and in sight at once.
    CardInSight,
    /// The large picture of a product.
    Main,
    /// As small as a stamp: cart lines, faces.
    Stamp,
}

impl Place {
    /// No larger file is offered here, on a wide screen or a narrow one.
    const fn width_max_px(self, screen: Screen) -> u32 {
        match (self, screen) {
            (Place::Card | Place::CardInSight, _) => 480,
            (Place::Main, Screen::Narrow) => 640,
            (Place::Main, Screen::Wide) => 1_600,
            (Place::Stamp, _) => 200,
        }
    }
    /// How wide the picture will be shown (the HTML attribute `sizes`).
    const fn shown(self) -> &'static str {
        match self {
            Place::Card | Place::CardInSight => "(min-width:60em) 250px, 45vw",
            Place::Main => "(min-width:60em) 560px, 92vw",
            Place::Stamp => "80px",
        }
    }
    const fn in_sight(self) -> bool {
        matches!(self, Place::CardInSight | Place::Main)
    }
}

/// How wide the reader's screen is; see [`WIDE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Narrow,
    Wide,
}

/// From here on a screen is wide.
const WIDE: &str = "(min-width:60em)";

/// A picture at its place.
struct Placed<'a> {
    picture: &'a Picture,
    place: Place,
}

impl Picture {
    /// This picture as HTML at `place`.
    pub fn html<'a>(&'a self, t: &'a Text, place: Place) -> impl askama::filters::HtmlSafe + use<'a> {
        PlacedHtml { t: *t, placed: Placed { picture: self, place } }
    }

    /// The address of the smallest JPEG: for previews and feeds.
    pub fn smallest(&self) -> &str {
        self.sizes.first().map_or("", |size| size.jpeg.as_str())
    }

    fn offered(&self, place: Place, screen: Screen) -> impl Iterator<Item = &Rendition> {
        let fits = move |size: &&Rendition| size.width_px <= place.width_max_px(screen);
        let first = self.sizes.first().filter(|size| !fits(size));
        first.into_iter().chain(self.sizes.iter().filter(fits))
    }
}

impl Placed<'_> {
    fn set(&self, screen: Screen, address: impl Fn(&Rendition) -> &str) -> String {
        let mut set = String::new();
        for size in self.picture.offered(self.place, screen).filter(|size| !address(size).is_empty()) {
            if !set.is_empty() {
                set.push_str(", ");
            }
            set.push_str(&format!("{} {}w", address(size), size.width_px));
        }
        set
    }
    fn webp(&self) -> String {
        self.set(Screen::Narrow, |size| &size.webp)
    }
    fn jpeg(&self) -> String {
        self.set(Screen::Narrow, |size| &size.jpeg)
    }
    /// What a wide screen is offered, type and files, if that is more than what everybody is.
    fn wide(&self) -> Vec<(&'static str, String)> {
        let webp = Some(self.set(Screen::Wide, |size| &size.webp)).filter(|set| *set != self.webp());
        let jpeg = Some(self.set(Screen::Wide, |size| &size.jpeg)).filter(|set| *set != self.jpeg());
        // A browser takes the first source that it can show.
        webp.map(|set| ("image/webp", set)).into_iter().chain(jpeg.map(|set| ("image/jpeg", set))).collect()
    }
    fn one(&self) -> &str {
        self.picture
            .offered(self.place, Screen::Narrow)
            .filter(|size| !size.jpeg.is_empty())
            .last()
            .map_or("", |size| &size.jpeg)
    }
}

#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r#"
<picture>
{%- for (kind, set) in placed.wide() %}<source media="{{ WIDE }}" type="{{ kind }}" srcset="{{ set }}" sizes="{{ placed.place.shown() }}">{% endfor -%}
{%- let webp = placed.webp() -%}
{%- if !webp.is_empty() %}<source type="image/webp" srcset="{{ webp }}" sizes="{{ placed.place.shown() }}">{% endif -%}
<img src="{{ placed.one() }}" srcset="{{ placed.jpeg() }}" sizes="{{ placed.place.shown() }}" width="{{ placed.picture.width_px }}" height="{{ placed.picture.height_px }}" alt="{{ t.pick(placed.picture.alt) }}"
{%- if placed.place.in_sight() %} fetchpriority="high"{% else %} loading="lazy"{% endif %} decoding="async"></picture>
"#
)]
struct PlacedHtml<'a> {
    t: Text,
    placed: Placed<'a>,
}
impl askama::filters::HtmlSafe for PlacedHtml<'_> {}

/// A drawing from our own assets, of one size: the SVG of a craft or of the district.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Its address.
    pub url: String,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

part!(
    Drawing as drawing,
    r#"<img src="{{ drawing.url }}" width="{{ drawing.width_px }}" height="{{ drawing.height_px }}" alt="" loading="lazy" decoding="async">"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    fn peda() -> Picture {
        let sizes = [160, 320, 640].map(|w| Rendition {
            width_px: w,
            webp: format!("/m/p/{w}.webp"),
            jpeg: format!("/m/p/{w}.jpg"),
        });
        Picture {
            sizes: sizes.into(),
            width_px: 640,
            height_px: 640,
            alt: Words::new("दोने में पेड़े", "Peda in a leaf bowl"),
        }
    }

    #[test]
    fn a_shelf_never_offers_the_large_file() {
        let html = peda().html(&Text::new(Lang::En), Place::Card).to_string();
        assert!(html.contains(r#"srcset="/m/p/160.jpg 160w, /m/p/320.jpg 320w""#), "{html}");
        assert!(!html.contains("640.jpg"), "{html}");
        assert!(html.contains(r#"alt="Peda in a leaf bowl" loading="lazy""#), "{html}");
    }

    #[test]
    fn a_product_page_offers_the_larger_files_at_once() {
        let html = peda().html(&Text::new(Lang::Hi), Place::Main).to_string();
        assert!(html.contains("/m/p/640.webp 640w") && html.contains("fetchpriority"), "{html}");
        assert!(!html.contains("media="), "there is nothing more for a wide screen: {html}");
    }

    #[test]
    fn only_a_wide_screen_is_offered_the_largest_file() {
        let mut large = peda();
        let (webp, jpeg) = ("/m/p/1280.webp".to_owned(), "/m/p/1280.jpg".to_owned());
        large.sizes.push(Rendition { width_px: 1_280, webp, jpeg });
        let html = large.html(&Text::new(Lang::Hi), Place::Main).to_string();
        let sources: Vec<&str> = html.split("<source").collect();
        assert_eq!(sources.len(), 4, "{html}");
        assert!(
            sources[1].contains("min-width:60em") && sources[1].contains("/m/p/1280.webp 1280w"),
            "{html}"
        );
        assert!(
            sources[2].contains("min-width:60em") && sources[2].contains("/m/p/1280.jpg 1280w"),
            "{html}"
        );
        assert!(!sources[3].contains("1280"), "what a phone is offered: {html}");
        let card = large.html(&Text::new(Lang::Hi), Place::Card).to_string();
        assert!(!card.contains("1280") && !card.contains("media="), "{card}");
    }
}
