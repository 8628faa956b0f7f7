//! What a page says to machines: schema.org data, made from the same view as the page, so that both say the same.
//!
//! Source: schema.org; Google Search Central, «Product», «Breadcrumb», «Organization». What is not known is left out.

use kernel::Paise;
use serde_json::{Value, json};

use super::Site;
use crate::parts::{Crumbs, Picture, Shelf, Stock};
use crate::text::Text;

/// The largest number of goods a list names.
const GOODS_MOST: usize = 24;

/// A picture that goes with a link to a page, for whoever shows links.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Its whole address.
    pub url: String,
    /// How wide and high it is, where that is known.
    pub size: Option<(u32, u32)>,
    /// What it shows.
    pub alt: String,
}

/// The script element that holds `parts`; nothing without parts.
pub(super) fn html(parts: Vec<Value>) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let parts: Vec<Value> = parts.into_iter().filter_map(said).collect();
    let data = json!({ "@context": "https://schema.org", "@graph": parts }).to_string();
    // Nothing in a name may end the element.
    format!("<script type=\"application/ld+json\">{}</script>", data.replace('<', "\\u003c"))
}

/// A part without what is not known: no machine is told an empty word.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.trim().is_empty()).then_some(Value::String(text)),
        Value::Array(all) => {
            let all: Vec<Value> = all.into_iter().filter_map(said).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        Value::Object(thing) => {
            let known = thing.into_iter().filter_map(|(name, value)| Some((name, said(value)?)));
            Some(Value::Object(known.collect()))
        }
        other => Some(other),
    }
}

/// The address of a page of ours in the reader's language.
pub(crate) fn address(t: &Text, site: &Site, path: &str) -> String {
    format!("{}{}", site.url, t.path(path))
}

/// Who runs the mart.
pub(crate) fn mart(t: &Text, site: &Site) -> Value {
    let d = &site.district;
    json!({
        "@type": "Organization",
        "@id": mart_id(site),
        "name": t.get("mart"),
        "legalName": t.pick(&d.legal_name),
        "url": address(t, site, "/"),
        "logo": format!("{}{}", site.url, site.assets.url("art/logo.svg")),
        "address": { "@type": "PostalAddress", "streetAddress": t.pick(&d.office), "addressCountry": "IN" },
        "contactPoint": {
            "@type": "ContactPoint", "contactType": "customer support",
            "telephone": d.phone, "email": d.email, "availableLanguage": ["hi", "en"],
        },
    })
}

/// By which other parts mean the mart.
pub(crate) fn mart_id(site: &Site) -> String {
    format!("{}/#mart", site.url)
}

/// The site, and how a search is asked of it.
pub(crate) fn site_itself(t: &Text, site: &Site) -> Value {
    json!({
        "@type": "WebSite",
        "url": address(t, site, "/"),
        "name": t.get("mart"),
        "inLanguage": t.lang.as_str(),
        "publisher": { "@id": mart_id(site) },
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{}?q={{words}}", address(t, site, "/search")) },
            "query-input": "required name=words",
        },
    })
}

/// The way from the first page to the one called `here`.
pub(crate) fn crumbs(crumbs: &Crumbs, site: &Site, here: &str) -> Value {
    let way =
        crumbs.way.iter().map(|crumb| (crumb.label.as_str(), Some(format!("{}{}", site.url, crumb.href))));
    let items = way.chain([(here, None)]).zip(1..).map(|((name, item), position)| match item {
        Some(item) => json!({ "@type": "ListItem", "position": position, "name": name, "item": item }),
        None => json!({ "@type": "ListItem", "position": position, "name": name }),
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

/// The goods of a list; nothing of an empty one.
pub(crate) fn shelf(shelf: &Shelf, t: &Text, site: &Site) -> Option<Value> {
    let items = shelf.cards.iter().take(GOODS_MOST).zip(1..).map(|(card, position)| {
        let url = address(t, site, &format!("/products/{}", card.slug));
        json!({ "@type": "ListItem", "position": position, "name": t.pick(&card.name), "url": url })
    });
    let items = items.collect::<Vec<_>>();
    (!items.is_empty()).then(|| json!({ "@type": "ItemList", "itemListElement": items }))
}

/// Questions and their answers.
pub(crate) fn questions(asked: impl Iterator<Item = (String, String)>) -> Value {
    let one = |(question, answer)| json!({ "@type": "Question", "name": question, "acceptedAnswer": { "@type": "Answer", "text": answer } });
    json!({ "@type": "FAQPage", "mainEntity": asked.map(one).collect::<Vec<_>>() })
}

/// What one size of a good costs, whether it can be had, and in whose name it is sold. `url` is the good's page.
pub(crate) fn offer(price: Paise, stock: Stock, url: &str, seller: &str) -> Value {
    json!({
        "@type": "Offer",
        "url": url,
        "price": rupees(price),
        "priceCurrency": "INR",
        "availability": format!("https://schema.org/{}", availability(stock)),
        "itemCondition": "https://schema.org/NewCondition",
        "seller": { "@type": "Organization", "name": seller },
    })
}

const fn availability(stock: Stock) -> &'static str {
    match stock {
        Stock::Ready { .. } => "InStock",
        Stock::ToOrder { .. } => "MadeToOrder",
        Stock::Gone => "SoldOut",
        Stock::Resting => "OutOfStock",
    }
}

/// An amount as machines read it: `1250.50`.
pub(crate) fn rupees(amount: Paise) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}

/// The largest file of a picture that every reader of links can show.
pub(crate) fn picture(picture: &Picture, site: &Site) -> Option<String> {
    let largest = picture.sizes.iter().rev().find(|size| !size.jpeg.is_empty())?;
    Some(format!("{}{}", site.url, largest.jpeg))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_the_element() {
        let html = html(vec![json!({ "name": "</script><script>alert(1)</script>" })]);
        assert_eq!(html.matches("</script>").count(), 1);
        assert!(html.contains("\\u003c/script>"));
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let part =
            json!({ "@type": "Person", "name": "Sunita", "image": null, "email": " ", "offers": [null] });
        assert_eq!(said(part), Some(json!({ "@type": "Person", "name": "Sunita" })));
    }

    #[test]
    fn amounts_have_two_places_and_no_commas() {
        assert_eq!(rupees(Paise(1_25_005)), "1250.05");
        assert_eq!(rupees(Paise(9_00)), "9.00");
    }
}
