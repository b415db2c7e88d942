//! Spaces beside the home space: they have the same owners and the same keepers.

use replica::{Control, MemberState, Role, SpaceId};

use crate::{Error, Vault};

impl Vault {
    /// Adds owners and keepers of the home space that another space does not know yet, and removes those that have been
    /// removed there.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn align_owners(&self, id: SpaceId) -> Result<(), Error> {
        let view = self.store.read()?;
        let home = self.home(&view)?;
        let other = self.space(&view, id)?;
        let known = |device| {
            other
                .membership
                .members()
                .any(|member| member.certificate.device == device)
        };
        let of_home = |state: MemberState| {
            home.membership.members().filter(move |member| {
                member.certificate.role != Role::Reader && member.state == state
            })
        };
        let missing: Vec<_> = of_home(MemberState::Active)
            .filter(|member| !known(member.certificate.device))
            .map(|member| member.certificate.clone())
            .collect();
        let removed: Vec<_> = of_home(MemberState::Removed)
            .map(|member| member.certificate.device)
            .filter(|device| other.membership.role(*device).is_some())
            .collect();
        drop(view);
        if !missing.is_empty() {
            let (mut writer, meta) = self.begin()?;
            let mut recipients = Vec::new();
            for certificate in missing {
                if certificate.role == Role::Owner {
                    recipients.push(certificate.recipient.clone());
                }
                self.author_control(&mut writer, &meta, id.tag(), Control::Add { certificate })?;
            }
            if !recipients.is_empty() {
                self.rewrap(&mut writer, &meta, &other, &recipients)?;
            }
            self.commit(writer, &meta)?;
        }
        if removed.is_empty() {
            return Ok(());
        }
        self.remove_from(id, &removed)
    }

    /// Ends a space: nothing is written into it any more.
    ///
    /// # Errors
    /// [`Error::Locked`], or what the disk says.
    pub fn close_space(&self, id: SpaceId) -> Result<(), Error> {
        let (mut writer, meta) = self.begin()?;
        self.author_control(&mut writer, &meta, id.tag(), Control::Close)?;
        self.commit(writer, &meta)
    }
}
