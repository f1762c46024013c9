//! Which exchanges of a case went out one after the other, and which at the same time.

use std::sync::Arc;

use crate::driver::Exchange;

/// So many times nobody posts the same thing one after the other.
const MANY: usize = 5;

/// A part of a case.
#[derive(Debug)]
pub(super) enum Passage<'e> {
    InOrder(&'e [Arc<Exchange>]),
    /// The same post many times at once; each with what it led to.
    AtOnce(Vec<&'e [Arc<Exchange>]>),
}

/// The parts of a case, in order.
pub(super) fn passages(exchanges: &[Arc<Exchange>]) -> Vec<Passage<'_>> {
    let Some(first) = exchanges.iter().position(|exchange| twins(exchanges, exchange) >= MANY) else {
        return vec![Passage::InOrder(exchanges)];
    };
    let (before, from) = exchanges.split_at(first);
    let (journeys, after) = journeys(from);
    let mut passages = vec![Passage::InOrder(before), Passage::AtOnce(journeys)];
    if !after.is_empty() {
        passages.push(Passage::InOrder(after));
    }
    passages
}

fn twins(exchanges: &[Arc<Exchange>], one: &Exchange) -> usize {
    if one.request_body.0.is_empty() {
        return 0;
    }
    exchanges.iter().filter(|other| is_twin(one, other)).count()
}

fn is_twin(one: &Exchange, other: &Exchange) -> bool {
    one.url == other.url && one.method == other.method && one.request_body == other.request_body
}

/// Each begins with the same post and goes on for as long as it is redirected.
fn journeys(exchanges: &[Arc<Exchange>]) -> (Vec<&[Arc<Exchange>]>, &[Arc<Exchange>]) {
    let mut journeys = Vec::new();
    let mut rest = exchanges;
    while rest.first().is_some_and(|next| exchanges.first().is_some_and(|first| is_twin(first, next))) {
        let follows = |pair: &&[Arc<Exchange>]| matches!(pair, [one, next] if leads_to(one, next));
        let length = 1 + rest.windows(2).take_while(follows).count();
        let (journey, after) = rest.split_at(length.min(rest.len()));
        journeys.push(journey);
        rest = after;
    }
    (journeys, rest)
}

fn leads_to(one: &Exchange, next: &Exchange) -> bool {
    let target = one.header("location").and_then(|location| one.url.join(location).ok());
    target.is_some_and(|mut target| {
        target.set_fragment(None);
        target == next.url
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::exchange;
    use super::*;

    fn lengths(exchanges: &[Exchange]) -> Vec<Vec<usize>> {
        let exchanges: Vec<_> = exchanges.iter().cloned().map(Arc::new).collect();
        let length = |passage: &Passage<'_>| match passage {
            Passage::InOrder(exchanges) => vec![exchanges.len()],
            Passage::AtOnce(journeys) => journeys.iter().map(|journey| journey.len()).collect(),
        };
        passages(&exchanges).iter().map(length).collect()
    }

    #[test]
    fn the_same_post_many_times_is_one_passage_of_journeys() {
        let refused = exchange("POST http://localhost:3000/launch\nstate=a", "400");
        let taken = exchange("POST http://localhost:3000/launch\nstate=a", "303\nlocation: /home#top");
        let home = exchange("GET http://localhost:3000/home", "200");
        let login = exchange("GET http://localhost:3000/login", "303");
        let mut case = vec![login.clone(), refused.clone(), refused.clone(), taken, home.clone()];
        case.extend([refused.clone(), refused, home]);
        assert_eq!(lengths(&case), [vec![1], vec![1, 1, 2, 1, 1], vec![1]]);
    }

    #[test]
    fn a_few_same_posts_and_many_same_pages_are_in_order() {
        let post = exchange("POST http://localhost:3000/launch\nstate=a", "400");
        let page = exchange("GET http://localhost:3000/home", "200");
        assert_eq!(lengths(&[post.clone(), post]), [vec![2]]);
        assert_eq!(lengths(&vec![page; 9]), [vec![9]]);
    }
}
