//! The picture that goes with a link to a good: what it says, and the name its file has by that.

use kernel::Words;
use sha2::{Digest, Sha256};

/// How wide and high it is, in pixels. Source: Open Graph as Facebook and WhatsApp show it, 1.91 to 1.
pub const CARD: (u32, u32) = (1_200, 630);
/// Its left part, a square as high as the card, shows the good.
pub const PHOTO: u32 = CARD.1;
/// Of which drawing it is; grows when the drawing changes, so that no old file stands for a new one.
const DRAWING: &str = "1";

/// What the card of a good says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The mart's name in both languages.
    pub mart: String,
    /// What the good is called.
    pub name: Words,
    /// Who makes it.
    pub maker: Words,
    /// Where.
    pub village: Words,
    /// What it costs, as it is read.
    pub price: String,
    /// The id of its picture.
    pub picture: Option<String>,
}

impl Card {
    /// A name for exactly this card: the same words and picture have the same print.
    pub fn print(&self) -> String {
        let said = [
            DRAWING,
            &self.mart,
            &self.name.hi,
            &self.name.en,
            &self.maker.hi,
            &self.maker.en,
            &self.village.hi,
            &self.village.en,
            &self.price,
            self.picture.as_deref().unwrap_or(""),
        ];
        let mut print = Sha256::new();
        for words in said {
            print.update(words.as_bytes());
            print.update([0]);
        }
        kernel::proof::hex(&print.finalize()[..16])
    }

    /// Its file among the blobs, beside the earlier ones of the same good.
    pub fn file_name(&self, slug: &str) -> String {
        format!("{}/{}.jpg", folder_of(slug), self.print())
    }
}

/// Where the cards of a good lie.
pub fn folder_of(slug: &str) -> String {
    format!("cards/{}", kernel::proof::hex(&Sha256::digest(slug.as_bytes())[..16]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_price_is_another_card_and_words_do_not_run_into_each_other() {
        let card = Card {
            mart: "m".to_owned(),
            name: Words::new("पेड़ा", "Peda"),
            maker: Words::new("सुनीता", "Sunita"),
            village: Words::default(),
            price: "₹120".to_owned(),
            picture: None,
        };
        assert_eq!(card.print().len(), 32);
        assert_eq!(card.print(), card.clone().print());
        let dearer = Card { price: "₹121".to_owned(), ..card.clone() };
        let moved = Card { name: Words::new("पेड़", "ाPeda"), ..card.clone() };
        assert!(card.print() != dearer.print() && card.print() != moved.print());
        assert!(card.file_name("peda").starts_with(&folder_of("peda")), "beside its earlier ones");
        assert_ne!(card.file_name("peda"), card.file_name("peda-2"));
    }
}
