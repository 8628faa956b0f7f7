//! Who may ask for which role, who may approve it, who may end it: one table. Pure.

use kernel::ids::HubId;

use super::{Kind, RoleError};
use crate::accounts::{Blocks, DepartmentKey, Role, Scope, Who};

/// Letters of a reason.
pub const REASON_MOST: usize = 300;

/// Whether somebody may ask that this role begins.
pub fn may_ask(who: &Who, role: Role, department: Option<DepartmentKey>) -> bool {
    match role {
        Role::Maker => false,
        Role::Officer => department.is_some() && who.heads() == department,
        Role::HubKeeper | Role::Finance | Role::DepartmentHead | Role::DcOffice => {
            who.is(Role::DcOffice) || who.is(Role::Administrator)
        }
        Role::Administrator => who.is(Role::Administrator) || who.is(Role::DcOffice),
    }
}

/// Whether somebody may ask that a lost second factor of a person with this role is forgotten.
pub fn may_ask_reset(who: &Who, role: Role, department: Option<DepartmentKey>) -> bool {
    role.is_staff()
        && (who.is(Role::Administrator) || (role == Role::Officer && may_ask(who, role, department)))
}

/// Whether somebody may say yes or no to what another has asked.
pub fn may_decide(who: &Who, kind: Kind) -> bool {
    match kind {
        Kind::Grant => who.is(Role::DcOffice),
        Kind::Reset => who.is(Role::DcOffice) || who.is(Role::Administrator),
    }
}

/// Whether somebody may end this role at once: whoever may ask for it or approve it.
pub fn may_end(who: &Who, role: Role, department: Option<DepartmentKey>) -> bool {
    role.is_staff() && (may_ask(who, role, department) || may_decide(who, Kind::Grant))
}

/// Whether somebody gives or ends roles at all.
pub fn gives_roles(who: &Who) -> bool {
    who.is(Role::DcOffice) || who.is(Role::Administrator) || who.heads().is_some()
}

/// What a role is about, and nothing else: a hub for a keeper, a department for a head, both department and blocks for an
/// officer.
///
/// # Errors
/// [`RoleError::AboutNothing`] with the field that lacks.
pub fn about(
    role: Role,
    hub: Option<HubId>,
    department: Option<DepartmentKey>,
    blocks: Blocks,
) -> Result<Scope, RoleError> {
    match role {
        Role::HubKeeper if hub.is_none() => Err(RoleError::AboutNothing("hub")),
        Role::HubKeeper => Ok(Scope { hub, ..Scope::default() }),
        Role::Officer | Role::DepartmentHead if department.is_none() => {
            Err(RoleError::AboutNothing("department"))
        }
        Role::Officer if blocks.0.is_empty() => Err(RoleError::AboutNothing("blocks")),
        Role::Officer => Ok(Scope { department, blocks, ..Scope::default() }),
        Role::DepartmentHead => Ok(Scope { department, ..Scope::default() }),
        Role::Maker => Err(RoleError::NotYours),
        Role::Finance | Role::DcOffice | Role::Administrator => Ok(Scope::default()),
    }
}

/// A reason as it is kept.
///
/// # Errors
/// [`RoleError::NoReason`].
pub fn reason(typed: &str) -> Result<&str, RoleError> {
    let plain = typed.trim();
    let fits = !plain.is_empty() && plain.chars().count() <= REASON_MOST;
    if fits { Ok(plain) } else { Err(RoleError::NoReason) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Grant;
    use kernel::ids::{Id, PersonId};
    use kernel::india::Mobile;
    use kernel::{Lang, Time};

    fn with(role: Role, department: Option<DepartmentKey>) -> Who {
        let grant = Grant { role, maker: None, hub: None, department, blocks: Blocks::default() };
        Who {
            person: PersonId::new(Time(0), [0; 10]),
            mobile: Mobile::typed("6300000000").expect("a mobile"),
            name: String::new(),
            lang: Lang::Hi,
            grants: vec![grant],
            held_back: vec![],
        }
    }

    /// The table as it stands in `docs/operate/roles.md`.
    #[test]
    fn the_whole_table() {
        let own = Some(DepartmentKey::Jslps);
        let people = [
            ("head", with(Role::DepartmentHead, own)),
            ("other head", with(Role::DepartmentHead, Some(DepartmentKey::Industries))),
            ("dc", with(Role::DcOffice, None)),
            ("admin", with(Role::Administrator, None)),
            ("finance", with(Role::Finance, None)),
            ("officer", with(Role::Officer, own)),
        ];
        let named = |may: &dyn Fn(&Who) -> bool| -> String {
            let who: Vec<&str> = people.iter().filter(|(_, who)| may(who)).map(|(name, _)| *name).collect();
            who.join(", ")
        };
        for (role, ask, reset, end) in [
            (Role::Maker, "", "", ""),
            (Role::HubKeeper, "dc, admin", "admin", "dc, admin"),
            (Role::Officer, "head", "head, admin", "head, dc"),
            (Role::DepartmentHead, "dc, admin", "admin", "dc, admin"),
            (Role::Finance, "dc, admin", "admin", "dc, admin"),
            (Role::DcOffice, "dc, admin", "admin", "dc, admin"),
            (Role::Administrator, "dc, admin", "admin", "dc, admin"),
        ] {
            assert_eq!(named(&|who| may_ask(who, role, own)), ask, "ask for {role}");
            assert_eq!(named(&|who| may_ask_reset(who, role, own)), reset, "ask to reset {role}");
            assert_eq!(named(&|who| may_end(who, role, own)), end, "end {role}");
        }
        assert_eq!(named(&|who| may_decide(who, Kind::Grant)), "dc");
        assert_eq!(named(&|who| may_decide(who, Kind::Reset)), "dc, admin");
    }

    #[test]
    fn a_role_is_about_what_it_needs_and_nothing_else() {
        let hub = Some(HubId::new(Time(0), [0; 10]));
        let (department, blocks) = (Some(DepartmentKey::Jslps), Blocks(vec!["3082".to_owned()]));
        let keeper = about(Role::HubKeeper, hub, department, blocks.clone()).expect("a hub");
        assert!(keeper.hub == hub && keeper.department.is_none() && keeper.blocks.0.is_empty());
        let finance = about(Role::Finance, hub, department, blocks.clone()).expect("nothing needed");
        assert!(finance.hub.is_none() && finance.department.is_none());
        for (role, hub, department, blocks) in [
            (Role::HubKeeper, None, department, blocks.clone()),
            (Role::Officer, hub, None, blocks.clone()),
            (Role::Officer, hub, department, Blocks::default()),
            (Role::DepartmentHead, hub, None, blocks.clone()),
        ] {
            assert!(
                matches!(about(role, hub, department, blocks), Err(RoleError::AboutNothing(_))),
                "{role}"
            );
        }
    }

    #[test]
    fn a_reason_has_words_and_an_end() {
        assert_eq!(reason("  joined today ").ok(), Some("joined today"));
        assert!(reason(" \n").is_err() && reason(&"क".repeat(REASON_MOST + 1)).is_err());
    }
}
