//! Each act, from the button to the page.

use crate::grades::{LineItem, Listed};
use crate::reference::app::App;
use crate::reference::grading::Act as Grading;
use crate::reference::pages::services::ServicePage;
use crate::reference::pages::services::controls::Act;
use crate::reference::pages::services::rows::{ItemRow, MemberRow, ResultRow};
use crate::reference::pages::services::spoilt;
use crate::roster::{MemberFilter, Members, Status};
use crate::{Defect, Defects, LaunchData, ServiceError};

/// More rows than this are no help to a person, and hard work for a browser.
const MOST_ROWS: usize = 500;

/// What there is to say about an act that was done.
type Told = Result<ServicePage, ServiceError>;

/// Does it, and says how it went.
pub(super) async fn perform(app: &App, launch: &LaunchData, act: Act) -> ServicePage {
    let told = told(app, launch, act).await;
    let uncaught = matches!(&told, Err(error) if spoilt::is_uncaught(&app.defects, error));
    let page = told.unwrap_or_else(|error| failed(act, &error));
    ServicePage { heading: heading(act), broke: page.broke || uncaught, ..page }
}

async fn told(app: &App, launch: &LaunchData, act: Act) -> Told {
    let grading = Grading::new(app, launch);
    match act {
        Act::Start => start(&grading, launch).await,
        Act::Finish => finish(app, &grading, launch).await,
        Act::Roster => whole_roster(app, launch).await,
        Act::RosterOfLink => part_of_roster(app, launch, of_link(app, launch)).await,
        Act::RosterOfLearners => part_of_roster(app, launch, MemberFilter::learners()).await,
        Act::RosterChanges => changes_of_roster(app, launch).await,
        Act::LineItems => grading.list().await.map(|listed| line_items(&app.defects, &listed)),
        Act::NewLineItem => new_line_item(&grading).await,
        Act::ChangeLineItem => change_line_item(&grading).await,
        Act::DeleteLineItem => delete_line_item(&grading).await,
        Act::Results => results(&app.defects, &grading).await,
    }
}

fn heading(act: Act) -> &'static str {
    match act {
        Act::Start => "Started",
        Act::Finish => "Finished",
        Act::Roster | Act::RosterOfLink | Act::RosterOfLearners | Act::RosterChanges => "Roster",
        Act::LineItems => "Line items",
        Act::NewLineItem | Act::ChangeLineItem | Act::DeleteLineItem => "Line item",
        Act::Results => "Results",
    }
}

/// What did not happen, and why.
fn failed(act: Act, error: &ServiceError) -> ServicePage {
    let what = match act {
        Act::Start => "Your course could not be told that you have begun",
        Act::Finish => "Your result could not be sent to your course",
        Act::Roster | Act::RosterOfLink | Act::RosterOfLearners => "The roster could not be read",
        Act::RosterChanges => "What changed in the roster could not be read",
        Act::LineItems => "The line items could not be read",
        Act::NewLineItem => "The line item could not be found or made",
        Act::ChangeLineItem => "The line item could not be changed",
        Act::DeleteLineItem => "The line item could not be deleted",
        Act::Results => "The results could not be read",
    };
    ServicePage { failure: Some(format!("{what}: {error}.")), ..ServicePage::default() }
}

fn done(what: impl Into<String>) -> ServicePage {
    ServicePage { done: Some(what.into()), ..ServicePage::default() }
}

async fn start(grading: &Grading<'_>, launch: &LaunchData) -> Told {
    grading.start(learner(launch)).await?;
    Ok(done("Your course knows that you have begun."))
}

async fn finish(app: &App, grading: &Grading<'_>, launch: &LaunchData) -> Told {
    if spoilt::needs_more(&app.defects, launch) {
        return Ok(ServicePage { broke: true, ..ServicePage::default() });
    }
    match grading.finish(learner(launch)).await {
        Ok(sent) => Ok(done(format!("Your result went to your course: {} of {}.", sent.given, sent.maximum))),
        // A later score than ours is on record: nothing is left to do (AGS-082).
        Err(error) if error.is_conflict() => Ok(ServicePage {
            notes: vec![format!("Your course has a later result already: {error}.")],
            ..ServicePage::default()
        }),
        Err(error) => Err(error),
    }
}

/// Whom the services know by it; only known learners get here.
fn learner(launch: &LaunchData) -> &str {
    launch.user.subject().unwrap_or_default()
}

async fn whole_roster(app: &App, launch: &LaunchData) -> Told {
    if app.defects.has(Defect::ROSTER_NEVER_READ) {
        return Ok(roster(app, launch, Members::default(), None));
    }
    let read = app.lti.roster(launch).members(&MemberFilter::all()).await?;
    app.rosters.keep(launch, &read);
    Ok(roster(app, launch, read, None))
}

async fn part_of_roster(app: &App, launch: &LaunchData, filter: MemberFilter) -> Told {
    if app.defects.has(Defect::ROSTER_NEVER_READ) {
        return Ok(roster(app, launch, Members::default(), None));
    }
    Ok(roster(app, launch, app.lti.roster(launch).members(&filter).await?, None))
}

/// What changed since the roster was read last, and what it is then. Without an earlier reading the whole roster is read.
async fn changes_of_roster(app: &App, launch: &LaunchData) -> Told {
    let known = app.rosters.get(launch);
    let Some((mut known, since)) = known.and_then(|known| Some((known.clone(), known.differences?))) else {
        return whole_roster(app, launch).await;
    };
    let mut changes = app.lti.roster(launch).differences(&since).await?;
    let count = changes.members.len();
    let (unreadable, repeated, pages) = (changes.unreadable, changes.repeated, changes.pages);
    let incomplete = changes.incomplete.clone();
    if app.defects.has(Defect::MEMBER_DELETED_KEPT) {
        changes.members.retain(|member| member.status != Status::Deleted);
    }
    known.apply(changes);
    if incomplete.is_none() {
        app.rosters.keep(launch, &known);
    }
    let now = Members { pages, incomplete, unreadable, repeated, ..known };
    Ok(roster(app, launch, now, Some(count)))
}

/// Who can reach the link that was opened (NRPS-016).
fn of_link(app: &App, launch: &LaunchData) -> MemberFilter {
    let of_course = app.defects.has(Defect::ROSTER_LINK_OF_COURSE);
    let course = launch.context.as_ref().and_then(|context| context.id.as_deref()).filter(|_| of_course);
    let link = launch.resource_link.as_ref().map(|link| link.id.as_str());
    MemberFilter::all().resource_link_id(course.or(link).unwrap_or_default())
}

fn roster(app: &App, launch: &LaunchData, mut read: Members, changes: Option<usize>) -> ServicePage {
    let broke = spoilt::breaks_roster(&app.defects, &read);
    spoilt::confuse(app, launch, &mut read.members);
    let visitor = launch.user.subject();
    let count = read.members.len();
    let what = match changes {
        Some(changes) => {
            format!("{changes} changes since the roster was read last; now it has {count} members.")
        }
        None => format!("{count} members, read in {} pages.", read.pages),
    };
    let odd =
        (read.unreadable > 0).then(|| format!("{} entries did not say who they are about.", read.unreadable));
    ServicePage {
        notes: odd.into_iter().chain(incomplete(read.incomplete.as_ref())).collect(),
        broke,
        further: read.members.iter().skip(MOST_ROWS).map(|member| member.id.clone()).collect(),
        members: Some(
            read.members.into_iter().take(MOST_ROWS).map(|member| MemberRow::of(member, visitor)).collect(),
        ),
        ..done(what)
    }
}

fn line_items(defects: &Defects, listed: &Listed<LineItem>) -> ServicePage {
    let items = &listed.entries;
    ServicePage {
        broke: spoilt::breaks_line_items(defects, items),
        notes: incomplete(listed.incomplete.as_ref()).into_iter().collect(),
        items: Some(items.iter().map(ItemRow::of).collect()),
        ..done(format!("{} line items.", items.len()))
    }
}

fn incomplete(why: Option<&ServiceError>) -> Option<String> {
    why.map(|error| format!("This is not all: {error}."))
}

async fn new_line_item(grading: &Grading<'_>) -> Told {
    let ensured = grading.ensure().await?;
    let what = if ensured.is_new { "The line item was made." } else { "The line item is there already." };
    Ok(ServicePage { items: Some(vec![ItemRow::of(&ensured.item)]), ..done(what) })
}

async fn change_line_item(grading: &Grading<'_>) -> Told {
    Ok(match grading.change().await? {
        Some(item) => ServicePage {
            items: Some(vec![ItemRow::of(&item)]),
            ..done("The label of the line item was changed.")
        },
        None => done("There is no line item of this activity to change."),
    })
}

async fn delete_line_item(grading: &Grading<'_>) -> Told {
    let deleted = grading.delete().await?;
    Ok(done(if deleted { "The line item was deleted." } else { "There is no line item of this activity." }))
}

async fn results(defects: &Defects, grading: &Grading<'_>) -> Told {
    let Some(listed) = grading.results().await? else {
        return Ok(done("There is no line item of this activity, so it has no results."));
    };
    Ok(ServicePage {
        broke: spoilt::breaks_results(defects, &listed.entries),
        notes: incomplete(listed.incomplete.as_ref()).into_iter().collect(),
        results: Some(listed.entries.into_iter().map(ResultRow::of).collect()),
        ..done("These are the results in the gradebook of your course.")
    })
}
