//! Runs a practice gateway and a practice SMS box until Ctrl-C: `cargo run -p simulators --example practice`.
//!
//! Then open <http://127.0.0.1:4010> and <http://127.0.0.1:4020>.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

use connectors::razorpay::{CheckoutAsk, Razorpay};
use connectors::sms::{Sms, SmsMessage};
use kernel::india::Mobile;
use kernel::{Lang, Paise};
use simulators::gateway::{self, GatewayConfig};
use simulators::sms::{self, SmsBoxConfig};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let gateway = gateway::start(GatewayConfig::practice(at(4010))).await?;
    let phones = sms::start(SmsBoxConfig { listen: at(4020), templates: None, book: None }).await?;

    let mart = Razorpay::new(gateway.razorpay_config())?;
    let order = mart.create_order(Paise::rupees(1_250), "pin_example", &BTreeMap::new()).await?;
    let form = mart.checkout_form(CheckoutAsk {
        gateway_order: &order.id,
        amount: order.amount,
        name: "DeogharMart",
        description: "लाख की चूड़ियाँ, 2 जोड़ी",
        callback_url: "http://127.0.0.1:4010/",
        cancel_url: "http://127.0.0.1:4010/",
        contact: "+919876543210",
        method_first: "upi",
        language: Lang::Hi,
    });
    connectors::line::local_client(1_000)?.post(&form.action_url).form(&form.fields).send().await?;

    let to = Mobile::typed("9876543210").ok_or("not a number")?;
    let text = "123456 आपका कोड है। 10 मिनट में बदल जाएगा। DeogharMart";
    let message = SmsMessage { to: &to, text, template_id: "1107000000000000001", key: "job_example" };
    Sms::new(phones.sms_config())?.send(message).await?;

    println!("gateway  {}   pay: {}/{}", gateway.url, form.action_url, order.id);
    println!("phones   {}", phones.url);
    tokio::signal::ctrl_c().await?;
    gateway.stop().await;
    phones.stop().await;
    Ok(())
}
