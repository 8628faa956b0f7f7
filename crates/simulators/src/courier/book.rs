//! What the agent has been asked for: orders, waybills, what happened to boxes. It makes a second order of the same reference without
//! a word, as the real one may: whoever asks twice has two.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Mood;
use crate::StartError;
use crate::journal::{self, Journal};

/// The agent's first numbers.
const FIRST_ORDER: u64 = 500_001;
const FIRST_BOX: u64 = 700_001;
const FIRST_AWB: u64 = 19_041_000_001;

/// Something that happened to a box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The agent's word.
    pub status: String,
    /// Where.
    pub place: String,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The agent's id.
    pub id: u64,
    /// The agent's id of its box.
    pub shipment: u64,
    /// What the mart calls it.
    pub reference: String,
    /// Who receives it.
    pub name: String,
    /// Where to.
    pub pincode: String,
    /// The waybill, once there is one.
    pub awb: Option<String>,
    /// Who carries it.
    pub courier: String,
    /// Whether somebody was asked to fetch it.
    pub is_to_be_fetched: bool,
    /// Whether it was called off.
    pub is_cancelled: bool,
    /// What happened, oldest first.
    pub happened: Vec<Happened>,
}

/// Everything the agent holds.
#[derive(Debug, Default)]
pub struct Book {
    /// Oldest first.
    pub orders: Vec<Order>,
    /// How it behaves.
    pub mood: Mood,
    /// Which tokens hold: those with this number.
    pub tokens: u64,
    /// Where webhooks go.
    pub webhooks_to: Option<String>,
    journal: Journal,
}

impl Book {
    /// What is remembered; the last line of an order counts.
    pub fn open(path: Option<&Path>) -> Result<Book, StartError> {
        let Some(path) = path else { return Ok(Book::default()) };
        let mut orders: Vec<Order> = Vec::new();
        for entry in journal::read::<Order>(path)? {
            match orders.iter_mut().find(|order| order.id == entry.id) {
                Some(order) => *order = entry,
                None => orders.push(entry),
            }
        }
        let journal = Journal::rewrite(path, &orders)?;
        Ok(Book { orders, journal, ..Book::default() })
    }

    /// A new order.
    pub fn add(&mut self, reference: &str, name: &str, pincode: &str) -> Order {
        let number = self.orders.len() as u64;
        let order = Order {
            id: FIRST_ORDER + number,
            shipment: FIRST_BOX + number,
            reference: reference.to_owned(),
            name: name.to_owned(),
            pincode: pincode.to_owned(),
            awb: None,
            courier: String::new(),
            is_to_be_fetched: false,
            is_cancelled: false,
            happened: Vec::new(),
        };
        self.journal.add(&order);
        self.orders.push(order.clone());
        order
    }

    /// The waybill of a box.
    pub fn awb_of(order: &Order) -> String {
        (FIRST_AWB + (order.id - FIRST_ORDER)).to_string()
    }

    /// Changes an order that is found by something; answers it as it stands then.
    pub fn change(
        &mut self,
        which: impl Fn(&Order) -> bool,
        change: impl FnOnce(&mut Order),
    ) -> Option<Order> {
        let order = self.orders.iter_mut().find(|order| which(order))?;
        change(order);
        let changed = order.clone();
        self.journal.add(&changed);
        Some(changed)
    }
}
