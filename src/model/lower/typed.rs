//! A value that stands alone, such as an answer in a form: read by the grammar like every value of a file.

use super::lower;
use crate::model::{Body, ParamType, ParamValue, Value};
use crate::source::FileId;
use crate::syntax::{is_mark, parse};

/// Reads a value of a type in either language, with the signs and digits of any keyboard; `None` if it is none.
#[must_use]
pub fn read_value(ty: ParamType, text: &str) -> Option<Value> {
    let text = text.trim();
    if text.contains(['\n', '\r', '#', '＃', '{', '}']) {
        return None;
    }
    let word = match ty {
        ParamType::Duration => "duration",
        ParamType::Number => "number",
        ParamType::Percent => "percent",
        ParamType::Points => "points",
        ParamType::Money => "money",
        ParamType::Date => "date",
        ParamType::Text => return None,
    };
    let line = format!("param value {word} = {text}");
    let parsed = parse(&line);
    if parsed.tree.root(&line).descendants().any(|node| is_mark(node.kind())) {
        return None;
    }
    let file = lower(FileId(0), &parsed.tree, &line);
    let [decl] = file.decls.as_slice() else { return None };
    match &decl.body {
        Body::Param(param) if file.faults.is_empty() => match &param.value {
            ParamValue::Set(quantity) if fits(ty, &quantity.value) => Some(quantity.value.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn fits(ty: ParamType, value: &Value) -> bool {
    matches!(
        (ty, value),
        (ParamType::Duration, Value::Duration(_))
            | (ParamType::Number, Value::Number(_))
            | (ParamType::Percent, Value::Percent(_))
            | (ParamType::Points, Value::Points(_))
            | (ParamType::Money, Value::Money(..))
            | (ParamType::Date, Value::Date(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Duration, Unit};

    #[test]
    fn values_are_read_as_people_write_them() {
        let hours = |amount: i64| Some(Value::Duration(Duration { amount: amount.into(), unit: Unit::Hours }));
        assert_eq!(read_value(ParamType::Duration, " 2 小时 "), hours(2));
        assert_eq!(read_value(ParamType::Duration, "２h"), hours(2));
        assert_eq!(read_value(ParamType::Number, "4.5"), Some(Value::Number("4.5".parse().unwrap())));
        assert_eq!(read_value(ParamType::Money, "200 CNY"), Some(Value::Money(200.into(), "CNY".to_owned())));
    }

    #[test]
    fn nothing_else_is_a_value() {
        for text in ["", "xx", "2", "2h 3h", "p", "2h # later", "2h }"] {
            assert_eq!(read_value(ParamType::Duration, text), None, "{text}");
        }
        assert_eq!(read_value(ParamType::Number, "80%"), None);
    }
}
