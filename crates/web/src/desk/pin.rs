//! A maker's PIN on this telephone: set, changed, forgotten.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::india::Mobile;
use market::phones::{self, PhoneError, Pin};
use serde::Deserialize;

use super::maker::name_of;
use super::{answer, to};
use crate::app::App;
use crate::basket::sign_in::with_cookie;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::PinPage;
use crate::who::{Device, Maker};

/// What was done just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

async fn page(app: &App, maker: &Maker, device: &Device, wrongs: Wrongs) -> Result<PinPage, WebError> {
    let mut read = app.db().read().await?;
    let has_one = match &device.0 {
        Some(device) => phones::on_device(&mut read, device, maker.maker).await?,
        None => false,
    };
    let form_key = Some(key_for(&maker.buyer.session));
    Ok(PinPage { maker: name_of(&mut read, maker.maker).await?, has_one, news: None, form_key, wrongs })
}

/// `GET /{lang}/maker/pin`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    device: Device,
    Query(done): Query<Done>,
    asked: Asked,
) -> Result<Response, WebError> {
    let news = match done.done.as_str() {
        "set" => Some("pin-is-set"),
        "forgotten" => Some("pin-is-forgotten"),
        _ => None,
    };
    let page = PinPage { news, ..page(&app, &maker, &device, Wrongs::none()).await? };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// A PIN, twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    pin: String,
    pin_again: String,
}

impl Chosen {
    /// The PIN, or the field and the sentence that says what is wrong.
    fn pin(&self, mobile: &Mobile) -> Result<Pin, (&'static str, &'static str)> {
        let typed = Pin::typed(&self.pin).ok_or(("pin", "wrong-pin-four"))?;
        let pin = Pin::chosen(&self.pin, mobile).ok_or(("pin", "wrong-pin-easy"))?;
        let again = Pin::typed(&self.pin_again).ok_or(("pin_again", "wrong-pin-again"))?;
        if typed.is(&again) { Ok(pin) } else { Err(("pin_again", "wrong-pin-again")) }
    }
}

/// `POST /{lang}/maker/pin`: from now on this telephone opens with it.
pub(super) async fn set(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    device: Device,
    asked: Asked,
    Filled(chosen): Filled<Chosen>,
) -> Result<Response, WebError> {
    let pin = match chosen.pin(&maker.buyer.who.mobile) {
        Ok(pin) => pin,
        Err((field, key)) => {
            let page = page(&app, &maker, &device, Wrongs::none().and(field, t.get(key))).await?;
            return answer(&app, t, &asked, "/maker/pin", StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let (token, cookie) = device.kept(&app);
    match phones::set_pin(app.db(), &token, maker.buyer.who.person, maker.maker, &pin).await {
        Ok(()) => Ok(with_cookie(to(&t, "/maker/pin?done=set"), Some(cookie))),
        Err(PhoneError::Db(cause)) => Err(cause.into()),
        Err(_) => Err(WebError::Missing),
    }
}

/// `POST /{lang}/maker/pin/removal`: this telephone needs the code again.
pub(super) async fn forget(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Device(device): Device,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    if let Some(device) = device {
        phones::forget_pin(app.db(), &device, maker.maker).await?;
    }
    Ok(to(&t, "/maker/pin?done=forgotten"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_pin_is_told_at_its_field() {
        let mobile = Mobile::typed("9876543219").expect("a number");
        let of = |pin: &str, again: &str| {
            Chosen { pin: pin.into(), pin_again: again.into() }.pin(&mobile).map(|_| ())
        };
        assert_eq!(of("४८२१", "4821"), Ok(()));
        assert_eq!(of("482", "482"), Err(("pin", "wrong-pin-four")));
        assert_eq!(of("1234", "1234"), Err(("pin", "wrong-pin-easy")));
        assert_eq!(of("4821", "4812"), Err(("pin_again", "wrong-pin-again")));
        assert_eq!(of("4821", ""), Err(("pin_again", "wrong-pin-again")));
    }
}
