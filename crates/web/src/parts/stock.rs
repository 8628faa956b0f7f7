//! How soon a thing can be had: always true, never pressing.

/// What is there to be bought. «Only 2 left» is said by the number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    /// Made and waiting.
    Ready {
        /// How many are free.
        pieces: u32,
    },
    /// Made after the order.
    ToOrder {
        /// Days until it is ready.
        days: u32,
    },
    /// All sold; more may come.
    Gone,
    /// The maker takes no orders now.
    Resting,
}

impl Stock {
    /// Whether it can be put into a cart.
    pub const fn can_be_bought(self) -> bool {
        matches!(self, Stock::Ready { .. } | Stock::ToOrder { .. })
    }
}

part!(
    Stock as stock,
    r#"
{%- match stock -%}
{%- when Stock::Ready { pieces } -%}<span class="stock ready">{{ t.say("stock-ready").set("pieces", *pieces) }}</span>
{%- when Stock::ToOrder { days } -%}<span class="stock order">{{ t.say("stock-to-order").set("days", *days) }}</span>
{%- when Stock::Gone -%}<span class="stock gone">{{ t.get("stock-gone") }}</span>
{%- when Stock::Resting -%}<span class="stock gone">{{ t.get("stock-resting") }}</span>
{%- endmatch -%}
"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn stock_is_said_in_numbers() {
        let html = Stock::Ready { pieces: 12 }.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains("12"), "{html}");
        assert!(!Stock::Gone.can_be_bought());
    }
}
