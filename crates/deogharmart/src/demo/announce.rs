//! What a ready demo says: to people on the terminal, to tests and scripts in `demo.json`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::fault::{Because, Outcome};
use crate::seeds::Account;

/// A demo that can be visited.
#[derive(Debug, Serialize)]
pub struct Demo {
    /// Where the mart is.
    pub url: String,
    /// Where the pretend gateway, phones and couriers are.
    pub simulators: BTreeMap<&'static str, String>,
    /// Who can sign in, beside any number as a buyer.
    pub accounts: Vec<Account>,
}

/// Roles as the terminal names them, in the order of an order's way. Of each, one person is named.
const ROLES: [(&str, &str); 7] = [
    ("maker", "maker"),
    ("hub_keeper", "hub keeper"),
    ("finance", "finance"),
    ("officer", "field officer"),
    ("department_head", "department head"),
    ("dc_office", "DC's office"),
    ("administrator", "administrator"),
];

impl Demo {
    /// For `demo.json`.
    ///
    /// # Errors
    /// If it cannot be written as JSON, which cannot be.
    pub fn json(&self) -> Outcome<String> {
        serde_json::to_string_pretty(self).because(|| "the demo cannot be described".to_owned())
    }

    /// For the terminal.
    pub fn words(&self, folder: &Path) -> String {
        let simulator = |name: &str| self.simulators.get(name).cloned().unwrap_or_default();
        let mut lines = vec![
            String::new(),
            format!("The mart is open:      {}", self.url),
            format!("Messages on phones:    {}", simulator("sms")),
            format!("Payment gateway:       {}", simulator("gateway")),
            format!("Second gateway:        {}", simulator("switch")),
            format!("Couriers:              {}", simulator("courier")),
            String::new(),
            "To sign in, type a mobile number; the code comes to that phone, which is on the messages page."
                .to_owned(),
            "Who works here also types six digits of an app; the same page shows them under that phone."
                .to_owned(),
            "Any number is a buyer. These people work here:".to_owned(),
        ];
        for (role, shown) in ROLES {
            let all: Vec<&Account> = self.accounts.iter().filter(|account| account.role == role).collect();
            let Some(first) = all.first() else { continue };
            let others = match all.len() - 1 {
                0 => String::new(),
                others => format!(" and {others} more"),
            };
            lines.push(format!("  {shown:<15} {}  {}{others}", first.mobile, first.name));
        }
        lines.push(String::new());
        lines.push(format!(
            "Everybody's number is in {}. Ctrl-C stops the mart.",
            folder.join("demo.json").display()
        ));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> Demo {
        let account = |role: &str, mobile: &str| Account {
            role: role.into(),
            name: "Rita".into(),
            mobile: mobile.into(),
            department: None,
            totp: None,
        };
        Demo {
            url: "http://127.0.0.1:8080".into(),
            simulators: BTreeMap::from([
                ("gateway", "http://127.0.0.1:1".into()),
                ("sms", "http://127.0.0.1:2".into()),
            ]),
            accounts: vec![
                account("finance", "+919000000001"),
                account("maker", "+919000000002"),
                account("maker", "+919000000003"),
            ],
        }
    }

    #[test]
    fn people_are_told_where_to_go_and_who_they_can_be() {
        let words = demo().words(Path::new("mart-data"));
        for part in [
            "http://127.0.0.1:8080",
            "http://127.0.0.1:2",
            "+919000000002  Rita and 1 more",
            "mart-data/demo.json",
        ] {
            assert!(words.contains(part), "{part} in {words}");
        }
    }

    #[test]
    fn scripts_are_told_the_same() {
        let json: serde_json::Value = serde_json::from_str(&demo().json().expect("JSON")).expect("JSON");
        assert_eq!(json["simulators"]["sms"], "http://127.0.0.1:2");
        assert_eq!(json["accounts"][0]["role"], "finance");
        assert_eq!(json["accounts"][2]["mobile"], "+919000000003");
    }
}
