//! What scripts say in plain sight, without running them: an address that they go to.

use super::onload::Code;

const PLACES: &[&str] = &["location.href", "location"];
const CALLS: &[&str] = &["location.replace", "location.assign"];

/// The first literal address that the page's code, on loading, assigns to `window.location` or passes to `replace` or
/// `assign`.
pub(crate) fn redirect(code: &Code) -> Option<String> {
    code.find("location", |script, at| {
        stands_alone(script, at).then(|| script.get(at..).and_then(target)).flatten()
    })
}

/// `location` itself, or a property of a window; not the end of a longer name, nor a property of something else.
fn stands_alone(script: &str, at: usize) -> bool {
    let before = script.get(..at).unwrap_or_default();
    let Some(owner) = before.strip_suffix('.') else {
        return !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'));
    };
    ["window", "document", "self", "top", "parent", "globalThis"].iter().any(|name| owner.ends_with(name))
}

fn target(text: &str) -> Option<String> {
    called(text).or_else(|| assigned(text))
}

fn called(text: &str) -> Option<String> {
    let rest = CALLS.iter().find_map(|call| text.strip_prefix(call))?;
    let argument = rest.trim_start().strip_prefix('(')?.trim_start();
    let (literal, rest) = literal(argument)?;
    rest.trim_start().starts_with([')', ',']).then_some(literal)
}

fn assigned(text: &str) -> Option<String> {
    let rest = PLACES.iter().find_map(|place| text.strip_prefix(place))?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let (literal, rest) = literal(value)?;
    // Something added to it makes the address unknown.
    (!rest.trim_start().starts_with(['+', '.', '?', '['])).then_some(literal)
}

/// A string literal at the start, unescaped, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut value = String::new();
    let mut chars = text.get(1..)?.chars();
    loop {
        match chars.next()? {
            '\\' if chars.as_str().starts_with('\n') => chars = chars.as_str().get(1..)?.chars(),
            '\\' => value.push(escape(&mut chars)?),
            '\n' if quote != '`' => return None,
            '$' if quote == '`' && chars.as_str().starts_with('{') => return None,
            c if c == quote => return Some((value, chars.as_str())),
            c => value.push(c),
        }
    }
}

/// The character that an escape stands for.
fn escape(chars: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'x' => hex(chars, 2)?,
        'u' if chars.as_str().starts_with('{') => return None,
        'u' => hex(chars, 4)?,
        other => other,
    })
}

fn hex(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let code = chars.as_str().get(..digits)?;
    let value = u32::from_str_radix(code, 16).ok()?;
    *chars = chars.as_str().get(digits..)?.chars();
    char::from_u32(value)
}

#[cfg(test)]
mod tests {
    use super::Code;

    fn redirect(script: &str) -> Option<String> {
        super::redirect(&Code::new(std::iter::once(script.to_owned()), std::iter::empty()))
    }

    #[test]
    fn literal_addresses_are_found_in_every_usual_form() {
        for script in [
            "window.location = 'http://a/b?c=1&d=2';",
            "window.location.href=\"http://a/b?c=1&d=2\"",
            "if (x) { location.replace( \"http:\\/\\/a\\/b?c=1\\u0026d=2\" ) }",
            "top.location.assign('http://a/b?c=1\\x26d=2', 1)",
            "document.location\n = `http://a/b?c=1&d=2`\n}",
            "let location_ = 1; mylocation='x'; item.location='y'; self.location='http://a/b?c=1&d=2'",
        ] {
            assert_eq!(redirect(script).as_deref(), Some("http://a/b?c=1&d=2"), "{script}");
        }
    }

    #[test]
    fn addresses_that_are_computed_are_not_guessed() {
        for script in [
            "",
            "location = base + '/x'",
            "location = 'http://a/' + path",
            "location = `http://a/${path}`",
            "location == 'http://a/'",
            "location.reload()",
            "location = 'never closed",
            "location = 'broken\n'",
            "location = '\\u12",
            "location = '\\xé",
            "var s = location.href.split('/')",
        ] {
            assert_eq!(redirect(script), None, "{script}");
        }
    }
}
