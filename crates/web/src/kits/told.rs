//! Kits in the reader's words: why one cannot be had, what it saves and who pays that, how an order shows it.

use kernel::ids::VariantId;
use kernel::{Paise, Words};
use market::kits::{Bought, CartKit, Kit, KitView, WhyNoKit};
use market::offers::{FundedBy, OfferView};
use market::orders::OrderView;
use market::quotes::WhyNot;

use crate::basket::told;
use crate::parts::{KitCard, KitShelf, Row, Rows, TotalLine, Totals};
use crate::shop::pictures;
use crate::text::Text;
use crate::views::board::Block;
use crate::views::cart::CartKitShown;
use crate::views::kit::KitPart;

/// Why a kit cannot be had, with what to do next.
pub(crate) fn why_not(t: &Text, why: WhyNoKit) -> String {
    match why {
        WhyNoKit::NotYet { from } => t.say("kit-why-not-yet").set("day", t.day(&from)).to_string(),
        WhyNoKit::Over => t.get("kit-why-over"),
        WhyNoKit::UsedUp { left: 0 } => t.get("kit-why-used-up"),
        WhyNoKit::UsedUp { left } => t.say("kit-why-only").set("left", left).to_string(),
        WhyNoKit::Repriced => t.get("kit-why-repriced"),
    }
}

/// What stands in the way of a kit, of itself or of a part.
pub(crate) fn closed(t: &Text, view: &KitView) -> Option<String> {
    let of_itself = view.shut.map(|why| why_not(t, why));
    of_itself.or_else(|| view.obstacle().map(|(name, why)| named(t, name, &told::why_not(t, why))))
}

/// «पेड़ा: अब नहीं बचा».
pub(crate) fn named(t: &Text, name: &Words, why: &str) -> String {
    t.say("kit-why-part").set("good", t.pick(name)).set("why", why).to_string()
}

/// What a kit costs less than its parts, and who pays that.
pub(super) fn saves(t: &Text, view: &KitView, offer: &OfferView) -> String {
    let off = view.saves();
    if off <= Paise::ZERO {
        return String::new();
    }
    let key = match offer.offer.funded_by() {
        FundedBy::Mart => "kit-saves-mart",
        FundedBy::Party(_) => "kit-saves-party",
        FundedBy::Maker(_) => "kit-saves-maker",
    };
    t.say(key).set("off", off).set("whole", view.of_parts()).set("name", t.pick(&offer.payer)).to_string()
}

/// Its goods as its page shows them.
pub(super) fn parts(t: &Text, view: &KitView) -> Vec<KitPart> {
    let part = |part: &market::kits::PartView| KitPart {
        slug: part.good.slug.clone(),
        name: part.good.name.clone(),
        label: part.good.label.clone(),
        pieces: part.pieces,
        amount: part.good.price.times(part.pieces).unwrap_or_default(),
        maker: (part.good.maker_slug.clone(), part.good.maker_name.clone()),
        picture: part.good.picture.clone().map(pictures::of),
        trouble: part.why_not.map(|why| told::why_not(t, why)),
    };
    view.parts.iter().map(part).collect()
}

/// Kits as a shelf shows them.
pub(crate) fn shelf(views: &[KitView]) -> KitShelf {
    let card = |view: &KitView| KitCard {
        slug: view.kit.slug.clone(),
        name: view.kit.name.clone(),
        goods: view.parts.iter().map(|part| part.good.name.clone()).collect(),
        price: view.kit.price,
        saves: view.saves(),
        picture: view.parts.iter().find_map(|part| part.good.picture.clone()).map(pictures::of),
    };
    KitShelf { cards: views.iter().map(card).collect() }
}

/// Kits as a basket shows them: one thing, its goods below it. `refused` cannot be sold where it is to go.
pub(crate) fn in_cart(
    t: &Text,
    kits: &[CartKit],
    refused: &[(VariantId, Words, WhyNot)],
) -> Vec<CartKitShown> {
    let there = |kit: &CartKit| {
        let is_its = |variant: &VariantId| kit.view.parts.iter().any(|part| part.good.variant == *variant);
        let first = refused.iter().find(|(variant, ..)| is_its(variant));
        first.map(|(_, name, why)| named(t, name, &told::why_not(t, *why)))
    };
    let shown = |kit: &CartKit| CartKitShown {
        id: kit.view.kit.id.to_string(),
        slug: kit.view.kit.slug.clone(),
        name: kit.view.kit.name.clone(),
        price: kit.view.kit.price,
        quantity: kit.pieces,
        most: kit.view.left().clamp(1, market::kits::KITS_MOST),
        amount: kit.view.kit.price.times(kit.pieces).unwrap_or_default(),
        goods: kit
            .view
            .parts
            .iter()
            .map(|part| (part.pieces.saturating_mul(kit.pieces), part.good.name.clone()))
            .collect(),
        picture: kit.view.parts.iter().find_map(|part| part.good.picture.clone()).map(pictures::of),
        trouble: closed(t, &kit.view).or_else(|| there(kit)),
    };
    kits.iter().map(shown).collect()
}

/// Puts what kits cost less than their parts into a sum, each on a line of its own.
pub(crate) fn taken_off(t: &Text, totals: &mut Totals, kits: &[Bought]) {
    for kit in kits.iter().filter(|kit| kit.off > Paise::ZERO) {
        let label = t.say("total-kit").set("kit", t.pick(&kit.name)).to_string();
        totals.lines.push(TotalLine { label, amount: kit.off.negated() });
    }
}

/// The kits of an order, each as one thing with its goods and its price; nothing without any.
pub(crate) fn on_order(t: &Text, order: &OrderView) -> Option<Block> {
    if order.kits.is_empty() {
        return None;
    }
    let row = |kit: &Bought| {
        let its = order.lines.iter().filter(|line| line.kit == Some(kit.kit));
        let mut goods: Vec<String> =
            its.map(|line| format!("{} × {}", line.quantity, t.pick(&line.name))).collect();
        goods.dedup();
        Row {
            href: String::new(),
            title: format!("{} × {}", kit.pieces, t.pick(&kit.name)),
            figure: t.money(&kit.whole()),
            note: goods.join(", "),
            standing: String::new(),
        }
    };
    Some(Block::Rows(Rows { rows: order.kits.iter().map(row).collect() }))
}

/// How many of a kit are sold.
pub(super) fn sold(t: &Text, kit: &Kit) -> String {
    let (used, most) = (kit.used.to_string(), kit.uses_most.to_string());
    t.say("offer-limit-of").set("used", used).set("most", most).to_string()
}
