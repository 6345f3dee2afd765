//! From the tree to parameters.

use super::Lower;
use crate::model::{Expect, Param, ParamType, ParamValue, Quantity, Text, Value};
use crate::syntax::{Kind, Node};

impl Lower {
    pub(super) fn param(&mut self, node: Node<'_>) -> Param {
        let ty = node.children().find_map(|word| param_type(word.kind()));
        let value = if node.has(Kind::kw_unset) {
            ParamValue::Unset(self.text_in(node).unwrap_or_default())
        } else if let Some(leaf) = node.children().find(|child| super::shared::is_string(child.kind())) {
            let text = Text { source: super::shared::string_value(leaf), at: self.place(leaf), ..Text::default() };
            ParamValue::Set(Quantity { value: Value::Text(text), at: self.place(leaf) })
        } else {
            let quantity = self.quantity_in(node);
            let quantity = match ty {
                Some(ParamType::Duration) => self.expect(quantity, Expect::Duration),
                Some(ParamType::Number) => self.expect(quantity, Expect::Number),
                Some(ParamType::Percent) => self.expect(quantity, Expect::Percent),
                Some(ParamType::Date) => self.expect(quantity, Expect::Date),
                _ => quantity,
            };
            ParamValue::Set(quantity)
        };
        Param { ty, value }
    }
}

/// Where the title of a declaration stands. The first text of a parameter may be its value.
pub(super) fn title_of(node: Node<'_>) -> Option<Node<'_>> {
    if node.kind() == Kind::param_decl { node.child(Kind::param_title) } else { Some(node) }
}

fn param_type(kind: Kind) -> Option<ParamType> {
    Some(match kind {
        Kind::kw_duration => ParamType::Duration,
        Kind::kw_t_number => ParamType::Number,
        Kind::kw_percent => ParamType::Percent,
        Kind::kw_t_points => ParamType::Points,
        Kind::kw_money => ParamType::Money,
        Kind::kw_date => ParamType::Date,
        Kind::kw_t_text => ParamType::Text,
        _ => return None,
    })
}
