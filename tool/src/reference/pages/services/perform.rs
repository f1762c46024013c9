//! Each act, from the button to the page.

use crate::app::App;
use crate::defects::Defects;
use crate::message::LaunchData;
use crate::reference::pages::services::ServicePage;
use crate::reference::pages::services::controls::Act;
use crate::reference::pages::services::rows::{ItemRow, MemberRow, ResultRow};
use crate::reference::pages::services::spoilt;
use crate::services::ags::{self, LineItem};
use crate::services::nrps::{self, Part, Read};
use crate::services::{Caller, ServiceError};

/// More rows than this are no help to a person, and hard work for a browser.
const MOST_ROWS: usize = 500;

/// What there is to say about an act that was done.
type Told = Result<ServicePage, ServiceError>;

/// Does it, and says how it went.
pub(super) async fn perform(app: &App, launch: &LaunchData, act: Act) -> ServicePage {
    let told = match Caller::new(app, launch) {
        Ok(caller) => told(&caller, act).await,
        Err(error) => Err(error),
    };
    let uncaught = matches!(&told, Err(error) if spoilt::is_uncaught(&app.defects, error));
    let page = told.unwrap_or_else(|error| failed(act, &error));
    ServicePage { heading: heading(act), broke: page.broke || uncaught, ..page }
}

async fn told(caller: &Caller<'_>, act: Act) -> Told {
    match act {
        Act::Start => start(caller).await,
        Act::Finish => finish(caller).await,
        Act::Roster => nrps::read(caller, Part::All).await.map(|read| roster(caller, read)),
        Act::RosterOfLink => nrps::read(caller, Part::OfLink).await.map(|read| roster(caller, read)),
        Act::RosterOfLearners => nrps::read(caller, Part::Learners).await.map(|read| roster(caller, read)),
        Act::RosterChanges => nrps::read_changes(caller).await.map(|read| roster(caller, read)),
        Act::LineItems => {
            ags::list(caller).await.map(|(items, cut)| line_items(&caller.app.defects, &items, cut.as_ref()))
        }
        Act::NewLineItem => new_line_item(caller).await,
        Act::ChangeLineItem => change_line_item(caller).await,
        Act::DeleteLineItem => delete_line_item(caller).await,
        Act::Results => results(caller).await,
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

async fn start(caller: &Caller<'_>) -> Told {
    ags::start(caller, learner(caller)).await?;
    Ok(done("Your course knows that you have begun."))
}

async fn finish(caller: &Caller<'_>) -> Told {
    if spoilt::needs_more(caller) {
        return Ok(ServicePage { broke: true, ..ServicePage::default() });
    }
    match ags::finish(caller, learner(caller)).await {
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
fn learner<'a>(caller: &Caller<'a>) -> &'a str {
    caller.message.user.subject().unwrap_or_default()
}

fn roster(caller: &Caller<'_>, mut read: Read) -> ServicePage {
    let broke = spoilt::breaks_roster(&caller.app.defects, &read);
    spoilt::confuse(caller, &mut read.members);
    let visitor = caller.message.user.subject();
    let count = read.members.len();
    let what = match read.changes {
        Some(changes) => {
            format!("{changes} changes since the roster was read last; now it has {count} members.")
        }
        None => format!("{count} members, read in {} pages.", read.pages),
    };
    let odd = (read.odd > 0).then(|| format!("{} entries did not say who they are about.", read.odd));
    ServicePage {
        notes: odd.into_iter().chain(incomplete(read.cut.as_ref())).collect(),
        broke,
        further: read.members.iter().skip(MOST_ROWS).map(|member| member.id.clone()).collect(),
        members: Some(
            read.members.into_iter().take(MOST_ROWS).map(|member| MemberRow::of(member, visitor)).collect(),
        ),
        ..done(what)
    }
}

fn line_items(defects: &Defects, items: &[LineItem], cut: Option<&ServiceError>) -> ServicePage {
    ServicePage {
        broke: spoilt::breaks_line_items(defects, items),
        notes: incomplete(cut).into_iter().collect(),
        items: Some(items.iter().map(ItemRow::of).collect()),
        ..done(format!("{} line items.", items.len()))
    }
}

fn incomplete(cut: Option<&ServiceError>) -> Option<String> {
    cut.map(|error| format!("This is not all: {error}."))
}

async fn new_line_item(caller: &Caller<'_>) -> Told {
    let ensured = ags::ensure(caller).await?;
    let what = if ensured.is_new { "The line item was made." } else { "The line item is there already." };
    Ok(ServicePage { items: Some(vec![ItemRow::of(&ensured.item)]), ..done(what) })
}

async fn change_line_item(caller: &Caller<'_>) -> Told {
    Ok(match ags::change(caller).await? {
        Some(item) => ServicePage {
            items: Some(vec![ItemRow::of(&item)]),
            ..done("The label of the line item was changed.")
        },
        None => done("There is no line item of this activity to change."),
    })
}

async fn delete_line_item(caller: &Caller<'_>) -> Told {
    let deleted = ags::delete(caller).await?;
    Ok(done(if deleted { "The line item was deleted." } else { "There is no line item of this activity." }))
}

async fn results(caller: &Caller<'_>) -> Told {
    let Some((results, cut)) = ags::results(caller).await? else {
        return Ok(done("There is no line item of this activity, so it has no results."));
    };
    Ok(ServicePage {
        broke: spoilt::breaks_results(&caller.app.defects, &results),
        notes: incomplete(cut.as_ref()).into_iter().collect(),
        results: Some(results.into_iter().map(ResultRow::of).collect()),
        ..done("These are the results in the gradebook of your course.")
    })
}
