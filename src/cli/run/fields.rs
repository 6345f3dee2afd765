//! `FIELD=VALUE` on the command line.

use std::fs::File;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::flow::case::{Open, Program, State, What, open_now};
use crate::model::{AskType, Body, DeclKind, Name};
use crate::run::Refused;
use crate::say;

/// A field and what is written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    field: String,
    value: String,
}

/// Reads `FIELD=VALUE`.
pub(super) fn given(word: &str) -> Result<Given, String> {
    // A Chinese keyboard writes the wide sign.
    let split = word.split_once(['=', '＝']);
    let (field, value) = split.ok_or("expected a field and its value, such as `cost=200 CNY`")?;
    Ok(Given { field: Name::new(field.trim()).to_string(), value: value.trim().to_owned() })
}

/// A field and its value, as they were asked one by one.
pub(super) fn given_as(field: &str, value: &str) -> Given {
    Given { field: field.to_owned(), value: value.to_owned() }
}

/// The open step at an address.
pub(super) fn open<'m>(program: &Program<'m>, state: &State, address: &str) -> Option<Open<'m>> {
    open_now(program, state).into_iter().find(|open| open.address == address)
}

/// The events that answer fields of a step.
pub(super) fn answers(
    program: &Program<'_>,
    state: &State,
    address: &str,
    given: &[Given],
) -> Result<Vec<What>, Refused> {
    let open = open(program, state, address);
    let fields = open.as_ref().map(|open| open.fields.as_slice()).unwrap_or_default();
    let file = open.as_ref().and_then(|open| program.graph(&open.at.path)).map_or(program.file, |graph| graph.file);
    let mut events = Vec::new();
    for Given { field, value } in given {
        let ty = fields.iter().find(|(asked, _)| asked.name.as_str() == field).map(|(asked, _)| &asked.ty);
        let value = match ty {
            Some(AskType::File) if !value.is_empty() && !value.starts_with("sha256:") => hashed(Path::new(value))?,
            Some(AskType::Category(category)) => {
                let found = program.project.find_kind(file, category, DeclKind::Category).map(|(_, decl)| &decl.body);
                let values = match found {
                    Some(Body::Category(category)) => category.values.as_slice(),
                    _ => &[],
                };
                // The title of a value stands for its name.
                let titled = values.iter().find(|known| super::texts::is(&known.title, value));
                let name = titled.and_then(|known| known.ident.as_ref()).map(|ident| ident.name.to_string());
                name.unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        };
        events.push(What::Answered { at: address.to_owned(), field: field.clone(), value });
    }
    Ok(events)
}

/// The events that tick boxes of a step: some by number, or all that are open.
pub(super) fn ticks(
    program: &Program<'_>,
    state: &State,
    address: &str,
    ticks: &[String],
) -> Result<Vec<What>, Refused> {
    let tick = |number: usize| What::Ticked { at: address.to_owned(), number };
    let mut events = Vec::new();
    for word in ticks {
        if word == "all" || word == "全部" {
            let open = open(program, state, address);
            let boxes = open.as_ref().map(|open| open.boxes.as_slice()).unwrap_or_default();
            events.extend((1..).zip(boxes).filter(|(_, (_, ticked))| !ticked).map(|(number, _)| tick(number)));
            continue;
        }
        let number = word.parse().map_err(|_| {
            Refused::new(
                "no-such-box",
                say!("`--tick` 不能取 `{word}`", "`--tick` cannot be `{word}`"),
                say!(
                    "写第几项，例如 `--tick 1`，或 `--tick all`",
                    "write the number of a box, as in `--tick 1`, or `--tick all`"
                ),
            )
        })?;
        events.push(tick(number));
    }
    Ok(events)
}

/// A file as an answer: the hash of its content and its name.
fn hashed(path: &Path) -> Result<String, Refused> {
    let hash = || -> io::Result<String> {
        let mut hasher = Sha256::new();
        io::copy(&mut File::open(path)?, &mut hasher)?;
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    };
    let hash = hash().map_err(|_| {
        let path = path.display();
        Refused::new(
            "no-file",
            say!("无法读取文件 `{path}`", "the file `{path}` cannot be read"),
            say!(
                "写一个现有文件的路径，例如 `./photo.jpg`",
                "write the path of a file that exists, such as `./photo.jpg`"
            ),
        )
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(format!("sha256:{hash} {name}"))
}

#[cfg(test)]
mod tests {
    use super::{Given, given};

    #[test]
    fn a_value_may_hold_the_sign_and_the_sign_may_be_wide() {
        let wanted = |field: &str, value: &str| Ok(Given { field: field.to_owned(), value: value.to_owned() });
        assert_eq!(given("a= b=c "), wanted("a", "b=c"));
        assert_eq!(given("费用＝200 CNY"), wanted("费用", "200 CNY"));
        assert_eq!(given("a="), wanted("a", ""));
        assert!(given("a").is_err());
    }
}
