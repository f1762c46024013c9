//! How content pickers look, and the keys that the tool signs its answers with: learned when the first case needs it.

use super::{Login, Session, look, signs};
use crate::driver::Recorder;
use crate::launch::Ended;
use crate::oracle::answer::ToolKeys;
use crate::oracle::classify::{Marker, Outcome, Signs, classify};
use crate::oracle::fingerprint::Fingerprint;
use crate::oracle::key_set::KeySet;
use crate::oracle::pem;
use crate::record::Stop;
use crate::scene::Errand;
use crate::target::Registration;
use crate::variation::INSTRUCTOR;

/// How a content picker looks when it opens, and when the request is refused.
#[derive(Debug, Clone)]
pub(crate) struct PickerSigns {
    pub(crate) signs: Signs,
    /// Whether a taken request logs in, so that the probe can tell.
    pub(crate) logs_in: bool,
}

impl Session {
    /// How content pickers look. A picker is unlike an activity, so it has control requests of its own.
    pub(crate) async fn pickers(&self) -> &Result<PickerSigns, Stop> {
        self.pickers.get_or_init(|| Box::pin(self.learn_pickers())).await
    }

    async fn learn_pickers(&self) -> Result<PickerSigns, Stop> {
        let control = |faults| self.control_launch(Errand::Content, INSTRUCTOR, faults);
        let (first, browser) = control(&[]).await?;
        let mut signs = signs(&self.target);
        // The marker may speak of activities only.
        if classify(&first.page, &signs, None) != Outcome::Accepted {
            signs.accept = Marker::default();
        }
        demand_opened(&first, &signs)?;
        let (second, _) = control(&[]).await?;
        demand_opened(&second, &signs)?;
        signs.accepted = vec![Fingerprint::of(&first.page).narrowed_by(&Fingerprint::of(&second.page))];
        let logs_in = self.login_of(&browser, first.mark).await == Login::In;
        signs.refused = self.refused(Errand::Content, INSTRUCTOR, &signs.accepted, logs_in).await;
        Ok(PickerSigns { signs, logs_in })
    }

    /// The keys that the tool signs with.
    pub(crate) async fn tool_keys(&self) -> ToolKeys {
        self.tool_keys.get_or_init(|| fetch_tool_keys(self, &self.party.registration)).await.clone()
    }
}

/// The keys of a registration, as the tool publishes them now.
pub(super) async fn fetch_tool_keys(session: &Session, registration: &Registration) -> ToolKeys {
    if let Some(pem) = &registration.pem {
        let keys = pem::key_set(pem).map(ToolKeys::Registered);
        return keys.unwrap_or_else(|| ToolKeys::Unknown("the `pem` holds no RSA public key".to_owned()));
    }
    let Some(url) = &registration.jwks_url else {
        return ToolKeys::Unknown("no key of the tool is known: set `jwks_url` in `[tool]`".to_owned());
    };
    let page = look(&mut session.browser(Recorder::default()), url).await;
    let keys = page.ok_or_else(|| "no answer".to_owned()).and_then(|page| KeySet::read(&page.body));
    keys.map_or_else(|why| ToolKeys::Unknown(format!("the tool's key set {url}: {why}")), ToolKeys::Published)
}

/// A picker is open, or has answered at once with more than an error.
fn demand_opened(ended: &Ended, signs: &Signs) -> Result<(), Stop> {
    let refused = |actual: String| Err(Stop::broken("a content picker that opens", actual));
    if let Some(answer) = ended.answer() {
        return if answer.is_failure() {
            refused("an answer that tells an error".to_owned())
        } else {
            Ok(())
        };
    }
    match classify(&ended.page, signs, ended.return_url.as_deref()) {
        Outcome::Refused | Outcome::Crashed(_) | Outcome::Onboarding => refused(ended.page.describe()),
        _ if !ended.page.is_success() => refused(ended.page.describe()),
        _ => Ok(()),
    }
}
