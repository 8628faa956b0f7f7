//! The few small line drawings the interface needs, drawn for this mart. Decorative: words always stand beside them.

use askama::filters::HtmlSafe;

/// A 24 px line drawing in the colour of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A looking glass.
    Search,
    /// A bamboo basket with its handle.
    Basket,
    /// A tick.
    Tick,
    /// An arrow that goes on.
    Onward,
    /// A place on the ground.
    Place,
    /// A telephone.
    Phone,
    /// A letter that has come.
    Letter,
    /// A parcel with its string.
    Parcel,
    /// A rupee.
    Rupee,
}

impl Icon {
    /// The strokes inside the 24 × 24 box.
    const fn strokes(self) -> &'static str {
        match self {
            Icon::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
            Icon::Basket => "M3 10h18l-2.2 10H5.2zM7 10a5 5 0 0 1 10 0M9 13v4M12 13v4M15 13v4",
            Icon::Tick => "M4 12.5 9.5 18 20 6.5",
            Icon::Onward => "M4 12h15M13 6l6 6-6 6",
            Icon::Place => {
                "M12 21s7-6.3 7-11.5a7 7 0 0 0-14 0C5 14.7 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Icon::Letter => "M3 5h18v14H3zM3 6l9 7 9-7",
            Icon::Parcel => "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9M8 6l8 4",
            Icon::Rupee => "M6 4h12M6 9h12M6 4c8 0 8 10 0 10l9 7",
            Icon::Phone => {
                "M6 3h4l1.5 5-2.5 1.5a11 11 0 0 0 5.5 5.5L16 12.5l5 1.5v4a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
            }
        }
    }
}

impl std::fmt::Display for Icon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{}\"/></svg>",
            self.strokes()
        )
    }
}
impl HtmlSafe for Icon {}

/// The drawing of a craft, by the craft's key; for a craft without one, the drawing of «other».
#[derive(Clone, Copy, Debug)]
pub struct CraftIcon<'a>(pub &'a str);

impl std::fmt::Display for CraftIcon<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        macro_rules! drawing {
            ($name:literal) => {
                include_str!(concat!("../../../../assets/art/icon-", $name, ".svg"))
            };
        }
        let svg = match self.0 {
            "peda" => drawing!("peda"),
            "blacksmith" => drawing!("blacksmith"),
            "pottery" => drawing!("pottery"),
            "sewing_embroidery" => drawing!("sewing_embroidery"),
            "bamboo" => drawing!("bamboo"),
            "lac" => drawing!("lac"),
            "jslps" => drawing!("jslps"),
            "silk" => drawing!("silk"),
            "painting" => drawing!("painting"),
            "agarbatti" => drawing!("agarbatti"),
            "forest" => drawing!("forest"),
            "chura" => drawing!("chura"),
            _ => drawing!("other"),
        };
        in_page(svg, f)
    }
}
impl HtmlSafe for CraftIcon<'_> {}

/// The mark of the mart: a lamp over a bowl, between two leaves.
#[derive(Clone, Copy, Debug)]
pub struct Mark;

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let svg = include_str!("../../../../assets/art/logo.svg");
        in_page(&svg.replace("{{ink}}", "currentColor").replace("{{a}}", "#f7ab26"), f)
    }
}
impl HtmlSafe for Mark {}

/// A drawing as part of a page: it needs no name space and is not read aloud.
fn in_page(svg: &str, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    f.write_str(
        &svg.trim_end().replace("<svg xmlns=\"http://www.w3.org/2000/svg\"", "<svg aria-hidden=\"true\""),
    )
}
