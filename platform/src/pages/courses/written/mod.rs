//! Pages that people write in a course: made, read, edited block by block, and filled with what tools place.

pub(crate) mod blocks;
pub(crate) mod edit;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod pick;
pub(crate) mod view;

use crate::domain::course::Course;
use crate::domain::written::WrittenPage;
use crate::pages::visit::Visit;
use crate::view::segment;

/// Where a page is read; `/edit` behind it is where it is edited.
fn address(visit: &Visit, course: &Course, page: &WrittenPage) -> String {
    format!("{}/pages/{}", super::course_form::address(visit, course), segment(&page.id))
}
