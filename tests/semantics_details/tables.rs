//! Limits by category.

use crate::goes;

/// A step whose limit goes by the kind of the case, which is decided in it.
const BY_KIND: &str = r#"category kind "Kind" ranked { urgent "Urgent"  normal "Normal"  idle "Idle" }
sla limits "Limits" by kind {
    | kind | answer | close |
    | urgent | 1h | 2h |
    | normal | 2h | - |
    | idle | - | - |
}
flow {
    step take "Take" { by clerk }
    decision sort "Sort" { by clerk  sets kind  within limits.answer from case  when late notify boss  -> mend }
    step mend "Mend" { by clerk  within limits.close from case  when late notify director }
    end over "Over"
}"#;

#[test]
fn until_the_category_is_set_the_row_counts_that_is_due_first() {
    goes(
        BY_KIND,
        "started => take
        lates => sort 1 1, mend 1 1
        done take => sort
        late sort => sort | told boss about sort",
    );
}

#[test]
fn the_row_of_the_category_counts() {
    goes(
        BY_KIND,
        "started => take
        done take => sort
        answer sort kind urgent => sort
        lates => sort 1 1, mend 1 1
        done sort => mend
        late mend => mend | told director about mend",
    );
    goes(
        BY_KIND,
        "started => take
        done take => sort
        answer sort kind normal => sort
        lates => sort 1 1
        done sort => mend
        refused late mend => not due",
    );
}

#[test]
fn a_dash_is_no_limit() {
    goes(
        BY_KIND,
        "started => take
        done take => sort
        answer sort kind idle => sort
        lates =>
        refused late sort => not due
        done sort => mend
        refused late mend => not due",
    );
}

#[test]
fn what_became_due_before_the_category_was_set_does_not_act_where_there_is_no_limit() {
    let text = r#"category kind "Kind" ranked { urgent "Urgent"  idle "Idle" }
    sla limits "Limits" by kind {
        | kind | close |
        | urgent | 2h |
        | idle | - |
    }
    flow {
        decision sort "Sort" { by clerk  sets kind  -> mend }
        step mend "Mend" { by clerk  within limits.close from case  when late -> apologise  -> over }
        step apologise "Apologise" { by clerk }
        end over "Over"
    }"#;
    goes(
        text,
        "started => sort
        late mend => sort | mend waits
        answer sort kind idle => sort
        done sort => mend",
    );
    goes(
        text,
        "started => sort
        late mend => sort | mend waits
        answer sort kind urgent => sort
        done sort => apologise",
    );
}

#[test]
fn two_tables_with_one_limit_both_apply() {
    goes(
        r#"category kind "Kind" { big "Big"  small "Small" }
        category where_from "Where from" { near "Near"  far "Far" }
        sla limits "Limits" by kind, where_from {
            | kind | close |
            | big | 2h |
            | small | - |

            | where_from | close |
            | near | 3h |
            | far | - |

            combine shortest
        }
        flow {
            decision sort "Sort" { by clerk  sets kind, where_from  -> mend }
            step mend "Mend" { by clerk  within limits.close from case  when late notify boss }
            end over "Over"
        }"#,
        "started => sort
        answer sort kind small => sort
        lates => mend 1 1
        answer sort where_from far => sort
        lates =>
        answer sort kind big => sort
        lates => mend 1 1",
    );
}

#[test]
fn a_matrix_goes_by_two_categories() {
    goes(
        r#"category kind "Kind" { big "Big"  small "Small" }
        category where_from "Where from" { near "Near"  far "Far" }
        sla limits "Limits" by kind, where_from {
            | close: kind / where_from | near | far |
            | big | 1h | 2h |
            | small | 3h | - |
        }
        flow {
            decision sort "Sort" { by clerk  sets kind, where_from  -> mend }
            step mend "Mend" { by clerk  within limits.close from case  when late notify boss }
            end over "Over"
        }"#,
        "started => sort
        answer sort kind small => sort
        lates => mend 1 1
        answer sort where_from far => sort
        lates =>
        answer sort kind big => sort
        lates => mend 1 1",
    );
}
