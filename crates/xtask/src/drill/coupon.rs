//! A race for a coupon: 2 000 people, 64 clients, ten uses. All have it in their quotes before anybody orders. Exactly ten orders
//! keep it; everybody else hears that it is used up, and nothing is held for her.

use super::oracle::Oracle;
use super::people::{Buyer, api, patiently, quote_with, sign_in_all};
use super::shelf::{Piece, Shelf, available};
use super::{Coupon, in_parallel, race};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;

/// The coupon of the sample district, and how often it holds: `data/sample/offers.csv`.
const CODE: &str = "PEHLE10";
const USES: usize = 10;

/// Runs the race on a fresh mart.
pub fn run(mart: &mut Mart, size: Coupon) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.buyers, size.clients)?;
    let mut client = api(mart)?;
    let piece = wanted(&Shelf::read(&mut client)?)?;
    let quotes = in_parallel(
        size.clients,
        buyers.len(),
        || api(mart),
        |client, index| quote(client, &buyers[index], &piece.variant),
    )?;
    let race = race::run(mart, "coupon", (&buyers, &quotes), size.clients)?;
    judge(&mut client, &race.oracle, &buyers, &piece)?;
    race.tell("the coupon", "used up")?;
    mart.verify()
}

/// What everybody wants: the fullest shelf, so that nobody is turned away for want of goods.
fn wanted(shelf: &Shelf) -> Outcome<Piece> {
    let full = shelf.pieces.iter().find(|piece| !piece.is_made_to_order && piece.available > USES as u64);
    full.cloned().ok_or_else(|| fault(format!("no shelf has more than {USES} pieces")))
}

/// The id of a quote with the coupon taken off.
fn quote(client: &mut Client, buyer: &Buyer, variant: &str) -> Outcome<String> {
    let said = patiently(|| quote_with(client, buyer, variant, CODE))?;
    let told = said.json()?;
    match (told["id"].as_str(), told["funded_paise"].as_i64()) {
        (Some(id), Some(off)) if off > 0 => Ok(id.to_owned()),
        _ => Err(fault(format!("no quote with the coupon: {}", said.brief()))),
    }
}

fn judge(client: &mut Client, oracle: &Oracle, buyers: &[Buyer], piece: &Piece) -> Outcome<()> {
    let (orders, expected) = (oracle.acknowledged()?.len(), USES.min(buyers.len()));
    if orders != expected {
        return Err(fault(format!("{orders} orders have a coupon that holds {USES} times")));
    }
    let left = available(client, piece)?;
    let should = piece.available - expected as u64;
    if left != should {
        return Err(fault(format!("{left} pieces are left where {should} should be")));
    }
    let late = buyers.last().ok_or_else(|| fault("nobody came"))?;
    let said = quote_with(client, late, &piece.variant, CODE).because("the line broke")?;
    if said.status != 422 || !said.brief().contains("no-offer") {
        return Err(fault(format!("a coupon that is used up is told as {}", said.brief())));
    }
    Ok(())
}
