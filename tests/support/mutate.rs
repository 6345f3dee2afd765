//! Faults put into healthy procedures: a line taken out, a way led elsewhere, a bound taken away.

use super::Random;
use super::generate::Generated;

/// The kinds of faults.
pub const KINDS: [&str; 12] = [
    "way removed",
    "otherwise removed",
    "one text left",
    "end removed",
    "every end removed",
    "end cut off",
    "bound removed",
    "then leads back",
    "led elsewhere",
    "plain way removed",
    "boundary moved",
    "outcome removed",
];

/// The project with one fault of a kind in one of its procedures, a called one or a caller; `None` if there is no place
/// for it.
pub fn mutate(generated: &Generated, kind: &str, random: &mut Random) -> Option<Vec<(String, String)>> {
    let has_place = |text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        (0..lines.len()).any(|index| fits(kind, &lines, index))
    };
    let procedures = generated.files.iter().filter(|(path, text)| path != "common.sop" && has_place(text));
    let procedures: Vec<_> = procedures.collect();
    let (path, text) = procedures.get(random.below(procedures.len()))?;
    let lines: Vec<&str> = text.lines().collect();
    let names = nodes(&lines);
    // Those of the file's own flow that stand in no block.
    let is_outer = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let outer: Vec<&str> = nodes(&lines.iter().copied().filter(is_outer).collect::<Vec<_>>());
    let places: Vec<usize> = (0..lines.len()).filter(|index| fits(kind, &lines, *index)).collect();
    if places.is_empty() {
        return None;
    }
    let place = places[random.below(places.len())];
    let line = lines[place];
    let other = names[random.below(names.len())];
    let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    match kind {
        "way removed" | "otherwise removed" | "one text left" | "plain way removed" | "outcome removed" => {
            drop(changed.remove(place))
        }
        "end removed" => {
            let name = line.split_whitespace().find(|word| word.contains("_end"))?.to_owned();
            changed.remove(place);
            let other = outer[random.below(outer.len())];
            for line in &mut changed {
                *line = redirected(line, &name, other);
            }
        }
        "every end removed" => {
            let (ends, steps): (Vec<&str>, Vec<&str>) = outer.iter().partition(|name| name.contains("_end"));
            let other = steps[random.below(steps.len())];
            changed.retain(|line| !line.starts_with("  end "));
            for line in &mut changed {
                ends.iter().for_each(|end| *line = redirected(line, end, other));
            }
        }
        // The ends are written before the last step, and that has no way on.
        "end cut off" => {
            let ends: Vec<String> = changed.iter().filter(|line| line.starts_with("  end ")).cloned().collect();
            changed.retain(|line| !line.starts_with("  end "));
            let way = changed.iter().skip(place).position(|line| line.trim().starts_with("-> "))?;
            changed.remove(place + way);
            changed.splice(place..place, ends);
        }
        "bound removed" => changed[place] = line.split(" at most ").next()?.to_owned(),
        "then leads back" => {
            let (before, _) = line.split_once(" then -> ")?;
            let back = before.split("-> ").nth(1)?.split(' ').next()?;
            changed[place] = format!("{before} then -> {back}");
        }
        "led elsewhere" => {
            let (before, target) = line.split_once("-> ")?;
            let target = target.split(' ').next()?;
            changed[place] = line.replacen(&format!("{before}-> {target}"), &format!("{before}-> {other}"), 1);
        }
        "boundary moved" => {
            changed[place] = match line.contains(">=") {
                true => line.replacen(">=", ">", 1),
                false => line.replacen("<=", "<", 1),
            };
        }
        _ => return None,
    }
    let mut files = generated.files.clone();
    for (_, text) in files.iter_mut().filter(|(known, _)| known == path) {
        *text = changed.join("\n") + "\n";
    }
    Some(files)
}

fn fits(kind: &str, lines: &[&str], index: usize) -> bool {
    let line = lines[index];
    let before = |back: usize| index.checked_sub(back).map_or("", |index| lines[index].trim());
    let is_outer = line.starts_with("  ") && !line.starts_with("   ");
    let line = line.trim();
    let outcome = line.starts_with("when approved") || line.starts_with("when rejected");
    let way = line.starts_with("when ") && line.contains("-> ") && !line.starts_with("when late");
    match kind {
        "way removed" => way && !outcome,
        "otherwise removed" => line.starts_with("otherwise"),
        "one text left" => {
            line.starts_with("otherwise") && before(1).starts_with("when \"") && !before(2).starts_with("when ")
        }
        "end removed" | "every end removed" => is_outer && line.starts_with("end "),
        "end cut off" => is_outer && line.starts_with("step ") && line.contains("_escalate"),
        "bound removed" | "then leads back" => line.contains(" at most "),
        "led elsewhere" => line.contains("-> ") && !line.starts_with("anytime"),
        "plain way removed" => line.starts_with("-> "),
        "boundary moved" => way && (line.contains(">=") || line.contains("<=")),
        "outcome removed" => outcome,
        _ => false,
    }
}

fn nodes<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let words = ["step ", "decision ", "approval ", "wait ", "call ", "parallel ", "each ", "end "];
    let name = |line: &&'t str| {
        let line = line.trim();
        words.iter().any(|word| line.starts_with(word)).then(|| line.split('"').next()?.split_whitespace().last())?
    };
    lines.iter().filter_map(name).filter(|name| *name != "of").collect()
}

fn redirected(line: &str, from: &str, to: &str) -> String {
    let words: Vec<&str> = line.split(' ').map(|word| if word == from { to } else { word }).collect();
    words.join(" ")
}
