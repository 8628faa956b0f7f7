//! Small things that many answers hold: names in two languages, pages of lists, pictures, and the words of closed lists.

use kernel::{Paise, Words};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::parts::Picture;

/// A name in both languages. Where one is missing it holds the other's words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Name {
    /// Hindi.
    #[schema(example = "सफ़ेद पेड़ा")]
    pub hi: String,
    /// English.
    #[schema(example = "White peda")]
    pub en: String,
}

impl From<Words> for Name {
    fn from(words: Words) -> Name {
        let (hi, en) = (words.pick(kernel::Lang::Hi).to_owned(), words.pick(kernel::Lang::En).to_owned());
        Name { hi, en }
    }
}

impl From<&Words> for Name {
    fn from(words: &Words) -> Name {
        words.clone().into()
    }
}

/// One page of a list. Ask for the next one with `after` set to `next`; the last page has `null` there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Page<T: ToSchema> {
    /// At most as many as asked for.
    pub items: Vec<T>,
    /// Where the next page begins.
    #[schema(example = "n.19ec8a0f3c0.01jd6v0k3nf0vk3r9qh2m8x7tz")]
    pub next: Option<String>,
}

/// A picture in a few sizes, smallest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PictureOut {
    /// What it shows, for people who do not see it.
    alt: Name,
    /// Its files.
    sizes: Vec<PictureFile>,
}

/// One file of a picture.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PictureFile {
    /// Width in pixels.
    #[schema(example = 320)]
    width_px: u32,
    /// The kind of file.
    #[serde(rename = "type")]
    #[schema(example = "image/webp")]
    kind: &'static str,
    /// Its address.
    #[schema(example = "https://mart.example/pictures/4e07408562bedb8b60ce05c1decfe3ad/320.webp")]
    url: String,
}

impl PictureOut {
    /// A picture of the shop with whole addresses.
    pub(crate) fn of(site: &str, picture: &Picture) -> PictureOut {
        let files = picture.sizes.iter().flat_map(|size| {
            let kinds = [("image/webp", &size.webp), ("image/jpeg", &size.jpeg)];
            kinds.into_iter().filter(|(_, path)| !path.is_empty()).map(|(kind, path)| PictureFile {
                width_px: size.width_px,
                kind,
                url: format!("{site}{path}"),
            })
        });
        PictureOut { alt: (&picture.alt).into(), sizes: files.collect() }
    }
}

/// Whole paise for the wire.
pub(crate) const fn paise(amount: Paise) -> i64 {
    amount.0
}

/// The schema of a text that can only be one of these words.
pub(crate) fn one_of(words: impl IntoIterator<Item = &'static str>) -> Object {
    let words: Vec<&str> = words.into_iter().collect();
    let first = words.first().copied().unwrap_or("");
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words.clone()))
        .examples([serde_json::Value::from(first)])
        .build()
}
