//! Pages of being found and shared.

use kernel::Time;

use super::*;
use crate::views::press::{Press, PressPicture};

/// What is gone, links to hand on, the page for the press.
pub(super) fn found() -> Vec<(&'static str, &'static str, Box<dyn View>)> {
    let lac = || w("लाह चूड़ी व लहठी", "Lac bangles and lahthi");
    let sunita = || w("सुनीता देवी", "Sunita Devi");
    vec![
        (
            "gone",
            "/products/lal-lahthi",
            Box::new(Tombstone {
                name: w("लाल लहठी", "Red lahthi"),
                craft: ("lac".into(), lac()),
                maker: Some(("sunita-devi".into(), sunita())),
                like_it: shelf(0, 4),
            }),
        ),
        (
            "links",
            "/products/lal-lahthi/links",
            Box::new(Links {
                path: "/products/lal-lahthi".into(),
                card: Some("/cards/lal-lahthi/0123456789abcdef0123456789abcdef.jpg".into()),
                name: w("लाल लहठी, 12 का सेट", "Red lahthi, set of 12"),
            }),
        ),
        (
            "press",
            "/press",
            Box::new(Press {
                makers_ever: 52,
                paid_ever: Paise::rupees(3_20_000),
                on_time: Some(94),
                payouts_in_time: Some(98),
                at: Time(1_764_300_000_000),
                states: vec![(w("झारखंड", "Jharkhand"), 212), (w("पश्चिम बंगाल", "West Bengal"), 41)],
                elsewhere: 9,
                pictures: vec![PressPicture {
                    name: w("लाल लहठी", "Red lahthi"),
                    maker: sunita(),
                    picture: picture("lahthi"),
                    largest: "/pictures/lahthi/640.webp".into(),
                }],
            }),
        ),
    ]
}
