//! Conditions that sort all cases: partitions of the values of one field or of two.

use super::super::Random;

/// A field that conditions read.
#[derive(Clone)]
pub struct Field {
    pub name: String,
    pub ty: Type,
}

/// Its type.
#[derive(Clone)]
pub enum Type {
    YesNo,
    /// The values of a category or choice.
    Names(Vec<String>),
    /// The type as it is asked, figures that tell its values apart, and the unit behind them.
    Figures(&'static str, Vec<&'static str>, &'static str),
}

impl Type {
    pub fn by_chance(random: &mut Random) -> Type {
        match random.below(8) {
            0 | 1 => Type::YesNo,
            2 => Type::Names(["first", "middle", "last"].map(str::to_owned).to_vec()),
            3 => Type::Figures("number 0..100", vec!["1", "20", "60", "99"], ""),
            4 => Type::Figures("number 0.0..5.0", vec!["0.1", "2.5", "3.0", "4.9"], ""),
            5 => Type::Figures("percent", vec!["10", "50", "90"], "%"),
            6 => Type::Figures("money", vec!["100", "2000", "50000"], " CNY"),
            _ => Type::Figures("duration", vec!["1", "12", "48"], "h"),
        }
    }

    /// A length of time is compared in one of several units: which, the number of the field says.
    pub fn in_units(self, number: usize) -> Type {
        match self {
            Type::Figures("duration", ..) => {
                let (figures, unit) = match number % 5 {
                    0 => (vec!["1", "12", "48"], "h"),
                    1 => (vec!["90 s", "45 min", "12h", "2 days", "1 week"], ""),
                    2 => (vec!["1", "2", "10"], " working days"),
                    3 => (vec!["4", "8", "40"], " working hours"),
                    _ => (vec!["3 months", "1 years", "18 months"], ""),
                };
                Type::Figures("duration", figures, unit)
            }
            other => other,
        }
    }

    /// As it is written behind `as`.
    pub fn written(&self) -> String {
        match self {
            Type::YesNo => "yes/no".to_owned(),
            Type::Names(names) => format!("one of {}", names.join(", ")),
            Type::Figures(written, ..) => (*written).to_owned(),
        }
    }
}

/// Conditions of which exactly one holds for each value of the field.
pub fn partition(random: &mut Random, field: &Field) -> Vec<String> {
    let name = &field.name;
    match &field.ty {
        Type::YesNo => match random.below(3) {
            0 => vec![format!("{name} is yes"), format!("{name} is not yes")],
            1 => vec![format!("{name} is no"), format!("{name} is yes")],
            _ => vec![format!("{name} is yes"), format!("{name} is no")],
        },
        Type::Names(values) => {
            let cut = 1 + random.below(values.len() - 1);
            let (first, rest) = values.split_at(cut);
            let is = |values: &[String]| format!("{name} is {}", values.join(", "));
            match random.below(3) {
                0 => vec![is(first), is(rest)],
                1 => vec![is(first), format!("{name} is not {}", first.join(", "))],
                _ => values.iter().map(|value| format!("{name} is {value}")).collect(),
            }
        }
        Type::Figures(_, figures, unit) => {
            let low = random.below(figures.len());
            let figure = |index: usize| format!("{}{unit}", figures[index]);
            match figures.get(low + 1) {
                Some(_) if random.below(2) == 0 => vec![
                    format!("{name} < {}", figure(low)),
                    format!("{name} >= {} and {name} < {}", figure(low), figure(low + 1)),
                    format!("{name} >= {}", figure(low + 1)),
                ],
                _ if random.below(2) == 0 => {
                    vec![format!("{name} <= {}", figure(low)), format!("{name} > {}", figure(low))]
                }
                _ => vec![format!("{name} >= {}", figure(low)), format!("{name} < {}", figure(low))],
            }
        }
    }
}

/// Conditions that together cover every case of two fields; at most four.
pub fn of_two(random: &mut Random, first: &Field, second: &Field) -> Vec<String> {
    let (one, two) = (partition(random, first), partition(random, second));
    let not = |parts: &[String]| match parts {
        [single] => single.clone(),
        parts => format!("({})", parts.join(" or ")),
    };
    match random.below(3) {
        // One or the other; else neither.
        0 => vec![format!("{} or {}", one[0], two[0]), format!("{} and {}", not(&one[1..]), not(&two[1..]))],
        1 => vec![
            format!("{} and {}", one[0], two[0]),
            format!("{} and {}", one[0], not(&two[1..])),
            not(&one[1..]).trim_matches(|sign| sign == '(' || sign == ')').to_owned(),
        ],
        _ => vec![
            format!("{} and {}", one[0], two[0]),
            format!("{} and {}", not(&one[1..]), two[0]),
            format!("{} and ({} or {})", not(&two[1..]), one[0], not(&one[1..])),
        ],
    }
}
