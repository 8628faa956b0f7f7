//! What is on the shelf, as the API tells it, and orders spread over it.

use super::people::{Buyer, patiently, place_order, quote_for_anybody, quote_of};
use crate::fault::{Outcome, fault};
use crate::http::Client;
use serde_json::Value;

const PAGES_MAX: usize = 1_000;
/// Most pieces that one preparing order takes.
const TAKE_MAX: u64 = 10;

/// A variant that stands ready, with so many pieces.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its id.
    pub variant: String,
    /// Slug of its product.
    pub slug: String,
    /// Slug of its maker.
    pub maker: String,
    /// How many can be had.
    pub available: u64,
    /// It is made to order: its places are filled up once a week, whenever the mart gets round to it.
    pub is_made_to_order: bool,
}

/// Everything that stands ready, most pieces first.
pub struct Shelf {
    /// The variants.
    pub pieces: Vec<Piece>,
}

impl Shelf {
    /// Reads the whole catalogue, page by page.
    pub fn read(mart: &mut Client) -> Outcome<Shelf> {
        let (mut pieces, mut after) = (Vec::new(), String::new());
        for _ in 0..PAGES_MAX {
            let path = format!("/api/v1/products?limit=50{after}");
            let page = patiently(|| mart.get(&path, &[]))?.json()?;
            let items = page["items"].as_array().ok_or_else(|| fault("GET /products has no items"))?;
            for product in items {
                let slug = product["slug"].as_str().unwrap_or_default();
                let maker = product["maker"]["slug"].as_str().unwrap_or_default();
                pieces.extend(variants(product).map(|(variant, available, making)| Piece {
                    variant,
                    slug: slug.to_owned(),
                    maker: maker.to_owned(),
                    available,
                    is_made_to_order: making == "to_order",
                }));
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => {
                    pieces.sort_by(|a, b| b.available.cmp(&a.available).then(a.variant.cmp(&b.variant)));
                    return Ok(Shelf { pieces });
                }
            }
        }
        Err(fault("GET /products never ends"))
    }

    /// All pieces together.
    pub fn total(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.available).sum()
    }

    /// One variant for each of `count` orders of one piece, spread evenly and never more than there are. What no
    /// carrier takes to our buyers is left out.
    pub fn spread(&self, mart: &mut Client, count: usize) -> Outcome<Vec<String>> {
        let mut left = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces.iter().filter(|piece| piece.available > 0) {
            let quote = patiently(|| quote_for_anybody(mart, &piece.variant))?;
            match quote.status {
                201 => left.push((piece.available, piece.variant.as_str())),
                409 => {}
                _ => return Err(fault(format!("neither a quote nor a refusal: {}", quote.brief()))),
            }
        }
        share_out(left, count)
    }
}

/// Goes round the shelf, one piece at a time, until everybody has one.
fn share_out(mut left: Vec<(u64, &str)>, count: usize) -> Outcome<Vec<String>> {
    let all: u64 = left.iter().map(|(available, _)| available).sum();
    let mut chosen = Vec::with_capacity(count);
    while chosen.len() < count {
        left.retain(|(available, _)| *available > 0);
        if left.is_empty() {
            return Err(fault(format!("{count} orders are wanted and only {all} pieces stand ready")));
        }
        for (available, variant) in left.iter_mut().take(count - chosen.len()) {
            *available -= 1;
            chosen.push((*variant).to_owned());
        }
    }
    Ok(chosen)
}

/// How many pieces of one variant can be had now.
pub fn available(mart: &mut Client, piece: &Piece) -> Outcome<u64> {
    let product = patiently(|| mart.get(&format!("/api/v1/products/{}", piece.slug), &[]))?.json()?;
    let found = variants(&product).find(|(variant, ..)| *variant == piece.variant);
    Ok(found.map_or(0, |(_, available, _)| available))
}

/// Buys until exactly `stock` pieces of a variant are left, honestly, by orders.
pub fn leave_exactly(mart: &mut Client, shelf: &Shelf, stock: u64, buyers: &[Buyer]) -> Outcome<Piece> {
    // The one that needs the fewest preparing orders.
    let piece =
        shelf.pieces.iter().rev().find(|piece| piece.available >= stock).cloned().ok_or_else(|| {
            fault(format!(
                "no variant has {stock} pieces; the fullest shelf has {}",
                shelf.pieces.first().map_or(0, |p| p.available)
            ))
        })?;
    let mut buyers = buyers.iter().enumerate();
    loop {
        let over = available(mart, &piece)?
            .checked_sub(stock)
            .ok_or_else(|| fault("somebody else bought meanwhile"))?;
        if over == 0 {
            return Ok(Piece { available: stock, ..piece });
        }
        let (number, buyer) = buyers.next().ok_or_else(|| fault("too many pieces to buy up front"))?;
        let lines = [(piece.variant.clone(), over.min(TAKE_MAX))];
        let quote = patiently(|| quote_of(mart, buyer, &lines))?;
        let id = quote.json()?["id"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?;
        let order = patiently(|| place_order(mart, buyer, &id, &format!("prepare-{number}")))?;
        if !order.is_success() {
            return Err(fault(format!("a preparing order failed: {}", order.brief())));
        }
    }
}

/// Id, what can be had, how it is made.
fn variants(product: &Value) -> impl Iterator<Item = (String, u64, String)> {
    product["variants"].as_array().into_iter().flatten().filter_map(|variant| {
        let making = variant["making"].as_str()?.to_owned();
        Some((variant["id"].as_str()?.to_owned(), variant["available"].as_u64().unwrap_or(0), making))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_spread_and_never_more_than_there_are() {
        let left = || vec![(3, "a"), (1, "b")];
        assert_eq!(share_out(left(), 4).unwrap(), ["a", "b", "a", "a"]);
        assert_eq!(share_out(left(), 1).unwrap(), ["a"]);
        assert!(share_out(left(), 5).is_err());
    }
}
