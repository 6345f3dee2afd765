//! Well-formed projects by chance: from a seed the text of one to three procedures that call each other, and of the
//! file that they share. What is written here has no error of groups X, N and F, by construction:
//!
//! - ways lead forward, or backward with a bound whose `then` leads forward; so every circle is bounded;
//! - each node has one way to the next one; so everything is reached, and every backward way lies on a circle;
//! - a choice is made from a partition of all cases, or ends in `otherwise`;
//! - conditions read what the same node asks, or what the first node asks, which nothing skips.

mod choice;
mod flow;
mod node;
mod plan;

use super::Random;
use choice::{Field, Type};
use flow::Writer;

/// A project as text.
pub struct Generated {
    /// Paths and texts.
    pub files: Vec<(String, String)>,
    /// The files whose procedures need no caller: all that they read they ask themselves.
    pub alone: Vec<String>,
}

/// How much care is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// No errors.
    Careful,
    /// Fields are asked again anywhere, and choices cover only what the writer expects: there may be errors.
    Careless,
}

/// A procedure that others may call.
#[derive(Clone)]
pub struct Callee {
    pub name: String,
    /// Its ends, each with whether it is a failure; none where its flow is still open.
    pub ends: Vec<(String, bool)>,
}

pub fn generate(seed: u64, care: Care) -> Generated {
    let mut random = Random::new(seed);
    // The first numbers of neighbouring seeds resemble each other.
    for _ in 0..16 {
        random.below(2);
    }
    let procedures = 1 + random.below(3);
    let mut generated = Generated { files: vec![("common.sop".to_owned(), common())], alone: Vec::new() };
    let mut callees: Vec<Callee> = Vec::new();
    // A procedure of which the title only is known: a call of it is work like any other.
    if random.below(3) == 0 {
        let text =
            "sop later \"Procedure later\" { status draft }\nuse \"common.sop\"\nflow unset \"not written yet\"\n";
        generated.files.push(("later.sop".to_owned(), text.to_owned()));
        callees.push(Callee { name: "later".to_owned(), ends: Vec::new() });
    }
    // From the last to the first, so that each calls only what is written already: no circle.
    for index in (0..procedures).rev() {
        let name = ["main", "second", "third"][index].to_owned();
        let asks_all = index == 0 || random.below(3) > 0;
        let mut writer = Writer::new(&mut random, &name, care, callees.clone());
        let ends = writer.procedure(asks_all);
        let text = writer.text;
        let path = format!("{name}.sop");
        if asks_all {
            generated.alone.push(path.clone());
        }
        generated.files.push((path, text));
        callees.push(Callee { name, ends });
    }
    // What relies on a caller and is not called would read what nobody sets.
    let alone = generated.alone.clone();
    loop {
        let texts: String = generated.files.iter().map(|(_, text)| text.as_str()).collect();
        let called = |path: &str| texts.contains(&format!(" of {} {{", path.trim_end_matches(".sop")));
        let before = generated.files.len();
        generated.files.retain(|(path, _)| path == "common.sop" || alone.contains(path) || called(path));
        if generated.files.len() == before {
            break;
        }
    }
    generated.files.sort();
    generated
}

/// What the procedures share.
fn common() -> String {
    "\
role clerk \"Clerk\" { reports to boss  deputy helper  count 3 }
role helper \"Helper\" { reports to boss }
role boss \"Boss\" { may approve }
role judge \"Judge\" { reports to boss  may approve }
role auditor \"Auditor\" { reports to boss  may approve }
role client \"Client\" external { }
category kind \"Kind\" { goods \"Goods\"  service \"Service\"  advice \"Advice\" }
category grade \"Grade\" ranked { red \"Red\"  amber \"Amber\"  green \"Green\"  white \"White\" }
calendar office \"Office\" { open mon-fri 09:00-12:00, 13:30-18:00  timezone \"Asia/Shanghai\" }
sla limits \"Limits\" by kind {
  clock 24x7
  | kind    | reply | settle |
  | goods   | 1h    | -      |
  | service | 4h    | 2h     |
  | advice  | -     | -      |
}
record form \"Form\" {
  fields note_text
  field level \"Level\" as number 0..9
  kept 2 years
}
"
    .to_owned()
}

/// The fields that are shared by all procedures: they are asked by the first node, or by the caller's.
pub fn shared() -> Vec<Field> {
    let names = |values: &[&str]| Type::Names(values.iter().map(|value| (*value).to_owned()).collect());
    vec![
        Field { name: "kind".to_owned(), ty: names(&["goods", "service", "advice"]) },
        Field { name: "grade".to_owned(), ty: names(&["red", "amber", "green", "white"]) },
    ]
}
