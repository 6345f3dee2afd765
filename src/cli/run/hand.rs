//! Who acts, in which post, and when.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

use super::Options;
use crate::flow::case::{Event, Program, State, What};
use crate::labels::Lang;
use crate::model::{Body, Name, Project, Role};
use crate::run::Refused;
use crate::say;

/// A moment as written.
pub(super) type Moment = Timestamp;

/// The clocks of two machines agree no better than this.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// The clock on the wall shows whole seconds; `--at` may be rounded up to one.
const ROUNDED: SignedDuration = SignedDuration::from_secs(1);

/// Who acts and when.
pub(super) struct Hand {
    person: String,
    role: String,
    at: Option<Moment>,
}

impl Hand {
    /// The hand that options and environment name.
    pub(super) fn of(options: &Options) -> Result<Hand, Refused> {
        let (person, role) = named(options);
        let person = person.ok_or_else(|| {
            Refused::new(
                "nobody",
                say!("没有写明是谁办理", "nobody is named"),
                say!(
                    "用 `--as` 写明姓名，或设环境变量 `SOP_AS`",
                    "name the person with `--as`, or in the environment variable `SOP_AS`"
                ),
            )
        })?;
        let role = role.ok_or_else(|| {
            Refused::new(
                "no-role",
                say!("没有写明以什么岗位办理", "no post is named"),
                say!(
                    "用 `--role` 写明岗位，或设环境变量 `SOP_ROLE`",
                    "name the post with `--role`, or in the environment variable `SOP_ROLE`"
                ),
            )
        })?;
        Ok(Hand { person, role, at: options.at })
    }

    /// What this hand does to a case that stands so. The post may be given by its title.
    pub(super) fn events(&self, program: &Program<'_>, state: &State, whats: Vec<What>) -> Result<Vec<Event>, Refused> {
        let (role, moment) = (role(program, &self.role)?, moment_in(state, self.at)?);
        let event = |what| Event { moment, person: self.person.clone(), role: role.clone(), what };
        Ok(whats.into_iter().map(event).collect())
    }
}

/// When something happens in a case that stands so: at the moment that is given, else now. Asked behind the lock of the
/// store, so that of two who act at once the second is not the earlier.
///
/// What has not come yet is refused: nothing earlier could happen in the case any more, so a slip of the pen would lock it
/// for years. A case that has come further than this clock may go on at the moment at which it stands.
pub(super) fn moment_in(state: &State, given: Option<Moment>) -> Result<Moment, Refused> {
    // Nobody reads more than its milliseconds.
    let now = Timestamp::now();
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let Some(given) = given else {
        return Ok(state.last.filter(|last| *last > now && last.duration_since(now) <= APART).unwrap_or(now));
    };
    let is_past = |limit: Timestamp, by: SignedDuration| given.duration_since(limit) > by;
    match is_past(now, APART) && state.last.is_none_or(|last| is_past(last, ROUNDED)) {
        true => Err(not_yet(given)),
        false => Ok(given),
    }
}

fn not_yet(given: Moment) -> Refused {
    let given = given.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
    Refused::new(
        "not-yet",
        say!(
            "{given} 还没有到，不能登记还没有发生的事",
            "{given} has not come yet, and what has not happened is not noted"
        ),
        say!(
            "用 `--at` 写事情发生的时间；不写 `--at` 就是现在",
            "write in `--at` when it happened; without `--at` it is now"
        ),
    )
}

/// The person and the post that options and environment name.
pub(super) fn named(options: &Options) -> (Option<String>, Option<String>) {
    let named = |given: &Option<String>, variable: &str| {
        let given = given.clone().or_else(|| std::env::var(variable).ok());
        given.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
    };
    (named(&options.person, "SOP_AS"), named(&options.role, "SOP_ROLE"))
}

/// The posts inside the organisation that a project knows, each with its title, in the order of their files.
pub(super) fn posts(project: &Project, lang: Lang) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for module in &project.modules {
        let first = project.languages(module.id).first().copied().unwrap_or_default();
        for decl in &module.file.decls {
            let (Body::Role(Role { external: false, .. }), Some(ident)) = (&decl.body, &decl.ident) else { continue };
            let name = ident.name.to_string();
            let title = decl.title.as_ref().map_or(name.as_str(), |title| title.read(lang.tag(), first)).to_owned();
            if !found.iter().any(|(known, _)| *known == name) {
                found.push((name, title));
            }
        }
    }
    found
}

/// The name of a post that is given by name, or by a title that only one post has; else what was given.
pub(super) fn role(program: &Program<'_>, given: &str) -> Result<String, Refused> {
    if program.role(program.file, given).is_some() {
        return Ok(Name::new(given).to_string());
    }
    let mut names: Vec<&Name> = Vec::new();
    for decl in program.project.modules.iter().flat_map(|module| &module.file.decls) {
        let acts = matches!(decl.body, Body::Role(_) | Body::System(_));
        let titled = decl.title.as_ref().is_some_and(|title| super::texts::is(title, given));
        if let (true, true, Some(ident)) = (acts, titled, &decl.ident) {
            names.push(&ident.name);
        }
    }
    names.sort();
    names.dedup();
    match names.as_slice() {
        [one] => Ok(one.to_string()),
        [] => Ok(given.to_owned()),
        several => {
            let several: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            let (zh, en) = (several.join("、"), several.join(", "));
            Err(Refused::new(
                "ambiguous-role",
                say!("有几个岗位叫 `{given}`", "several posts are called `{given}`"),
                say!("写岗位的名称：{zh}", "write the name of the post: {en}"),
            ))
        }
    }
}

/// Reads a moment: with an offset, or as the clock on the wall here shows it.
pub(super) fn moment(word: &str) -> Result<Moment, String> {
    let wrong = || "expected a moment such as `2026-11-21T09:30` or `2026-11-21T09:30:00+08:00`".to_owned();
    if let Ok(moment) = word.trim().parse::<Timestamp>() {
        return Ok(moment);
    }
    let time: civil::DateTime = word.trim().parse().map_err(|_| wrong())?;
    // A day alone would be midnight, which nobody means.
    if !word.contains(':') {
        return Err(wrong());
    }
    time.to_zoned(TimeZone::system()).map(|zoned| zoned.timestamp()).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_read_with_an_offset_or_as_the_clock_here_shows() {
        assert_eq!(moment("2026-11-21T09:30:00+08:00"), moment("2026-11-21T01:30:00Z"));
        assert!(moment("2026-11-21T09:30").is_ok() && moment("2026-11-21 09:30").is_ok());
        for wrong in ["2026-11-21", "soon", "09:30", "2026-13-01T09:30"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
