//! The invitations to register, and what was registered with them.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection};

use super::registrations::write_registration;
use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::invitation::{Invitation, Used};
use crate::domain::registration::Registration;

impl Store {
    /// All of them, newest first.
    pub(crate) async fn invitations(&self, campus: &str) -> Result<Vec<Invitation>, StoreError> {
        let rows =
            sqlx::query("SELECT document FROM invitations WHERE campus = $1 ORDER BY created_at DESC, id")
                .bind(campus.to_owned())
                .fetch_all(&self.pool)
                .await?;
        all_documents(&rows)
    }

    pub(crate) async fn invitation(&self, campus: &str, id: &str) -> Result<Option<Invitation>, StoreError> {
        self.one_invitation("SELECT document FROM invitations WHERE campus = $1 AND id = $2", campus, id)
            .await
    }

    /// The invitation whose token has this hash.
    pub(crate) async fn invitation_of_token(
        &self,
        campus: &str,
        hash: &str,
    ) -> Result<Option<Invitation>, StoreError> {
        self.one_invitation(
            "SELECT document FROM invitations WHERE campus = $1 AND token_hash = $2",
            campus,
            hash,
        )
        .await
    }

    /// The invitation that was used for this client.
    pub(crate) async fn invitation_of_client(
        &self,
        campus: &str,
        client: &str,
    ) -> Result<Option<Invitation>, StoreError> {
        self.one_invitation(
            "SELECT document FROM invitations WHERE campus = $1 AND client_id = $2",
            campus,
            client,
        )
        .await
    }

    async fn one_invitation(
        &self,
        query: &'static str,
        campus: &str,
        value: &str,
    ) -> Result<Option<Invitation>, StoreError> {
        let row = sqlx::query(query)
            .bind(campus.to_owned())
            .bind(value.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    /// Stores a new invitation, and forgets those that ended unused before a moment.
    pub(crate) async fn add_invitation(
        &self,
        campus: &str,
        invitation: &Invitation,
        forget: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM invitations WHERE campus = $1 AND client_id IS NULL AND expires_at < $2")
            .bind(campus.to_owned())
            .bind(forget)
            .execute(&mut *transaction)
            .await?;
        let added = sqlx::query(
            "INSERT INTO invitations (campus, id, token_hash, created_at, expires_at, document) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        );
        named(added, campus, &invitation.id)
            .bind(invitation.token_hash.clone())
            .bind(invitation.created_at)
            .bind(invitation.expires_at)
            .bind(to_document(invitation)?)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Stores a registration and that its invitation was used for it, or, where another was first, neither.
    pub(crate) async fn use_invitation(
        &self,
        campus: &str,
        invitation: &Invitation,
        used: Used,
        registration: &Registration,
    ) -> Result<bool, StoreError> {
        let at = used.at;
        let mut transaction = self.pool.begin().await?;
        if !take(&mut transaction, campus, invitation, used).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        write_registration(&mut transaction, campus, registration, at).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Marks an invitation as used, unless it is.
async fn take(
    with: &mut AnyConnection,
    campus: &str,
    invitation: &Invitation,
    used: Used,
) -> Result<bool, StoreError> {
    let client = used.client_id.clone();
    let document = to_document(&Invitation { used: Some(used), ..invitation.clone() })?;
    let taken = sqlx::query(
        "UPDATE invitations SET client_id = $3, document = $4 \
         WHERE campus = $1 AND id = $2 AND client_id IS NULL",
    );
    let taken = named(taken, campus, &invitation.id).bind(client).bind(document);
    Ok(taken.execute(with).await?.rows_affected() > 0)
}

fn named<'q>(query: Query<'q, Any, AnyArguments>, campus: &str, id: &str) -> Query<'q, Any, AnyArguments> {
    query.bind(campus.to_owned()).bind(id.to_owned())
}
