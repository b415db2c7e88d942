//! The passphrase once more, before something that cannot be taken back.

use engine::{Confirmed, Passphrase, UnlockError};

use crate::app::App;
use crate::problem::Problem;

/// What is said of a passphrase that is another one.
pub(crate) const WRONG: &str =
    "This is not the passphrase of this device. Capitals and spaces count.";

/// Asks whether this is the passphrase: `Err` is why not, to be said beside its field.
pub(crate) async fn confirm(
    app: &App,
    passphrase: Passphrase,
) -> Result<Result<Confirmed, String>, Problem> {
    match app.journal().confirm(passphrase).await {
        Ok(confirmed) => Ok(Ok(confirmed)),
        Err(UnlockError::WrongPassphrase) => Ok(Err(WRONG.to_owned())),
        Err(error @ UnlockError::TooManyAttempts { .. }) => {
            Ok(Err(Problem::from(error).said().to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}
