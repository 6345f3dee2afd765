//! The words in English for pages of posts, for copies and for what stands around a document.

use super::document::{CheckWords, CopyWords, PageWords, PostWords};

pub(super) const COPY: CopyWords = CopyWords {
    label: "Copy",
    staff: "for staff",
    auditor: "for auditors",
    elsewhere: "See the auditors' copy.",
    source: "Hash of the source",
};

pub(super) const CHECK: CheckWords = CheckWords {
    level: "Level",
    rule: "Rule",
    line: "Line",
    finding: "Finding",
    error: "error",
    warning: "warning",
    info: "note",
    none: "The check found nothing.",
    not_given: "Built without the results of a check.",
    result: "Result of the check",
    proved: "proved: it holds on every way through the flow",
    possible: "checked: the posts have enough people for it; each case must still keep to it",
    refuted: "does not hold, see section 18",
    deviation: "does not hold, accepted as a deviation, see section 16",
    unproved: "not proved: the procedure still has faults, or this was not checked",
};

pub(super) const POST: PostWords = PostWords {
    title: "Posts",
    title_of: "{0}: what I do",
    post: "Post",
    procedures: "Procedures",
    steps: "Steps",
    link: "What the post “{0}” does in all procedures",
    step: "Step",
    part: "My part",
    within: "Within, or when",
    via: "Channel",
    late: "If late",
    records: "Records to fill in",
    does: "does it",
    approves: "approves",
    follows: "follows it up",
    accountable: "accountable",
    consulted: "is consulted",
    informed: "is informed",
};

pub(super) const PAGE: PageWords = PageWords {
    skip: "Skip to the content",
    on_page: "On this page",
    index: "All documents",
    posts: "Posts",
    handbook: "Handbook",
    checklist: "Checklist",
    search: "Search",
    hint: "Procedure, step, post or term; / starts a search, ↑ ↓ choose, Enter opens, Esc clears",
    hits: "{0} found",
    one_hit: "1 found",
    no_hits: "Nothing found",
    picture: "Flow: {0}",
    language: "Language",
};
