//! The words of handbooks, checklists and their index: one table, filled once for each language.
//!
//! `{0}`, `{1}` … are the places that [`fill`] fills.

use serde::Serialize;

use super::Lang;

/// Declares groups of words. A language that leaves one out does not compile.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Serialize)]
            #[allow(missing_docs, reason = "the fields are named by what they say")]
            pub struct $name { $(pub $field: &'static str),* }
        )*
    };
}

words! {
    /// Signs, and how texts are joined.
    Signs {
        colon, list, and, or, comma, semicolon, paren, quote, book,
    }
    /// Words that stand where there is no text.
    Blank {
        none, in_routines, missing, open, open_because, open_unit, unreadable, unknown_way,
    }
    /// The headings of the handbook, in their order.
    Sections {
        approvals, history, purpose, scope, terms, people, means, picture, steps, levels, indicators, records,
        conduct, routines, training, controls, references, deviations, open, check,
    }
    /// The head of a document.
    HeadWords {
        item, content, number, title, version, status, owner, author, effective, review, supersedes, distribution,
        languages, draft, approved, retired, draft_mark, retired_mark, errors_mark, review_by, review_due, chinese, english,
        no_approval, numbered, approved_by, approved_on, meaning, hash, changed_on, changed_by, change, nothing, pages, contents,
        picture_elsewhere,
    }
    /// The glossary and the classes that cases fall in.
    TermWords {
        of, values, ranked_values,
    }
    /// Posts and the matrix of responsibilities.
    PeopleWords {
        kind, external, superior, deputy, hours, count, may, may_approve, qualified, raci, raci_step, raci_legend,
        duties,
    }
    /// Systems, forms, channels, working time.
    MeansWords {
        systems, forms, channels, calendars, form, filled_in, read_in, holds, hours, open_hours, timezone, holidays,
        closed, extra, always, as_weekday, to, next_day, calendar_file, dates,
    }
    /// A step and its clauses.
    StepWords {
        heading, branch_heading, reference, branch_reference, number, numbers, decision, approval, wait, call,
        parallel, each, each_title, by, accountable, consults, informs, via, using, procedure, needs, needs_all, needs_any,
        needs_number, warning, acts, pause, pause_by, form, read_do, do_confirm, asks, sets, fills, reads, optional,
        limit, no_limit, delay, effort, ways, note, cites, starts, expects, expected, anytime, ends, failed,
        together, branches_together, branches_applying, each_item, guard_when, guard_otherwise, join, join_all, join_any, join_number,
        join_items_all, join_items_any, join_items_number, by_wait, by_approval, all_at_once, wait_limit,
    }
    /// Ways on.
    WayWords {
        when, says, event, otherwise, approved, rejected, failed, ended, go, on, back, end, end_failed, branch_done,
        item_done, bound, bound_once, after_end, after_ended, late_short, late_after_short, anytime_short,
        bound_short, bound_once_short, then_short, failed_short, happened, passed,
    }
    /// Limits and what happens around them.
    TimeWords {
        clock_always, clock_calendar, paused, usual, from_case, from, start_of, end_of, start_of_case,
        end_of_case, table, only_table, warn, late, late_by, late_every, late_by_every, notify, notify_via, hand_over, superior,
        superior_named, post_in_sentence, and_action,
    }
    /// Values, conditions and types.
    ValueWords {
        yes, no, is, is_not, or_value, nor_value, cond_and, cond_or, compare, field_of, duration, points, money,
        yuan, number_type, number_range, percent_type, money_type, duration_type, date_type, text_type, file_type,
        choice_type, yes_no_type, category,
    }
    /// How often something recurs.
    PeriodWords {
        day, week, weekday, month, month_day, quarter, year, year_day, every, every_one,
    }
    /// Units of time, for one and for several.
    UnitWords {
        second, seconds, minute, minutes, hour, hours, day, days, week, weeks, working_hour, working_hours,
        working_day, working_days, month, months, year, years,
    }
    /// Service levels.
    LevelWords {
        clock, paused, combine, shortest, longest, axes_without, limit, no_limit, params,
    }
    /// Indicators.
    KpiWords {
        measure, target, grades, warn, weight, every, owner, source, when_missed, average, median, p90, maximum,
        time_between, share, count, reported, among, all_cases, cases_where, cases_ending, cases_where_ending,
    }
    /// Records.
    RecordWords {
        numbered, year, month, day, count, kept, kept_by, personal, readers, filled_in, read_in, field, content,
    }
    /// Rules of conduct and trainings.
    ConductWords {
        must, must_not, should, applies, checked, for_whom, by, when, once, once_and_every, lasts, covers, test, weight, pass,
        pass_all, failed, retake, retake_once, then, fills, elsewhere, course, course_in,
    }
    /// Periodic work.
    RoutineWords {
        heading, reference, when, from_event, from_end, lasts,
    }
    /// Controls.
    ControlWords {
        before, leads, leads_unless, different, because,
    }
    /// Standards, and what readers call the constructs that meet them.
    ReferenceWords {
        one_clause, clauses, number, edition, clause, text, met_by, excluded, reason, whole, flow, step, branch, end,
        start, anytime, post, channel, system, calendar, param, category, record, level, kpi, policy, routine_titled, training, term,
        standard, routine, rule, routines, rules, posts, channels, systems, categories, records, kpis, policies,
        one_clause_titled, clauses_titled,
    }
    /// Accepted deviations.
    DeviationWords {
        rule, about, because, until,
    }
    /// Open points.
    OpenWords {
        about, what, flow, whole, unreadable, doubled, times,
    }
    /// The checklist.
    ChecklistWords {
        title, case_no, date, person, done_by, done_at, outcome, signature, period, tick, items,
    }
    /// The index of documents.
    IndexWords {
        title, title_of, checklist, open,
    }
    /// The matrices over all procedures.
    MatrixWords {
        title, title_of, trace, retention, procedure, with_errors, about, case, limit, time, doer, late, counted,
        indicator, record, fields, kept_by, held_in, kept, runs_from, filled, standard, text, must, may, state, met, gap,
        not_needed, excluded,
    }
    /// Whose copy a document is.
    CopyWords {
        label, staff, auditor, elsewhere, source,
    }
    /// What the check of a procedure came to.
    CheckWords {
        level, rule, line, finding, error, warning, info, none, not_given, result, proved, possible, refuted,
        deviation, unproved,
    }
    /// Pages of posts: what one does, over all procedures.
    PostWords {
        title, title_of, post, procedures, steps, link, step, part, within, via, late, records, does, approves,
        follows, accountable, consulted, informed,
    }
    /// What stands around a document in a browser.
    PageWords {
        skip, on_page, index, posts, handbook, checklist, search, hint, hits, one_hit, no_hits, picture, language,
    }
}

/// Everything that a document says of its own, in one language.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the groups are described at their types")]
pub struct Words {
    pub signs: Signs,
    pub blank: Blank,
    pub section: Sections,
    pub head: HeadWords,
    pub term: TermWords,
    pub people: PeopleWords,
    pub means: MeansWords,
    pub step: StepWords,
    pub way: WayWords,
    pub time: TimeWords,
    pub value: ValueWords,
    pub period: PeriodWords,
    pub unit: UnitWords,
    pub level: LevelWords,
    pub kpi: KpiWords,
    pub record: RecordWords,
    pub conduct: ConductWords,
    pub routine: RoutineWords,
    pub control: ControlWords,
    pub reference: ReferenceWords,
    pub deviation: DeviationWords,
    pub open: OpenWords,
    pub checklist: ChecklistWords,
    pub index: IndexWords,
    pub matrix: MatrixWords,
    pub copy: CopyWords,
    pub check: CheckWords,
    pub post: PostWords,
    pub page: PageWords,
    /// Days of the week from Monday on.
    pub weekdays: [&'static str; 7],
    /// Months from January on.
    pub months: [&'static str; 12],
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Zh => &super::zh::WORDS,
            Lang::En => &super::en::WORDS,
        }
    }

    /// The numbered sections of a handbook, in their order.
    #[must_use]
    pub fn sections(&self) -> [&'static str; 18] {
        let s = &self.section;
        [
            s.purpose,
            s.scope,
            s.terms,
            s.people,
            s.means,
            s.picture,
            s.steps,
            s.levels,
            s.indicators,
            s.records,
            s.conduct,
            s.routines,
            s.training,
            s.controls,
            s.references,
            s.deviations,
            s.open,
            s.check,
        ]
    }
}

/// Puts `parts` into the places `{0}`, `{1}` … of a pattern. What is put in is not looked at again.
#[must_use]
pub fn fill(pattern: &str, parts: &[&str]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(digits, tail)| Some((digits.parse::<usize>().ok()?, tail)));
        if let Some((index, tail)) = place {
            out.push_str(parts.get(index).copied().unwrap_or_default());
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        assert_eq!(fill("{1} and {0}", &["a", "{0}"]), "{0} and a");
        assert_eq!(fill("{x} {2}", &["a"]), "{x} ");
    }
}
