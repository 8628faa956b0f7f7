//! What people write for money, days, numbers and codes of India, in any digits: read the same after it was shown, or not read.
#![no_main]

use kernel::india::{Gstin, Ifsc, Mobile, Pan, Pin};
use kernel::{Day, Paise, Time, aadhaar};

libfuzzer_sys::fuzz_target!(|typed: &str| {
    if let Some(paise) = Paise::typed(typed) {
        assert_eq!(Paise::typed(&paise.to_string()), Some(paise), "{typed}");
        let _ = paise.times(3);
    }
    if let Some(day) = Day::from_iso(typed) {
        assert_eq!(Day::from_iso(&day.iso()), Some(day), "{typed}");
        let _ = (day.written(), day.financial_year());
    }
    if let Some(time) = Time::from_written(typed) {
        let _ = (time.in_india(), time.rfc3339());
    }
    if let Some(mobile) = Mobile::typed(typed) {
        assert_eq!(Mobile::typed(mobile.as_str()).as_ref(), Some(&mobile));
    }
    let _ = (Pin::typed(typed), Pan::typed(typed), Gstin::typed(typed), Ifsc::typed(typed));
    let _ = (aadhaar::is_in(typed), aadhaar::is_in_mobile(typed));
});
