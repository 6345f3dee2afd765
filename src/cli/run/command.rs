//! The command that does a step, word by word.

use super::open::OpenView;
use super::teller::Teller;
use crate::run::in_shell;

/// The words of a command about a case, with the store where it is not the usual one.
pub(super) fn command(teller: &Teller<'_>, words: impl IntoIterator<Item = String>) -> Vec<String> {
    let store = teller.reader.store.iter().flat_map(|store| ["--store".to_owned(), store.clone()]);
    ["sop".to_owned(), "run".to_owned()].into_iter().chain(words).chain(store).collect()
}

/// The words of a command as a shell reads them.
pub(super) fn written(words: &[String]) -> String {
    words.iter().map(|word| in_shell(word)).collect::<Vec<_>>().join(" ")
}

/// The command that does a step, with the fields that it still needs.
pub(super) fn of_step(teller: &Teller<'_>, open: &OpenView) -> Vec<String> {
    let words = |verb: &str| vec![verb.to_owned(), teller.story.id.clone(), open.address.clone()];
    let answers = || open.fields.iter().filter(|field| !field.optional && !field.answered);
    let answered = |verb: &str| {
        let mut words = words(verb);
        words.extend(answers().map(|field| format!("{}=…", field.name)));
        words
    };
    let words = match open.wants {
        "approval" => answered("approve"),
        "items" => words("items"),
        // What a wait asks is answered first; `event` says no more than what happened.
        "event" if answers().next().is_some() => answered("answer"),
        "event" if open.texts.is_empty() => words("event"),
        "event" => [words("event"), vec!["1".to_owned()]].concat(),
        _ => {
            let mut words = answered("done");
            if open.boxes.iter().any(|one| !one.ticked) {
                words.push("--confirm".to_owned());
            }
            // The one text beside an `otherwise` is the exception.
            let is_exception = open.texts.len() == 1 && (open.wants == "branches" || open.may_hold_none);
            if !open.texts.is_empty() && !is_exception {
                words.extend(["--say".to_owned(), "1".to_owned()]);
            }
            words
        }
    };
    command(teller, words)
}
