//! The pages the law and good manners ask for. Their words are in `locales/*/legal.ftl`, their facts in [`District`].
//!
//! [`District`]: crate::page::District

use crate::page::{District, Site, View, Width, view};
use crate::parts::Facts;
use crate::text::Text;

kernel::codes! {
    /// A page of rules.
    pub enum LegalPage {
        /// Who runs the mart and what for.
        About = "about",
        /// How to reach us and the grievance officer.
        Contact = "contact",
        /// What holds between buyer, maker and mart.
        Terms = "terms",
        /// What we know about people and what for.
        Privacy = "privacy",
        /// How goods travel and what it costs.
        Shipping = "shipping",
        /// Cancelling, returning, getting money back.
        Returns = "returns",
        /// How everybody can use the mart.
        Accessibility = "accessibility",
        /// Who owns words and pictures, and linking to and from here.
        Copyright = "copyright",
    }
}

impl LegalPage {
    /// The key of the title.
    const fn title(self) -> &'static str {
        match self {
            LegalPage::About => "footer-about",
            LegalPage::Contact => "footer-contact",
            LegalPage::Terms => "footer-terms",
            LegalPage::Privacy => "footer-privacy",
            LegalPage::Shipping => "footer-shipping",
            LegalPage::Returns => "footer-returns",
            LegalPage::Accessibility => "footer-accessibility",
            LegalPage::Copyright => "footer-copyright",
        }
    }
    /// The keys of the sections; `{key}.text` holds the paragraphs.
    const fn sections(self) -> &'static [&'static str] {
        match self {
            LegalPage::About => &["about-what", "about-who", "about-money", "about-quality", "about-ranking"],
            LegalPage::Contact => &["contact-care", "contact-grievance", "contact-outside"],
            LegalPage::Terms => &[
                "terms-parties",
                "terms-price",
                "terms-order",
                "terms-seller",
                "terms-fair",
                "terms-liability",
                "terms-law",
            ],
            LegalPage::Privacy => &[
                "privacy-what",
                "privacy-why",
                "privacy-who-sees",
                "privacy-how-long",
                "privacy-rights",
                "privacy-cookies",
                "privacy-children",
                "privacy-complaint",
            ],
            LegalPage::Shipping => {
                &["shipping-where", "shipping-cost", "shipping-when", "shipping-code", "shipping-late"]
            }
            LegalPage::Returns => &[
                "returns-cancel",
                "returns-when",
                "returns-food",
                "returns-how",
                "returns-money",
                "returns-cost",
            ],
            LegalPage::Accessibility => &["accessibility-aim", "accessibility-how", "accessibility-trouble"],
            LegalPage::Copyright => {
                &["copyright-words", "copyright-pictures", "copyright-links-in", "copyright-links-out"]
            }
        }
    }
}

/// The paragraphs of `{key}.text`: an empty line parts them.
pub(crate) fn paragraphs(t: &Text, key: &str) -> Vec<String> {
    t.get(&format!("{key}.text")).split("\n\n").map(str::to_owned).collect()
}

/// A page of rules.
#[derive(Clone, Copy, Debug)]
pub struct Legal {
    /// Which one.
    pub page: LegalPage,
}

impl Legal {
    /// The paragraphs of a section, with what only this district knows put in.
    fn paragraphs(&self, t: &Text, key: &str, d: &District) -> Vec<String> {
        t.say(&format!("{key}.text"))
            .set("owner", t.pick(&d.owner))
            .set("legal", t.pick(&d.legal_name))
            .set("company", &d.payment_company)
            .set("email", &d.email)
            .to_string()
            .split("\n\n")
            .map(str::to_owned)
            .collect()
    }
    fn facts(&self, t: &Text, key: &str, d: &District) -> Facts {
        match key {
            "contact-care" | "about-who" => Facts::default()
                .and(t.get("contact-run-by"), t.pick(&d.legal_name))
                .and(t.get("contact-office"), t.pick(&d.office))
                .and(t.get("contact-phone"), format!("{} ({})", d.phone, t.pick(&d.hours)))
                .and(t.get("contact-email"), &d.email),
            "contact-grievance" => Facts::default()
                .and(t.get("contact-name"), t.pick(&d.grievance_name))
                .and(t.get("contact-post"), t.pick(&d.grievance_post))
                .and(t.get("contact-phone"), &d.grievance_phone)
                .and(t.get("contact-email"), &d.grievance_email),
            _ => Facts::default(),
        }
    }
}

impl View for Legal {
    fn title(&self, t: &Text) -> String {
        t.get(self.page.title())
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.say("legal-description").set("title", t.get(self.page.title())).to_string())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/{}", self.page))
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Legal as legal,
    r#"
<h1>{{ t.get(legal.page.title()) }}</h1>
{%- for key in legal.page.sections() -%}
<section><h2>{{ t.get(key) }}</h2>{% for paragraph in legal.paragraphs(t, key, site.district) %}<p>{{ paragraph }}</p>{% endfor %}
{%- let facts = legal.facts(t, key, site.district) -%}
{%- if !facts.rows.is_empty() %}{{ facts.html(t) }}{% endif -%}
</section>
{%- endfor -%}
<p class="hint">{{ t.say("footer-updated").set("date", t.date(site.updated)) }}</p>
"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;
    use kernel::proof::hex;
    use market::consents::BUYING_NOTICE;
    use sha2::{Digest, Sha256};

    use super::*;

    /// The notices people were told, by number: the fingerprint of each in Hindi and in English. A line stays for ever.
    const WORDINGS: [(&str, &str, &str); 1] = [("buying-1", "502d5c630b851d20", "f387db2a6c020533")];

    fn fingerprint(lang: Lang) -> String {
        let t = Text { lang };
        let keys = LegalPage::Privacy.sections();
        let said: Vec<String> =
            keys.iter().map(|key| format!("{}\n{}", t.get(key), t.get(&format!("{key}.text")))).collect();
        hex(&Sha256::digest(said.join("\n").as_bytes()))[..16].to_owned()
    }

    /// Whoever changes a sentence of the privacy page gives the notice its next number, in `market::consents`, and a line here.
    #[test]
    fn the_notice_people_are_told_is_the_wording_of_its_number() {
        let (_, hi, en) =
            WORDINGS.iter().find(|(id, ..)| *id == BUYING_NOTICE).expect("a line of its number");
        assert_eq!((fingerprint(Lang::Hi).as_str(), fingerprint(Lang::En).as_str()), (*hi, *en));
    }
}
