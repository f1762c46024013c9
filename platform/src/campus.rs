//! A campus at work: what it is called, its keys, the tools it knows, its launches and its journal.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use homeroom_vocab::id::{ClientId, Kid};
use jiff::Timestamp;

use crate::app::Ground;
use crate::doctor::kept::Diagnoses;
use crate::domain::campus::{CampusName, Endpoints, Identity};
use crate::domain::content::Content;
use crate::domain::course::{Course, Enrolment};
use crate::domain::edge::Invalid;
use crate::domain::invitation::{Invitation, Used};
use crate::domain::launch::{Launch, LaunchId};
use crate::domain::link::Link;
use crate::domain::person::Person;
use crate::domain::registration::Registration;
use crate::domain::resource::Resource;
use crate::error::Failure;
use crate::faults::armed::{Armed, Reach, Struck};
use crate::faults::armed_courses::ArmedCourses;
use crate::journal::book::Journal;
use crate::journal::exchange::Exchange;
use crate::journal::story::Story;
use crate::keys::ring::KeyRing;
use crate::launch::nonces::Nonces;
use crate::launch::record::LaunchRecord;
use crate::launch::table::Launches;
use crate::services::registration::invite::OpenTokens;
use crate::store::content::Placing;
use crate::store::lists::Size;
use crate::store::{Store, StoreError};
use crate::token::held::Tokens;
use crate::tool_key::kept::KeptKeys;
use crate::view::segment;

/// One simulated LMS.
#[derive(Debug)]
pub(crate) struct Campus {
    ground: Arc<Ground>,
    identity: Identity,
    ring: KeyRing,
    registrations: RwLock<Vec<Arc<Registration>>>,
    launches: Launches,
    nonces: Nonces,
    journal: Journal,
    armed: Armed,
    armed_courses: ArmedCourses,
    tokens: Tokens,
    tool_keys: KeptKeys,
    open_tokens: OpenTokens,
    diagnoses: Diagnoses,
}

impl Campus {
    pub(crate) fn new(
        ground: Arc<Ground>,
        identity: Identity,
        ring: KeyRing,
        registrations: Vec<Registration>,
        tokens: Tokens,
        journal: Journal,
    ) -> Self {
        Self {
            ground,
            identity,
            ring,
            registrations: RwLock::new(registrations.into_iter().map(Arc::new).collect()),
            launches: Launches::default(),
            nonces: Nonces::default(),
            journal,
            armed: Armed::default(),
            armed_courses: ArmedCourses::default(),
            tokens,
            tool_keys: KeptKeys::default(),
            open_tokens: OpenTokens::default(),
            diagnoses: Diagnoses::default(),
        }
    }

    pub(crate) fn name(&self) -> &CampusName {
        &self.identity.name
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    pub(crate) fn store(&self) -> &Store {
        &self.ground.store
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.ground.clock.now()
    }

    fn milliseconds(&self) -> i64 {
        self.ground.clock.milliseconds()
    }

    /// The URLs that a tool needs. Those that its server calls start with the back-channel URL.
    pub(crate) fn endpoints(&self) -> Endpoints {
        let (public, back) = (&self.ground.urls.public, &self.ground.urls.backchannel);
        let name = self.name();
        Endpoints {
            issuer: self.identity.issuer.to_string(),
            authorization_endpoint: format!("{public}/{name}/lti/authorize"),
            token_endpoint: format!("{back}/{name}/lti/token"),
            jwks_uri: format!("{back}/{name}/lti/jwks"),
        }
    }

    pub(crate) fn ring(&self) -> &KeyRing {
        &self.ring
    }

    pub(crate) fn launches(&self) -> &Launches {
        &self.launches
    }

    /// What tools have used as nonces of their own messages.
    pub(crate) fn nonces(&self) -> &Nonces {
        &self.nonces
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The faults that are armed for the whole campus.
    pub(crate) fn armed(&self) -> &Armed {
        &self.armed
    }

    /// The faults that are armed for the services of single courses.
    pub(crate) fn armed_courses(&self) -> &ArmedCourses {
        &self.armed_courses
    }

    /// Disarms everything, for the campus and for each course.
    pub(crate) fn disarm(&self) -> Result<(), Invalid> {
        self.armed_courses.clear();
        self.armed.replace(Vec::new(), Reach::Campus)
    }

    /// The faults that happen to this call of a service of a course.
    pub(crate) fn strike(&self, resource: Resource, course: &str) -> Vec<Struck> {
        let mut struck = self.armed.strike(resource.places(), Some(resource));
        struck.extend(self.armed_courses.strike(course, resource));
        struck
    }

    /// The access tokens that this campus has given.
    pub(crate) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// The key sets of tools, for their requests without a person.
    pub(crate) fn tool_keys(&self) -> &KeptKeys {
        &self.tool_keys
    }

    /// The registration tokens that can still be shown.
    pub(crate) fn open_tokens(&self) -> &OpenTokens {
        &self.open_tokens
    }

    /// What the doctor last said of each registration.
    pub(crate) fn diagnoses(&self) -> &Diagnoses {
        &self.diagnoses
    }

    /// The URL of a service of a course, as tools are told it: it starts with the back-channel URL, and ends with the
    /// course's query part, if it has one (AGS-060, NRPS-012).
    pub(crate) fn service_url(&self, course: &Course, tail: &str) -> String {
        let (back, name, id) = (&self.ground.urls.backchannel, self.name(), segment(course.id.as_str()));
        let url = format!("{back}/{name}/lti/courses/{id}/{tail}");
        match &course.service_query {
            Some(query) => format!("{url}?{query}"),
            None => url,
        }
    }

    /// Makes a new key the active one; it is stored before it signs anything.
    pub(crate) async fn rotate(&self, overlap: bool) -> Result<Kid, Failure> {
        let fresh = self.ground.keys.fresh()?;
        let kid = fresh.kid().clone();
        let keys = self.ring.rotated(fresh, overlap);
        self.store().save_keys(self.name().as_str(), &keys).await?;
        self.ring.replace(keys);
        Ok(kid)
    }

    /// Signs with a key of the ring again; `None` if there is no such key.
    pub(crate) async fn activate_key(&self, kid: &str) -> Result<Option<()>, Failure> {
        let Some(keys) = self.ring.activated(kid) else { return Ok(None) };
        self.store().save_keys(self.name().as_str(), &keys).await?;
        self.ring.replace(keys);
        Ok(Some(()))
    }

    pub(crate) async fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.store().people(self.name().as_str()).await
    }

    /// People in the order in which they came, from `skip` on.
    pub(crate) async fn people_page(&self, skip: usize, count: usize) -> Result<Vec<Person>, StoreError> {
        self.people_found("", skip, count).await
    }

    /// Those of them in whom every word of a text is found: in names, e-mail, ids or roles, whatever the capitals.
    pub(crate) async fn people_found(
        &self,
        text: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<Person>, StoreError> {
        self.store().people_found(self.name().as_str(), text, skip, count).await
    }

    /// Someone who is or was here, and whether they were removed.
    pub(crate) async fn person_on_record(&self, id: &str) -> Result<Option<(Person, bool)>, StoreError> {
        self.store().person_on_record(self.name().as_str(), id).await
    }

    /// Removes a person from the campus and all its courses. What was prepared for them opens nothing any more.
    pub(crate) async fn remove_person(&self, id: &str) -> Result<bool, StoreError> {
        let removed = self.store().remove_person(self.name().as_str(), id, self.milliseconds()).await?;
        self.launches.withdraw(id);
        Ok(removed)
    }

    /// How many people there are.
    pub(crate) async fn people_count(&self) -> Result<i64, StoreError> {
        self.store().people_count(self.name().as_str()).await
    }

    /// Members of a course in the order of enrolment, from `skip` on.
    pub(crate) async fn members_page(
        &self,
        course: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<(Enrolment, Person)>, StoreError> {
        self.members_found(course, "", skip, count).await
    }

    /// Those of them in whom every word of a text is found.
    pub(crate) async fn members_found(
        &self,
        course: &str,
        text: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<(Enrolment, Person)>, StoreError> {
        self.store().members_found(self.name().as_str(), course, text, skip, count).await
    }

    /// How big each course is that has anybody or anything in it.
    pub(crate) async fn course_sizes(&self) -> Result<HashMap<String, Size>, StoreError> {
        self.store().course_sizes(self.name().as_str()).await
    }

    pub(crate) async fn person(&self, id: &str) -> Result<Option<Person>, StoreError> {
        self.store().person(self.name().as_str(), id).await
    }

    pub(crate) async fn save_person(&self, person: &Person) -> Result<(), StoreError> {
        self.store().save_person(self.name().as_str(), person, self.milliseconds()).await
    }

    pub(crate) async fn courses(&self) -> Result<Vec<Course>, StoreError> {
        self.store().courses(self.name().as_str()).await
    }

    pub(crate) async fn course(&self, id: &str) -> Result<Option<Course>, StoreError> {
        self.store().course(self.name().as_str(), id).await
    }

    pub(crate) async fn save_course(&self, course: &Course) -> Result<(), StoreError> {
        self.store().save_course(self.name().as_str(), course, self.milliseconds()).await
    }

    pub(crate) async fn enrolment(
        &self,
        course: &str,
        person: &str,
    ) -> Result<Option<Enrolment>, StoreError> {
        self.store().enrolment(self.name().as_str(), course, person).await
    }

    /// How somebody belonged to a course who was taken off it.
    pub(crate) async fn former_enrolment(
        &self,
        course: &str,
        person: &str,
    ) -> Result<Option<Enrolment>, StoreError> {
        self.store().former_enrolment(self.name().as_str(), course, person).await
    }

    /// Where a person belongs, course by course.
    pub(crate) async fn enrolments_of(
        &self,
        person: &str,
        count: usize,
    ) -> Result<Vec<Enrolment>, StoreError> {
        self.store().enrolments_of(self.name().as_str(), person, count).await
    }

    pub(crate) async fn save_enrolment(&self, enrolment: &Enrolment) -> Result<(), StoreError> {
        self.store().save_enrolment(self.name().as_str(), enrolment, self.milliseconds()).await
    }

    /// Stores new people with their places in a course, all or nothing.
    pub(crate) async fn save_members(&self, members: &[(Person, Enrolment)]) -> Result<(), StoreError> {
        self.store().save_members(self.name().as_str(), members, self.milliseconds()).await
    }

    /// Takes a member off a course; says whether there was one.
    pub(crate) async fn remove_enrolment(&self, course: &str, person: &str) -> Result<bool, StoreError> {
        self.store().remove_enrolment(self.name().as_str(), course, person, self.milliseconds()).await
    }

    pub(crate) async fn links(&self) -> Result<Vec<Link>, StoreError> {
        self.store().links(self.name().as_str()).await
    }

    pub(crate) async fn links_of(&self, course: &str) -> Result<Vec<Link>, StoreError> {
        self.store().links_of(self.name().as_str(), course).await
    }

    pub(crate) async fn link(&self, id: &str) -> Result<Option<Link>, StoreError> {
        self.store().link(self.name().as_str(), id).await
    }

    pub(crate) async fn save_link(&self, link: &Link) -> Result<(), StoreError> {
        self.store().save_link(self.name().as_str(), link, self.milliseconds()).await
    }

    /// Stores what an answer of a tool brought, all of it or nothing, and shows it on the page that it was picked for.
    pub(crate) async fn place(&self, all: &[Placing], page: Option<&str>) -> Result<(), StoreError> {
        self.store().place(self.name().as_str(), all, page, self.milliseconds()).await
    }

    pub(crate) async fn content_of(&self, course: &str) -> Result<Vec<Content>, StoreError> {
        self.store().content_of(self.name().as_str(), course).await
    }

    pub(crate) async fn content(&self, id: &str) -> Result<Option<Content>, StoreError> {
        self.store().content(self.name().as_str(), id).await
    }

    /// The bytes of a file that was fetched when it was placed.
    pub(crate) async fn file(&self, item: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store().file(self.name().as_str(), item).await
    }

    pub(crate) async fn remove_content(&self, id: &str) -> Result<(), StoreError> {
        self.store().remove_content(self.name().as_str(), id).await
    }

    pub(crate) async fn remove_link(&self, id: &str) -> Result<(), StoreError> {
        self.store().remove_link(self.name().as_str(), id).await
    }

    /// The tools this campus knows, in the order of registration. Kept in memory, because the authorization endpoint
    /// must not wait for the database.
    pub(crate) fn registrations(&self) -> Vec<Arc<Registration>> {
        self.registrations.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn registration(&self, client: &str) -> Option<Arc<Registration>> {
        let known = self.registrations.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|registration| registration.client_id.as_str() == client).cloned()
    }

    /// Stores a registration, new or changed, then lets it take effect.
    pub(crate) async fn save_registration(&self, registration: Registration) -> Result<(), StoreError> {
        self.store().save_registration(self.name().as_str(), &registration, self.milliseconds()).await?;
        self.learn(registration);
        Ok(())
    }

    /// Stores a registration that an invitation was used for, then lets it take effect; not where another use was first.
    pub(crate) async fn register_invited(
        &self,
        invitation: &Invitation,
        used: Used,
        registration: Registration,
    ) -> Result<bool, StoreError> {
        let name = self.name().as_str();
        let first = self.store().use_invitation(name, invitation, used, &registration).await?;
        if first {
            self.learn(registration);
        }
        Ok(first)
    }

    fn learn(&self, registration: Registration) {
        self.diagnoses.forget(&registration.client_id);
        let mut known = self.registrations.write().unwrap_or_else(PoisonError::into_inner);
        let registration = Arc::new(registration);
        match known.iter_mut().find(|known| known.client_id == registration.client_id) {
            Some(place) => *place = registration,
            None => known.push(registration),
        }
    }

    /// Whether there was such a registration.
    pub(crate) async fn delete_registration(&self, client: &ClientId) -> Result<bool, StoreError> {
        let deleted = self.store().delete_registration(self.name().as_str(), client).await?;
        self.diagnoses.forget(client);
        let mut known = self.registrations.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|registration| registration.client_id != *client);
        Ok(deleted)
    }

    /// One launch, as it stands now.
    pub(crate) fn launch(&self, id: &str) -> Option<Launch> {
        self.launches.get(&LaunchId::from(id.to_owned()), self.now()).or_else(|| self.kept_story(id))
    }

    /// A launch that is remembered only because somebody keeps it.
    fn kept_story(&self, id: &str) -> Option<Launch> {
        let kept = self.kept_launch(id)?;
        match serde_json::from_value::<LaunchRecord>(kept.record.clone()) {
            Ok(record) => Some(record.launch()),
            Err(error) => {
                tracing::error!(launch = id, %error, "a kept launch cannot be read");
                None
            }
        }
    }

    /// The newest launches, newest first.
    pub(crate) fn recent_launches(&self, count: usize) -> Vec<Launch> {
        self.launches.newest(count, self.now())
    }

    /// Up to `count` of the launches that match after the first `skip`, newest first.
    pub(crate) fn launches_where(
        &self,
        matches: impl Fn(&Launch) -> bool,
        skip: usize,
        count: usize,
    ) -> Vec<Launch> {
        self.launches.newest_where(matches, skip, count, self.now())
    }

    /// A launch with its exchanges.
    pub(crate) fn story(&self, id: &str) -> Option<Story> {
        let launch = self.launch(id)?;
        let exchanges = launch.exchanges.iter().filter_map(|number| self.journal.get(*number)).collect();
        Some(Story { launch, exchanges })
    }

    /// Puts what earlier runs recorded before what this one did.
    pub(crate) fn restore_journal(&self, earlier: Vec<Exchange>) {
        self.journal.prepend(earlier);
    }
}
