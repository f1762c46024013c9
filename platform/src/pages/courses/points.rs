//! Points as people read them: short in a table, exact where one cell is looked at.

use crate::domain::score::Points;

/// Points with at most two decimals; huge and tiny numbers by their power of ten, so that a column stays narrow.
pub(crate) fn short(points: f64) -> String {
    if points != 0.0 && !(0.005..1e9).contains(&points.abs()) {
        return format!("{points:.2e}");
    }
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Points to the last digit, in the shortest way that says them.
pub(crate) fn exact(points: f64) -> String {
    if points != 0.0 && !(1e-6..1e15).contains(&points.abs()) {
        format!("{points:e}")
    } else {
        points.to_string()
    }
}

/// Points as they were given, of which maximum.
pub(crate) fn given(points: Option<Points>) -> String {
    let told = |points: Points| format!("{} of {}", exact(points.given), exact(points.maximum));
    points.map_or_else(|| "no score".to_owned(), told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_a_table_are_short() {
        let told = [0.0, 10.0, 8.5, 2.0 / 3.0, 0.1 + 0.2, 1e300, 1e-9, 12_345_678.0].map(short);
        assert_eq!(told, ["0", "10", "8.5", "0.67", "0.3", "1.00e300", "1.00e-9", "12345678"]);
    }

    #[test]
    fn points_of_one_cell_are_exact_and_never_endless() {
        assert_eq!([0.1 + 0.2, 8.5, 10.0, 1e300].map(exact), ["0.30000000000000004", "8.5", "10", "1e300"]);
        assert_eq!(given(Some(Points { given: 8.5, maximum: 10.0 })), "8.5 of 10");
        assert_eq!(given(None), "no score");
    }
}
