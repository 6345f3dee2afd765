//! Weights of the indicators of one file that do not add up to 100 %.

use rust_decimal::Decimal;

use super::indicators;
use crate::model::{Body, Quantity, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "weights-not-100",
    code: "K02",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("weights_not_100.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut weights: Vec<(&str, &Quantity)> = Vec::new();
    let mut all = indicators(context).peekable();
    for module in context.modules() {
        weights.clear();
        while let Some(next) = all.next_if(|next| next.file == module.id) {
            weights.extend(next.kpi.weight.iter().map(|weight| (next.decl.label(), weight)));
        }
        // What could not be read may bear a weight.
        let file = &module.file;
        let lost = file.decls.iter().any(|decl| decl.broken && matches!(decl.body, Body::Kpi(_)));
        if module.is_unread() || file.broken || lost {
            continue;
        }
        let shares = weights.iter().map(|(_, weight)| match context.project.value(module.id, weight) {
            Some(Value::Percent(share)) => Some(*share),
            _ => None,
        });
        // A weight that is still open may be just what is missing.
        let Some(sum) = shares.sum::<Option<Decimal>>() else { continue };
        let Some((first, weight)) = weights.first().filter(|_| sum != Decimal::ONE_HUNDRED) else { continue };
        let sum = sum.normalize();
        let mut finding = INFO.at(
            weight.span(),
            say!(
                "本文件各指标的权重加起来是 {sum}%，不是 100%",
                "the weights in this file add up to {sum}%, not to 100%"
            ),
        );
        finding = finding.label(say!("`{first}` 的权重", "the weight of `{first}`"));
        for (name, other) in weights.iter().skip(1) {
            finding = finding.also(other.span(), say!("`{name}` 的权重", "the weight of `{name}`"));
        }
        out.push(
            finding.help(say!("改正其中的权重，使它们合计 100%", "change the weights so that they add up to 100%")),
        );
    }
}
