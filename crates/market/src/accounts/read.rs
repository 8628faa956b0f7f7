//! What others ask of accounts.

use kernel::Lang;
use kernel::ids::{HubId, MakerId, PersonId};
use kernel::india::Mobile;
use store::{DbError, Read};

use super::{Blocks, DepartmentKey, Post, Role, sql};

/// Somebody who has signed in, with all living roles.
#[derive(Clone, Debug)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// The number.
    pub mobile: Mobile,
    /// The name; empty until a first order or an officer gives one.
    pub name: String,
    /// The language for SMS.
    pub lang: Lang,
    /// What the person does for the mart; empty for a buyer.
    pub grants: Vec<Grant>,
    /// What she could do as well, if she had proven a second factor in this session.
    pub held_back: Vec<Grant>,
}

store::row! {
    /// A living role and what it is about.
    pub struct Grant {
        /// What the person does.
        pub role: Role,
        /// For a maker: which.
        pub maker: Option<MakerId>,
        /// For a hub keeper: which hub.
        pub hub: Option<HubId>,
        /// For an officer or a head: of which department.
        pub department: Option<DepartmentKey>,
        /// For an officer: in which blocks.
        pub blocks: Blocks,
    }
}

impl Who {
    /// The same person in a session that has proven no second factor: work for the mart is held back.
    #[must_use]
    pub fn unproven(mut self) -> Who {
        let (staff, rest) = self.grants.into_iter().partition(|grant| grant.role.is_staff());
        self.grants = rest;
        self.held_back.extend::<Vec<Grant>>(staff);
        self
    }

    /// The same person once a second factor is proven.
    #[must_use]
    pub fn proven(mut self) -> Who {
        self.grants.append(&mut self.held_back);
        self
    }

    /// Whether she works for the mart, proven or not.
    pub fn works_here(&self) -> bool {
        self.grants.iter().chain(&self.held_back).any(|grant| grant.role.is_staff())
    }

    /// The makers this person is or speaks for, the longest known first; most people have one or none.
    pub fn makers(&self) -> Vec<MakerId> {
        self.grants.iter().filter(|g| g.role == Role::Maker).filter_map(|g| g.maker).collect()
    }

    /// The hub this person keeps.
    pub fn hub(&self) -> Option<HubId> {
        self.grants.iter().find(|g| g.role == Role::HubKeeper).and_then(|g| g.hub)
    }

    /// Where this person works as an officer.
    pub fn post(&self) -> Option<Post> {
        let grant = self.grants.iter().find(|g| g.role == Role::Officer)?;
        grant.department.map(|department| Post { department, blocks: grant.blocks.clone() })
    }

    /// The department this person heads.
    pub fn heads(&self) -> Option<DepartmentKey> {
        self.grants.iter().find(|g| g.role == Role::DepartmentHead).and_then(|g| g.department)
    }

    /// Whether the person has a role.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }
}

/// A person with all living roles, none held back; `None` if there is no such person.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn who_is(read: &mut Read, person: PersonId) -> Result<Option<Who>, DbError> {
    let Some((mobile, name, lang)) = sql::person_row(read, person).await? else { return Ok(None) };
    let grants = sql::grants_of(read, person).await?;
    Ok(Some(Who { person, mobile, name, lang, grants, held_back: Vec::new() }))
}

store::row! {
    /// Somebody who works as an officer.
    pub struct Officer {
        /// The person.
        pub person: PersonId,
        /// The name.
        pub name: String,
        /// For which department.
        pub department: DepartmentKey,
    }
}

/// The officers of all departments who work in a block, by department and name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn officers_in(read: &mut Read, block_code: &str) -> Result<Vec<Officer>, DbError> {
    sql::officers_in(read, block_code).await
}
