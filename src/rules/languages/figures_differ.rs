//! Other figures in a translation than in its source.

use rust_decimal::Decimal;

use crate::labels::Lang;
use crate::rules::figures::{Figure, Kind, Sure, figures};
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
            out.extend(differ(source, other).map(|finding| finding.cause(used.text.span())));
        }
    });
}

/// What differs first between two languages of a text, if anything surely does.
fn differ(source: &Piece<'_>, other: &Piece<'_>) -> Option<Finding> {
    let (mine, theirs) = (figures(source.text), figures(other.text));
    let (mine, theirs) = (left(&mine, &theirs), left(&theirs, &mine));
    let pair = mine.iter().find_map(|own| Some((own, theirs.iter().find(|their| their.kind == own.kind)?)));
    if let Some((own, their)) = pair {
        let (one, two) = (word(source, own), word(other, their));
        return Some(
            INFO.at(
                other.place(their.at.clone()),
                say!("原文是 `{one}`，译文是 `{two}`", "the source says `{one}`, the translation `{two}`"),
            )
            .also(source.place(own.at.clone()), say!("原文在这里", "the source says this"))
            .help(say!("核对哪一个对，把两种语言改成一致", "find out which is right, and make both say the same")),
        );
    }
    let lost = |figures: &[&Figure], others: &[&Figure]| -> Option<Figure> {
        figures.iter().find(|figure| others.is_empty() && is_telling(figure)).map(|figure| (*figure).clone())
    };
    if let Some(own) = lost(&mine, &theirs) {
        let one = word(source, &own);
        return Some(
            INFO.at(other.at, say!("原文有 `{one}`，译文没有", "the source says `{one}`, the translation does not"))
                .also(source.place(own.at.clone()), say!("原文在这里", "the source says this"))
                .help(say!("在译文里也写上这个数值", "put the figure into the translation too")),
        );
    }
    let their = lost(&theirs, &mine)?;
    let two = word(other, &their);
    Some(
        INFO.at(
            other.place(their.at.clone()),
            say!("译文有 `{two}`，原文没有", "the translation says `{two}`, the source does not"),
        )
        .also(source.at, say!("原文在这里", "this is the source"))
        .help(say!("两种语言写同样的数值", "say the same figures in both languages")),
    )
}

fn word<'p>(piece: &Piece<'p>, figure: &Figure) -> &'p str {
    piece.text.get(figure.at.clone()).unwrap_or("")
}

/// The sure figures of one side that the other side has nowhere, each counted once.
fn left<'f>(figures: &'f [Figure], others: &[Figure]) -> Vec<&'f Figure> {
    let mut free: Vec<&Figure> = others.iter().collect();
    let mut left: Vec<&Figure> = figures.iter().filter(|figure| figure.sure != Sure::Doubtful).collect();
    // First what agrees exactly, then what may: a number whose unit the other language leaves out, or says in words.
    let exactly = |own: &Figure, their: &Figure| {
        their.sure != Sure::Doubtful && (own.kind, own.amount) == (their.kind, their.amount)
    };
    let perhaps = |own: &Figure, their: &Figure| {
        let loose = their.sure == Sure::Doubtful || own.kind == Kind::Plain || their.kind == Kind::Plain;
        own.amount == their.amount && own.kind == their.kind || loose && own.number == their.number
    };
    for agrees in [&exactly as &dyn Fn(&Figure, &Figure) -> bool, &perhaps] {
        left.retain(|own| match free.iter().position(|their| agrees(own, their)) {
            Some(at) => {
                free.swap_remove(at);
                false
            }
            None => true,
        });
    }
    left
}

/// Whether a figure that the other language lacks is one that is lost, not a way to speak: `24 小时` is day and night,
/// `7 天` the whole week, `100%` all, `1` the article.
fn is_telling(figure: &Figure) -> bool {
    let whole = match figure.kind {
        Kind::Plain => return false,
        Kind::Time => [86_400, 604_800].map(Decimal::from).contains(&figure.amount),
        Kind::Percent => figure.amount == Decimal::ONE_HUNDRED,
        _ => false,
    };
    figure.sure == Sure::Figures && !whole && figure.number > Decimal::ONE
}
