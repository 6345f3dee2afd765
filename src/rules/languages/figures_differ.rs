//! Other figures in a translation than in its source.

use super::agree::{Difference, difference};
use crate::labels::Lang;
use crate::rules::figures::Figure;
use crate::rules::pieces::{Piece, each_text};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "figures-differ",
    code: "L03",
    group: Group::Languages,
    severity: Severity::Warning,
    page: include_str!("figures_differ.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |_, used, pieces| {
        let mut read = pieces.iter().filter(|piece| matches!(piece.lang(), Some(Lang::Zh | Lang::En)));
        let Some(source) = read.next() else { return };
        for other in read.filter(|other| other.lang() != source.lang()) {
            out.extend(tell(source, other).map(|finding| finding.cause(used.text.span())));
        }
    });
}

fn tell(source: &Piece<'_>, other: &Piece<'_>) -> Option<Finding> {
    let word = |piece: &Piece<'_>, figure: &Figure| piece.text.get(figure.at.clone()).unwrap_or("").to_owned();
    let said = |own: &Figure| (source.place(own.at.clone()), say!("原文在这里", "the source says this"));
    Some(match difference(source.text, other.text)? {
        Difference::Other(own, their) => {
            let (one, two) = (word(source, &own), word(other, &their));
            let (at, also) = said(&own);
            INFO.at(
                other.place(their.at),
                say!("原文是 `{one}`，译文是 `{two}`", "the source says `{one}`, the translation `{two}`"),
            )
            .also(at, also)
            .help(say!("核对哪一个对，把两种语言改成一致", "find out which is right, and make both say the same"))
        }
        Difference::Lost(own) => {
            let one = word(source, &own);
            let (at, also) = said(&own);
            INFO.at(other.at, say!("原文有 `{one}`，译文没有", "the source says `{one}`, the translation does not"))
                .also(at, also)
                .help(say!("在译文里也写上这个数值", "put the figure into the translation too"))
        }
        Difference::Added(their) => {
            let two = word(other, &their);
            INFO.at(
                other.place(their.at),
                say!("译文有 `{two}`，原文没有", "the translation says `{two}`, the source does not"),
            )
            .also(source.at, say!("原文在这里", "this is the source"))
            .help(say!("两种语言写同样的数值", "say the same figures in both languages"))
        }
    })
}
