//! What people put into a course by hand: pages, the order of its content, and the end of the course itself.

use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::edge::{Invalid, quoted};
use crate::domain::written::{self, Way, WrittenPage};
use crate::error::Refused;
use crate::store::StoreError;
use crate::store::order::Shelf;

/// No course has more pages.
const MOST_PAGES: i64 = 500;

impl Campus {
    /// Courses in the order in which they were made, from `skip` on.
    pub(crate) async fn courses_page(&self, skip: usize, count: usize) -> Result<Vec<Course>, StoreError> {
        self.store().courses_page(self.name().as_str(), skip, count).await
    }

    /// How many courses there are.
    pub(crate) async fn courses_count(&self) -> Result<i64, StoreError> {
        self.store().courses_count(self.name().as_str()).await
    }

    pub(crate) async fn pages_of(&self, course: &str) -> Result<Vec<WrittenPage>, StoreError> {
        self.store().pages_of(self.name().as_str(), course).await
    }

    pub(crate) async fn page(&self, id: &str) -> Result<Option<WrittenPage>, StoreError> {
        self.store().page(self.name().as_str(), id).await
    }

    /// Adds an empty page to a course.
    pub(crate) async fn add_page(&self, course: &Course, title: &str) -> Result<WrittenPage, Refused> {
        let title = written::title(title)?;
        let count = self.store().pages_count(self.name().as_str(), course.id.as_str()).await?;
        if count >= MOST_PAGES {
            let expected = format!("a course with fewer than {MOST_PAGES} pages");
            return Err(Invalid::new("title", expected, &format!("{count} pages")).into());
        }
        let id = self.ground().entropy.id("page")?;
        let page = WrittenPage { id, course: course.id.clone(), title, blocks: Vec::new() };
        self.store().add_page(self.name().as_str(), &page, self.now().as_millisecond()).await?;
        Ok(page)
    }

    /// Changes a page as it stands now; an error if it is gone.
    pub(crate) async fn change_page<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut WrittenPage) -> T,
    ) -> Result<T, Refused> {
        let done = self.store().change_page(self.name().as_str(), id, change).await?;
        let gone = || Invalid::new("page", "a page that is still there", &quoted(id));
        Ok(done.ok_or_else(gone)?)
    }

    pub(crate) async fn remove_page(&self, id: &str) -> Result<(), StoreError> {
        self.store().remove_page(self.name().as_str(), id).await
    }

    /// Moves a link or an item past its neighbour on the page of its course, which does not list what pages show.
    pub(crate) async fn shift(
        &self,
        course: &str,
        kind: Shelf,
        id: &str,
        way: Way,
    ) -> Result<(), StoreError> {
        let pages = self.pages_of(course).await?;
        let shown = |id: &str| {
            !pages.iter().any(|page| match kind {
                Shelf::Links => page.shows_link(&id.to_owned().into()),
                Shelf::Items => page.shows_item(id),
            })
        };
        self.store().shift(self.name().as_str(), course, kind, id, way, shown).await
    }

    /// Takes a course away with all that is in it, and disarms its faults.
    pub(crate) async fn remove_course(&self, id: &str) -> Result<(), StoreError> {
        self.store().remove_course(self.name().as_str(), id).await?;
        self.armed_courses().forget(id);
        Ok(())
    }
}
