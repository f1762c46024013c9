//! Every page with every sample: they render, and they keep the rules that all pages share.

use scraper::{ElementRef, Html, Selector};

use super::chrome::Chrome;
use super::page::Page;

/// A name that tries the layout and the escaping at once.
pub(crate) const HARD_NAME: &str = "Dr. Αλεξάνδρα فاطمة الزهراء 👩🏽‍🏫 Wolfeschlegelsteinhausenbergerdorff-Incomprehensibilities <script>alert(1)</script>";

/// A page that was rendered, with a name to find it by.
pub(crate) struct Rendered {
    pub(crate) name: String,
    pub(crate) html: String,
}

fn render<P: Page>(all: &mut Vec<Rendered>) {
    for (sample, page) in P::samples() {
        for (frame, chrome) in Chrome::samples() {
            let name = format!("{} {sample} {frame}", P::TEMPLATE);
            let html = page.render(&chrome).unwrap_or_else(|error| panic!("{name}: {error}"));
            all.push(Rendered { name, html });
        }
    }
}

/// The pages that also stand outside of every campus.
fn outside<P: Page>(all: &mut Vec<Rendered>) {
    for (sample, page) in P::samples() {
        let name = format!("{} {sample} outside", P::TEMPLATE);
        let html = page.render(&Chrome::outside()).unwrap_or_else(|error| panic!("{name}: {error}"));
        all.push(Rendered { name, html });
    }
}

macro_rules! pages {
    ($($page:ty),* $(,)?) => {
        fn every_page() -> Vec<Rendered> {
            let mut all = Vec::new();
            $(render::<$page>(&mut all);)*
            outside::<super::campuses::Campuses>(&mut all);
            outside::<super::error::ErrorPage>(&mut all);
            all
        }
    };
}

pages![
    super::campuses::Campuses,
    super::home::Home,
    super::courses::course::CoursePage,
    super::courses::course_form::CourseForm,
    super::courses::course_copy::CopyForm,
    super::courses::link_form::LinkForm,
    super::courses::gate::Closed,
    super::courses::written::new::NewPage,
    super::courses::written::view::WrittenView,
    super::courses::written::edit::WrittenEdit,
    super::courses::confirm::Confirm,
    super::courses::options::OptionsPage,
    super::courses::pick::PickPage,
    super::courses::picked::Picked,
    super::courses::content::ContentPage,
    super::courses::gradebook::Gradebook,
    super::courses::grade::GradePage,
    super::courses::roster::Roster,
    super::courses::roster::add::AddPage,
    super::courses::roster::member::MemberPage,
    super::courses::misbehave::Misbehave,
    super::courses::frame::Frame,
    super::courses::framing::Framing,
    super::courses::returned::ReturnPage,
    super::people::PeoplePage,
    super::people::form::PersonPage,
    super::people::remove::RemovePage,
    super::tools::list::Tools,
    super::tools::form::Form,
    super::tools::keys::KeysPage,
    super::tools::deployments::Deployments,
    super::tools::deployments::RemoveDeployment,
    super::tools::remove::RemovePage,
    super::tools::import::page::ImportPage,
    super::tools::values::page::ValuesPage,
    super::tools::code::page::CodePage,
    super::tools::doctor::DoctorPage,
    super::tools::dynamic::new::RegisterPage,
    super::tools::dynamic::attempt::Attempt,
    super::tools::dynamic::list::Attempts,
    super::tools::dynamic::messages::MessagesPage,
    super::requirements::list::Requirements,
    super::requirements::one::RequirementPage,
    super::launches::LaunchList,
    super::launches::story::Story,
    super::launches::compare::Compare,
    super::journal::list::JournalPage,
    super::journal::exchange::ExchangePage,
    super::journal::confirm::Confirm,
    super::keys::Keys,
    super::error::ErrorPage,
];

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn check(rule: impl Fn(&Html) -> Result<(), String>) {
    for page in every_page() {
        let html = Html::parse_document(&page.html);
        if let Err(why) = rule(&html) {
            panic!("{}: {why}\n{}", page.name, page.html);
        }
    }
}

#[test]
fn every_page_has_a_language_a_title_one_heading_and_a_way_past_the_header() {
    check(|html| {
        let title = select(html, "title")[0].text().collect::<String>();
        if title.trim_start().starts_with('·') {
            return Err("no title".into());
        }
        for one in ["html[lang]", "h1", "main#main", "a.skip[href='#main']"] {
            let found = select(html, one).len();
            if found != 1 {
                return Err(format!("expected one {one}, found {found}"));
            }
        }
        Ok(())
    });
}

#[test]
fn no_page_has_inline_script_or_style() {
    check(|html| {
        let inline = select(html, "script:not([src]), style, [style], [onclick], [onload], [onsubmit]");
        if inline.is_empty() { Ok(()) } else { Err(inline[0].html()) }
    });
}

#[test]
fn every_control_has_a_name_that_can_be_read_aloud() {
    check(|html| {
        for control in select(html, "input:not([type=hidden]), select, textarea") {
            let labelled = control.value().attr("id").is_some_and(|id| {
                select(html, "label").iter().any(|label| label.value().attr("for") == Some(id))
            });
            let wrapped = control
                .ancestors()
                .any(|node| ElementRef::wrap(node).is_some_and(|element| element.value().name() == "label"));
            if !labelled && !wrapped {
                return Err(format!("no label: {}", control.html()));
            }
        }
        Ok(())
    });
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    check(|html| {
        for form in select(html, "form[method=post]") {
            let token = form.select(&Selector::parse("input[name=csrf][value='token-1']").unwrap()).count();
            if token != 1 {
                return Err(format!("{token} tokens in {}", form.html()));
            }
        }
        Ok(())
    });
}

#[test]
fn ids_are_unique_on_a_page_and_descriptions_exist() {
    check(|html| {
        let ids: Vec<&str> = select(html, "[id]").iter().filter_map(|e| e.value().attr("id")).collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        if unique.len() != ids.len() {
            return Err(format!("repeated ids in {ids:?}"));
        }
        for element in select(html, "[aria-describedby], [aria-labelledby]") {
            let named =
                ["aria-describedby", "aria-labelledby"].iter().filter_map(|a| element.value().attr(a));
            for id in named.flat_map(str::split_whitespace) {
                if !ids.contains(&id) {
                    return Err(format!("nothing has the id {id}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_people_typed_is_never_markup() {
    check(|html| {
        let scripts = select(html, "script:not([src^='/assets/'])").len();
        if scripts == 0 { Ok(()) } else { Err("markup of a name became an element".into()) }
    });
}

#[test]
fn every_column_has_a_heading() {
    check(|html| {
        for table in select(html, "table:has(thead)") {
            let heads = table.select(&Selector::parse("thead th[scope=col]").unwrap()).count();
            for row in table.select(&Selector::parse("tbody > tr").unwrap()) {
                let cells = row.child_elements().count();
                if cells != heads {
                    return Err(format!("{cells} cells below {heads} headings: {}", row.html()));
                }
            }
        }
        Ok(())
    });
}
