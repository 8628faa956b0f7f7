//! The gateway's own payment page, reached by a plain HTML form, and the browser's signed return from it.
//!
//! The form goes to `POST /v1/checkout/embedded` and works without script. The gateway posts the browser back to
//! `callback_url` with `razorpay_payment_id`, `razorpay_order_id`, `razorpay_signature`, or with `error[…]`;
//! a buyer who gives up is sent to `cancel_url`. The return is a hint: webhook and poll tell the truth.

use kernel::proof::Authentic;
use kernel::{Lang, Paise};

use super::Razorpay;

/// What a checkout needs to know.
#[derive(Clone, Debug)]
pub struct CheckoutAsk<'a> {
    /// The gateway's order id.
    pub gateway_order: &'a str,
    /// What is to be paid; shown, not trusted: the order's amount counts.
    pub amount: Paise,
    /// Who is paid, in large letters.
    pub name: &'a str,
    /// What for, in one line.
    pub description: &'a str,
    /// Where the browser returns after paying or failing. It gets a POST.
    pub callback_url: &'a str,
    /// Where the browser goes if the buyer gives up.
    pub cancel_url: &'a str,
    /// The buyer's mobile number, so that it need not be typed again.
    pub contact: &'a str,
    /// The method that is offered first, `upi`.
    pub method_first: &'a str,
    /// The language of the page.
    pub language: Lang,
}

/// An HTML form to the gateway: put `fields` into hidden inputs and add a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutForm {
    /// Where the form goes, with `method="post"`.
    pub action_url: String,
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
}

impl Razorpay {
    /// The form that takes a buyer to the gateway's page. It holds no secret.
    pub fn checkout_form(&self, ask: CheckoutAsk<'_>) -> CheckoutForm {
        let amount = ask.amount.0.to_string();
        let fields = [
            ("key_id", self.key_id.as_str()),
            ("order_id", ask.gateway_order),
            ("amount", &amount),
            ("currency", "INR"),
            ("name", ask.name),
            ("description", ask.description),
            ("prefill[contact]", ask.contact),
            ("prefill[method]", ask.method_first),
            ("config[display][language]", ask.language.as_str()),
            ("callback_url", ask.callback_url),
            ("cancel_url", ask.cancel_url),
        ];
        CheckoutForm {
            action_url: self.line.address("/v1/checkout/embedded"),
            fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    /// Whether the browser's return was signed by the gateway, compared in constant time.
    ///
    /// `gateway_order` must be the one in our own records, never the one the browser brings: otherwise the
    /// signature of any small paid order would pass for a large one.
    ///
    /// Source: razorpay.com/docs, hosted checkout: `hex(HMAC-SHA256(key_secret, order_id + "|" + payment_id))`.
    pub fn callback_is_genuine(&self, gateway_order: &str, payment_id: &str, signature: &str) -> bool {
        let signed = format!("{gateway_order}|{payment_id}");
        let secrets = std::slice::from_ref(&self.key_secret);
        Authentic::signed(signed.as_bytes(), signature, secrets).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::gateway;
    use super::*;

    #[test]
    fn the_form_says_what_the_gateway_needs_and_no_secret() {
        let form = gateway().checkout_form(CheckoutAsk {
            gateway_order: "order_9A33XWu170gUtm",
            amount: Paise(12_500),
            name: "DeogharMart",
            description: "ord_1",
            callback_url: "http://127.0.0.1:8080/checkout/return",
            cancel_url: "http://127.0.0.1:8080/cart",
            contact: "+919876543210",
            method_first: "upi",
            language: Lang::Hi,
        });
        assert_eq!(form.action_url, "http://127.0.0.1:1/v1/checkout/embedded");
        let value = |name: &str| form.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        assert_eq!(value("key_id"), Some("rzp_test_key"));
        assert_eq!(value("amount"), Some("12500"));
        assert_eq!(value("config[display][language]"), Some("hi"));
        assert!(form.fields.iter().all(|(_, v)| v != "secret"));
    }

    #[test]
    fn a_return_counts_for_its_own_order_only() {
        let signature = "52115a0d3400de9e86aade1f1b6eba9e8974604f4e267a9e9a16633a4c8dd2cb";
        let genuine = |order, payment, signature| gateway().callback_is_genuine(order, payment, signature);
        assert!(genuine("order_1", "pay_1", signature));
        assert!(!genuine("order_2", "pay_1", signature));
        assert!(!genuine("order_1", "pay_2", signature));
        assert!(!genuine("order_1", "pay_1", ""));
    }
}
