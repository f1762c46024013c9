//! A page that somebody writes in a course: paragraphs, and between them what tools have placed.

use homeroom_vocab::id::{ContextId, ResourceLinkId};
use serde::{Deserialize, Serialize};

use super::edge::Invalid;

/// No title is longer, in characters.
pub(crate) const LONGEST_TITLE: usize = 300;
/// No text of one block is longer, in characters.
pub(crate) const LONGEST_TEXT: usize = 50_000;
/// No page has more blocks.
pub(crate) const MOST_BLOCKS: usize = 200;

/// A page of a course, block by block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrittenPage {
    pub(crate) id: String,
    pub(crate) course: ContextId,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Block {
    /// Unique on its page.
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) piece: Piece,
}

/// What a block shows. Links and items live in the course; a page names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Piece {
    /// Paragraphs, with an empty line between.
    Text { text: String },
    /// A resource link, launched inside the page.
    Link { link: ResourceLinkId },
    /// Any other item of the course.
    Item { item: String },
}

/// Which way a block is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

impl Way {
    /// The word that a button sends.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }

    /// The place beside this one in a list of so many, if there is one.
    pub(crate) fn beside(self, at: usize, count: usize) -> Option<usize> {
        match self {
            Self::Up => at.checked_sub(1),
            Self::Down => Some(at + 1).filter(|next| *next < count),
        }
    }
}

/// A title that a page can have.
pub(crate) fn title(text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    match text.chars().count() {
        1..=LONGEST_TITLE => Ok(text.to_owned()),
        _ => Err(Invalid::new("title", format!("1 to {LONGEST_TITLE} characters"), text)),
    }
}

/// A text that a block can have.
pub(crate) fn text(text: &str) -> Result<String, Invalid> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    match text.chars().count() {
        1..=LONGEST_TEXT => Ok(text.to_owned()),
        _ => Err(Invalid::new("text", format!("1 to {LONGEST_TEXT} characters"), text)),
    }
}

/// The paragraphs of a text, each with its lines.
pub(crate) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for line in text.lines().map(str::trim_end) {
        match all.last_mut() {
            Some(last) if !line.is_empty() => last.push(line.to_owned()),
            _ => all.push(Vec::new()),
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

impl WrittenPage {
    /// Adds a block at the end, or behind another; a full page takes no more.
    pub(crate) fn insert(&mut self, block: Block, after: Option<&str>) -> Result<(), Invalid> {
        if self.blocks.len() >= MOST_BLOCKS {
            let expected = format!("at most {MOST_BLOCKS} blocks on a page");
            return Err(Invalid::new("blocks", expected, &format!("{} blocks", self.blocks.len() + 1)));
        }
        let behind = after.and_then(|id| self.place(id)).map_or(self.blocks.len(), |at| at + 1);
        self.blocks.insert(behind, block);
        Ok(())
    }

    /// Changes the text of a block; says whether there was such a text.
    pub(crate) fn write(&mut self, id: &str, new: &str) -> bool {
        match self.place(id).map(|at| &mut self.blocks[at].piece) {
            Some(Piece::Text { text }) => {
                new.clone_into(text);
                true
            }
            _ => false,
        }
    }

    /// Moves a block by one place; at the end of its way it stays.
    pub(crate) fn shift(&mut self, id: &str, way: Way) {
        let Some(at) = self.place(id) else { return };
        if let Some(next) = way.beside(at, self.blocks.len()) {
            self.blocks.swap(at, next);
        }
    }

    /// Takes a block out; what it named stays in the course.
    pub(crate) fn take_out(&mut self, id: &str) {
        self.blocks.retain(|block| block.id != id);
    }

    /// The block of this id.
    pub(crate) fn block(&self, id: &str) -> Option<&Block> {
        self.place(id).map(|at| &self.blocks[at])
    }

    /// Whether it shows this link.
    pub(crate) fn shows_link(&self, id: &ResourceLinkId) -> bool {
        self.blocks.iter().any(|block| matches!(&block.piece, Piece::Link { link } if link == id))
    }

    /// Whether it shows this item.
    pub(crate) fn shows_item(&self, id: &str) -> bool {
        self.blocks.iter().any(|block| matches!(&block.piece, Piece::Item { item } if item == id))
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &[&str]) -> WrittenPage {
        let block = |id: &&str| Block { id: (*id).into(), piece: Piece::Text { text: (*id).into() } };
        let blocks = ids.iter().map(block).collect();
        WrittenPage { id: "p".into(), course: ContextId::from("c".to_owned()), title: "P".into(), blocks }
    }

    fn order(page: &WrittenPage) -> String {
        page.blocks.iter().map(|block| block.id.as_str()).collect()
    }

    #[test]
    fn blocks_move_as_far_as_there_is_room() {
        let mut page = page(&["a", "b", "c"]);
        page.shift("b", Way::Up);
        page.shift("b", Way::Up);
        page.shift("a", Way::Down);
        page.shift("nobody", Way::Down);
        assert_eq!(order(&page), "bca");
    }

    #[test]
    fn a_block_is_put_behind_another_or_at_the_end() {
        let mut page = page(&["a", "b"]);
        let block = |id: &str| Block { id: id.into(), piece: Piece::Item { item: id.into() } };
        page.insert(block("x"), Some("a")).unwrap();
        page.insert(block("y"), None).unwrap();
        page.insert(block("z"), Some("gone")).unwrap();
        assert_eq!(order(&page), "axbyz");
        assert!(page.shows_item("x") && !page.write("x", "no text") && page.write("a", "new"));
        page.take_out("x");
        assert_eq!(order(&page), "abyz");
    }

    #[test]
    fn a_full_page_and_an_empty_text_are_refused() {
        let mut full = page(&["a"; MOST_BLOCKS]);
        let one_more = full.blocks[0].clone();
        assert!(full.insert(one_more, None).is_err());
        assert!(text(" \r\n ").is_err() && title("").is_err() && title(&"x".repeat(301)).is_err());
        assert_eq!(text("a\r\nb ").unwrap(), "a\nb");
    }

    #[test]
    fn an_empty_line_parts_paragraphs() {
        let told = paragraphs("One\ntwo\n\n\nThree ");
        assert_eq!(told, [vec!["One".to_owned(), "two".to_owned()], vec!["Three".to_owned()]]);
        assert!(paragraphs("").is_empty());
    }

    #[test]
    fn a_page_is_stored_and_read_again() {
        let mut stored = page(&["a"]);
        let piece = Piece::Link { link: ResourceLinkId::from("l".to_owned()) };
        stored.insert(Block { id: "l".into(), piece }, None).unwrap();
        let read: WrittenPage = serde_json::from_str(&serde_json::to_string(&stored).unwrap()).unwrap();
        assert_eq!(read, stored);
        assert!(read.shows_link(&ResourceLinkId::from("l".to_owned())));
    }
}
