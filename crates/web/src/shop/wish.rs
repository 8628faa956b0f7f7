//! What a list may be asked for, and the choices it offers: with how many goods are behind each.

use kernel::india::Pin;
use kernel::{Paise, Words};
use market::catalogue::facets::{BANDS, Facets};
use market::catalogue::{self, Cursor, SoldOut, Sort};
use market::places;
use serde::Deserialize;
use store::Read;

use crate::error::{WebError, encoded};
use crate::parts::{Band, Chip, Choice, Filter, Pager, Wrongs};
use crate::text::Text;

/// What a list may be asked for. Everything else in an address is ignored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// Words to search for.
    pub q: String,
    /// The key of a craft.
    pub craft: String,
    /// The code of a block.
    pub block: String,
    /// The lowest price, in rupees as typed.
    pub from: String,
    /// The highest price, in rupees as typed.
    pub to: String,
    /// Not empty: only what is ready.
    pub ready: String,
    /// The order.
    pub sort: String,
    /// Where it should go.
    pub pincode: String,
    /// Where the page begins.
    pub after: String,
}

impl Wish {
    /// The same list with some wishes changed or taken away.
    pub(super) fn address(&self, path: &str, but: &[(&str, &str)]) -> String {
        let wishes = [
            ("q", &self.q),
            ("craft", &self.craft),
            ("block", &self.block),
            ("from", &self.from),
            ("to", &self.to),
            ("ready", &self.ready),
            ("sort", &self.sort),
            ("pincode", &self.pincode),
        ];
        let mut pairs: Vec<(&str, &str)> = wishes
            .iter()
            .filter(|(name, _)| but.iter().all(|(other, _)| name != other))
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        pairs.extend(but);
        let pairs: Vec<String> =
            pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The wish as the catalogue understands it, and what is wrong with the prices and the pincode typed.
    pub(super) fn filter(&self, t: &Text, craft: &str) -> (catalogue::Filter, Wrongs) {
        let mut wrongs = Wrongs::none();
        let mut price = |field: &str, typed: &str| {
            let amount = Paise::typed(typed);
            if !typed.trim().is_empty() && amount.is_none() {
                wrongs.add(field, t.get("wrong-price"));
            }
            amount
        };
        let (price_from, price_to) = (price("from", &self.from), price("to", &self.to));
        if !self.pincode.trim().is_empty() && Pin::typed(&self.pincode).is_none() {
            wrongs.add("pincode", t.get("wrong-pincode"));
        }
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let filter = catalogue::Filter {
            craft: some(craft),
            block: some(&self.block),
            price_from,
            price_to,
            sold_out: if self.ready.is_empty() { SoldOut::Shown } else { SoldOut::Hidden },
            sort: self.sort.parse().unwrap_or_default(),
            after: Cursor::read(&self.after),
        };
        (filter, wrongs)
    }
}

/// The list that is narrowed: where it is, what was wished, what there is.
pub(super) struct Narrowed<'a> {
    /// The sentences.
    pub t: Text,
    /// What was wished.
    pub wish: &'a Wish,
    /// The path of the list.
    pub path: &'a str,
    /// The goods behind each choice.
    pub facets: &'a Facets,
}

impl Narrowed<'_> {
    /// The filters of the list, with blocks and orders to choose from.
    pub(super) async fn part(&self, read: &mut Read, wrongs: Wrongs) -> Result<Filter, WebError> {
        let Narrowed { t, wish, path, facets } = self;
        let blocks = places::read::blocks(read).await?;
        let blocks: Vec<(String, Words)> = blocks.into_iter().map(|block| (block.code, block.name)).collect();
        let sort: Sort = wish.sort.parse().unwrap_or_default();
        let sorts = Sort::ALL
            .iter()
            .map(|s| Choice::new(s.as_str(), t.get(sort_key(*s))).chosen_if(sort.as_str()))
            .collect();
        Ok(Filter {
            action: (*path).to_owned(),
            blocks: self.choices(&blocks, &facets.blocks, &wish.block),
            from: wish.from.clone(),
            to: wish.to.clone(),
            pincode: wish.pincode.clone(),
            bands: self.bands(),
            ready: !wish.ready.is_empty(),
            ready_goods: u32::try_from(facets.ready).unwrap_or(0),
            sorts,
            chips: self.chips(&blocks),
            wrongs,
            ..Filter::default()
        })
    }

    /// The crafts to choose from.
    pub(super) async fn crafts(&self, read: &mut Read) -> Result<Vec<Choice>, WebError> {
        let crafts = catalogue::read::craft_names(read).await?;
        Ok(self.choices(&crafts, &self.facets.crafts, &self.wish.craft))
    }

    /// Choices that have goods, and the chosen one.
    fn choices(
        &self,
        all: &[(String, Words)],
        goods: &std::collections::BTreeMap<String, i64>,
        chosen: &str,
    ) -> Vec<Choice> {
        let count = |key: &String| goods.get(key).copied().unwrap_or(0);
        let offered = all.iter().filter(|(key, _)| key == chosen || count(key) > 0);
        offered
            .map(|(key, name)| {
                Choice::new(key, self.counted(self.t.pick(name), count(key))).chosen_if(chosen)
            })
            .collect()
    }

    fn counted(&self, what: &str, goods: i64) -> String {
        let count = u32::try_from(goods).unwrap_or(0);
        self.t.say("filter-counted").set("what", what).set("count", count).to_string()
    }

    fn bands(&self) -> Vec<Band> {
        let Narrowed { t, wish, path, facets } = self;
        let typed = (Paise::typed(&wish.from), Paise::typed(&wish.to));
        let band = |(place, (from, to)): (usize, &(i64, i64))| {
            let (from, to) = ((*from > 0).then_some(Paise(*from)), (*to < i64::MAX).then_some(Paise(*to)));
            let chosen = typed == (from, to);
            let says = match (from, to) {
                (Some(from), Some(to)) => t.say("filter-band").set("from", from).set("to", to),
                (Some(from), None) => t.say("filter-band-from").set("from", from),
                (None, Some(to)) => t.say("filter-band-to").set("to", to),
                (None, None) => return None,
            };
            let rupees = |price: Option<Paise>| {
                price.filter(|_| !chosen).map_or_else(String::new, |price| (price.0 / 100).to_string())
            };
            let (low, high) = (rupees(from), rupees(to));
            (facets.bands[place] > 0 || chosen).then(|| Band {
                label: self.counted(&says.to_string(), facets.bands[place]),
                href: wish.address(path, &[("from", &low), ("to", &high)]),
                chosen,
            })
        };
        BANDS.iter().enumerate().filter_map(band).collect()
    }

    fn chips(&self, blocks: &[(String, Words)]) -> Vec<Chip> {
        let Narrowed { t, wish, path, .. } = self;
        let mut chips = Vec::new();
        let mut chip = |label: String, name: &str| {
            chips.push(Chip { label, without: wish.address(path, &[(name, "")]) });
        };
        if let Some((_, name)) = blocks.iter().find(|(code, _)| *code == wish.block) {
            chip(t.pick(name).to_owned(), "block");
        }
        if let Some(from) = Paise::typed(&wish.from) {
            chip(t.say("chip-from").set("price", from).to_string(), "from");
        }
        if let Some(to) = Paise::typed(&wish.to) {
            chip(t.say("chip-to").set("price", to).to_string(), "to");
        }
        if !wish.ready.is_empty() {
            chip(t.get("filter-ready"), "ready");
        }
        if let Some(pin) = Pin::typed(&wish.pincode) {
            chip(t.say("chip-pincode").set("pin", pin.as_str()).to_string(), "pincode");
        }
        chips
    }

    /// Where the list goes on: `next` is the place after which its next page begins.
    pub(super) fn pager(&self, next: Option<String>) -> Pager {
        let Narrowed { wish, path, .. } = self;
        Pager {
            next: next.map(|place| wish.address(path, &[("after", &place)])),
            first: (!wish.after.is_empty()).then(|| wish.address(path, &[("after", "")])),
        }
    }
}

const fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "sort-newest",
        Sort::Cheapest => "sort-cheapest",
        Sort::Dearest => "sort-dearest",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn a_chip_takes_one_wish_away_and_keeps_the_others() {
        let wish =
            Wish {
                q: "पेड़ा".to_owned(), block: "3082".to_owned(), ready: "1".to_owned(), ..Wish::default()
            };
        let address = wish.address("/hi/search", &[("block", "")]);
        assert_eq!(address, "/hi/search?q=%E0%A4%AA%E0%A5%87%E0%A4%A1%E0%A4%BC%E0%A4%BE&ready=1");
        assert_eq!(Wish::default().address("/hi/search", &[("after", "")]), "/hi/search");
    }

    #[test]
    fn a_price_that_is_none_is_told_and_ignored() {
        let wish = Wish { from: "सौ".to_owned(), to: "५००".to_owned(), ..Wish::default() };
        let (filter, wrongs) = wish.filter(&Text::new(Lang::Hi), "");
        assert_eq!((filter.price_from, filter.price_to), (None, Some(Paise(50_000))));
        assert!(wrongs.of("from").is_some() && wrongs.of("to").is_none());
    }
}
