//! Who runs the mart, as its legal pages and its footer must say it.

use kernel::Words;
use web::page::District;

use super::Reader;

/// Reads `MART_DISTRICT_…` (`[district]` in the file): all of it is needed, for the law asks for all of it.
///
/// | variable | what |
/// |---|---|
/// | `OWNER_HI`, `OWNER_EN` | who runs the mart |
/// | `LEGAL_NAME_HI`, `LEGAL_NAME_EN` | the name on invoices |
/// | `OFFICE_HI`, `OFFICE_EN` | the postal address |
/// | `PHONE`, `HOURS_HI`, `HOURS_EN`, `EMAIL` | customer care |
/// | `GRIEVANCE_NAME_…`, `GRIEVANCE_POST_…`, `GRIEVANCE_PHONE`, `GRIEVANCE_EMAIL` | the grievance officer |
/// | `UPI_ADDRESS` | the mart's own UPI address, printed at stalls for when the line is down; without it nobody pays to one |
/// | `PAYMENT_COMPANY` | who holds buyers' money until it goes on; default `Razorpay` |
pub fn read(reader: &Reader) -> District {
    let text = |name: &str| reader.text(&format!("MART_DISTRICT_{name}"));
    let words = |name: &str| Words::new(text(&format!("{name}_HI")), text(&format!("{name}_EN")));
    District {
        owner: words("OWNER"),
        legal_name: words("LEGAL_NAME"),
        office: words("OFFICE"),
        phone: text("PHONE"),
        hours: words("HOURS"),
        email: text("EMAIL"),
        grievance_name: words("GRIEVANCE_NAME"),
        grievance_post: words("GRIEVANCE_POST"),
        grievance_phone: text("GRIEVANCE_PHONE"),
        grievance_email: text("GRIEVANCE_EMAIL"),
        payment_company: reader.text_or("MART_DISTRICT_PAYMENT_COMPANY", "Razorpay"),
        upi_address: reader.text_or("MART_DISTRICT_UPI_ADDRESS", ""),
    }
}

/// A district that is plainly a sample: its numbers ring nowhere, its addresses lead nowhere.
pub fn sample() -> District {
    District {
        owner: Words::new("जिला प्रशासन, देवघर (नमूना)", "District Administration, Deoghar (sample)"),
        legal_name: Words::new("देवघर मार्ट (नमूना)", "DeogharMart (sample)"),
        office: Words::new(
            "समाहरणालय परिसर, देवघर 814112, झारखंड",
            "Collectorate Campus, Deoghar 814112, Jharkhand",
        ),
        phone: "06432-000000".to_owned(),
        hours: Words::new("सोमवार से शनिवार, सुबह 10 से शाम 6", "Monday to Saturday, 10 am to 6 pm"),
        email: "madad@deogharmart.example".to_owned(),
        grievance_name: Words::new("श्रीमती नमूना कुमारी", "Ms Namuna Kumari"),
        grievance_post: Words::new("शिकायत अधिकारी", "Grievance Officer"),
        grievance_phone: "06432-000001".to_owned(),
        grievance_email: "shikayat@deogharmart.example".to_owned(),
        payment_company: "Razorpay".to_owned(),
        upi_address: "deogharmart.namuna@upi".to_owned(),
    }
}
