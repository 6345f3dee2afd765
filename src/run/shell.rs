//! Words of a command, as a shell reads them.

/// A word as it is written in a command: between quotation marks where a shell would make something else of it.
#[must_use]
pub fn in_shell(word: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "_-./:=%+,@…".contains(sign);
    let breaks = |sign: char| matches!(sign, '"' | '$' | '`' | '\\' | '!');
    match word {
        "" => "\"\"".to_owned(),
        word if word.chars().all(is_plain) => word.to_owned(),
        word if word.chars().any(breaks) => format!("'{}'", word.replace('\'', r"'\''")),
        word => format!("\"{word}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::in_shell;

    #[test]
    fn what_a_shell_would_read_otherwise_stands_between_quotation_marks() {
        let words = ["tell[2]", "a b.jsonl", "$HOME/it's", "退款/核对", "weight=…", ""];
        let wanted = ["\"tell[2]\"", "\"a b.jsonl\"", r"'$HOME/it'\''s'", "退款/核对", "weight=…", "\"\""];
        assert_eq!(words.map(in_shell), wanted);
    }
}
