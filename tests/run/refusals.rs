//! Every refusal is reached, and told with what to do instead.

use crate::desk::{CLERK, Desk, HEAD};

fn help(desk: &mut Desk, who: (&str, &str), args: &[&str]) -> String {
    desk.json(who, args)["refused"]["help"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_not_open_or_not_here_is_refused() {
    let mut desk = Desk::begun();
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "decide"]), "not-open");
    assert_eq!(help(&mut desk, CLERK, &["done", "parcel-1", "decide"]), "open now: `weigh`");
    assert_eq!(desk.refused(CLERK, &["approve", "parcel-1", "weigh"]), "not-here");
    assert_eq!(
        help(&mut desk, CLERK, &["approve", "parcel-1", "weigh"]),
        "say that it is done with `sop run done parcel-1 weigh`"
    );
    assert_eq!(desk.refused(CLERK, &["done", "parcel-9", "weigh"]), "no-such-case");
    assert_eq!(help(&mut desk, CLERK, &["status", "parcl-1"]), "did you mean `parcel-1`?");
    assert_eq!(desk.refused(CLERK, &["event", "parcel-1", "下雨了"]), "no-such-event");
    assert!(help(&mut desk, CLERK, &["event", "parcel-1", "rain"]).contains("`The customer withdraws`"));
    for given in [["--late", "2"], ["--warn", "1.3"]] {
        let args = ["event", "parcel-1", "weigh", given[0], given[1]];
        assert_eq!(desk.refused(CLERK, &args), "not-due");
        let wanted = "`weigh --warn 1.1`, `weigh --warn 1.2`, `weigh --late 1.1`, `weigh --late 1.2`";
        assert_eq!(help(&mut desk, CLERK, &args), format!("what may come due now: {wanted}"));
    }
}

#[test]
fn values_are_refused_with_what_may_be_written() {
    let mut desk = Desk::begun();
    let helps = [
        ("weight=51", "`0.0` to `50.0` with at most 1 decimal"),
        ("weight=2.55", "`50.0`"),
        ("fee=12", "`200 CNY`"),
        ("share=much", "`85%`"),
        ("takes_long=2", "`2h`"),
        ("sent_on=tomorrow", "`2026-11-22`"),
        ("kind=paper", "`letter` (Letter), `box` (Box)"),
        ("size=huge", "`small`, `big`"),
        ("insured=perhaps", "`yes` or `no`"),
    ];
    for (given, wanted) in helps {
        let args = ["answer", "parcel-1", "weigh", given];
        assert_eq!(desk.refused(CLERK, &args), "wrong-value", "{given}");
        let help = help(&mut desk, CLERK, &args);
        assert!(help.contains(wanted), "{given}: {help}");
    }
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "photo=./none.jpg"]), "no-file");
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "colour=red"]), "no-such-field");
    assert!(help(&mut desk, CLERK, &["answer", "parcel-1", "weigh", "colour=red"]).contains("`weight`, `fee`"));
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "--tick", "3"]), "no-such-box");
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "--tick", "many"]), "no-such-box");
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh"]), "nothing-said");
}

#[test]
fn a_step_is_done_only_when_everything_is_there() {
    let mut desk = Desk::begun();
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh", "weight=1"]), "unanswered");
    let args = ["done", "parcel-1", "weigh", "weight=1"];
    assert_eq!(help(&mut desk, CLERK, &args), "write `FIELD=VALUE`, as in `sop run answer parcel-1 weigh fee=…`");
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY"]), "unticked");
    let message =
        desk.json(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY"])["refused"]["message"].clone();
    assert_eq!(message, "not ticked yet: 1 `Empty the scale`, 2 `Weigh`");
    let args = ["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm", "--say", "heavy"];
    assert_eq!(
        (desk.refused(CLERK, &args), help(&mut desk, CLERK, &args)),
        ("say".into(), "leave the text out".into())
    );
    // What was written beside a refusal is not kept either.
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh", "--confirm"]), "unanswered");
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    assert_eq!(desk.refused(HEAD, &["done", "parcel-1", "decide", "--say", "maybe"]), "say");
    assert_eq!(
        help(&mut desk, HEAD, &["done", "parcel-1", "decide", "--say", "3"]),
        "write its text or number behind `--say`: 1 `Take it`, 2 `Weigh again`"
    );
}

#[test]
fn only_who_may_do_it_does_it() {
    let mut desk = Desk::begun();
    assert_eq!(desk.refused(("Eve", "driver"), &["done", "parcel-1", "weigh"]), "no-such-role");
    assert_eq!(desk.refused(HEAD, &["done", "parcel-1", "weigh"]), "not-yours");
    assert_eq!(help(&mut desk, HEAD, &["done", "parcel-1", "weigh"]), "it is done by `clerk`");
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
    assert_eq!(desk.refused(HEAD, &["approve", "parcel-1", "board"]), "same-person");
    assert_eq!(desk.refused(("Fay", "deputy_head"), &["approve", "parcel-1", "board"]), "may-not-approve");
    desk.done(CLERK, &["approve", "parcel-1", "board"]);
    assert_eq!(desk.refused(("Gus", "clerk"), &["approve", "parcel-1", "board"]), "has-answered");
    assert_eq!(desk.refused(("Cid", "head"), &["reject", "parcel-1", "board"]), "no-reason");
    assert_eq!(desk.refused(("Cid", "head"), &["done", "parcel-1", "board"]), "not-here");
    desk.done(("Cid", "head"), &["approve", "parcel-1", "board"]);
    desk.done(CLERK, &["done", "parcel-1", "pack"]);
    assert_eq!(desk.refused(CLERK, &["skip", "parcel-1", "wrap", "--because", "late"]), "needed-by-rule");
    assert_eq!(desk.refused(CLERK, &["hand-over", "parcel-1", "wrap", "nobody", "--because", "x"]), "no-such-role");
    assert_eq!(desk.refused(CLERK, &["hand-over", "parcel-1", "wrap", "head"]), "no-reason");
}

#[test]
fn a_step_that_decides_the_way_is_not_skipped() {
    let mut desk = Desk::new();
    let ways = [
        ("say", "when \"对\" -> d  when \"错\" -> e"),
        ("unanswered", "ask c \"丙\" as yes/no  when c is yes -> d  when c is no -> e"),
    ];
    for (reason, ways) in ways {
        let head = "sop a \"甲\" { language zh  version \"1\"  status draft }\nrole clerk \"柜员\" { count 1 }";
        let ends = "end d \"丁\"\nend e \"戊\"";
        let text = format!("{head}\nflow {{\nstep b \"乙\" {{ by clerk  {ways} }}\n{ends}\n}}\n");
        let store = format!("{reason}.jsonl");
        std::fs::write(desk.place.path().join("a.sop"), text).unwrap();
        desk.done(CLERK, &["start", "a.sop", "--store", &store]);
        let args = ["skip", "a-1", "b", "--because", "hurry", "--store", &store];
        assert_eq!(desk.refused(CLERK, &args), reason);
        assert!(!help(&mut desk, CLERK, &args).contains("--say"));
    }
}

#[test]
fn an_ended_case_stays_ended() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["event", "parcel-1", "1"]);
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh"]), "has-ended");
    for words in [["weigh", "--late"].as_slice(), &["1"], &["客户撤回"], &["rain"]] {
        let args = [["event", "parcel-1"].as_slice(), words].concat();
        assert_eq!(desk.refused(CLERK, &args), "has-ended", "{words:?}");
    }
    let help = help(&mut desk, CLERK, &["event", "parcel-1", "1"]);
    assert!(help.starts_with("`sop run log parcel-1` tells its story"), "{help}");
}

#[test]
fn what_may_come_once_has_happened_already() {
    let mut desk = Desk::new();
    let head = "sop a \"甲\" en \"A\" { language zh, en  version \"1\"  status draft }\nrole clerk \"柜员\" en \"Clerk\" { count 1 }";
    let steps = "step b \"乙\" en \"B\" { by clerk  -> d }\nstep c \"丙\" en \"C\" { by clerk }\nend d \"丁\" en \"D\"";
    let text = format!("{head}\nflow {{\n{steps}\nanytime when \"下雨\" en \"Rain\" -> c\n}}\n");
    std::fs::write(desk.place.path().join("a.sop"), text).unwrap();
    desk.done(CLERK, &["start", "a.sop"]);
    desk.done(CLERK, &["event", "a-1", "Rain"]);
    for word in ["Rain", "下雨", "1"] {
        assert_eq!(desk.refused(CLERK, &["event", "a-1", word]), "has-happened", "{word}");
    }
    let told = desk.by(CLERK, &["event", "a-1", "Rain"]).error();
    assert!(told.contains("`Rain` has happened already"), "{told}");
    assert_eq!(desk.refused(CLERK, &["event", "a-1", "Snow"]), "no-such-event");
}

#[test]
fn a_case_does_not_go_back_in_time() {
    let mut desk = Desk::begun();
    desk.at("2024-11-21T10:30:20", CLERK, &["answer", "parcel-1", "weigh", "weight=1"]);
    for at in ["2024-11-21T10:30:19", "2024-11-20T09:00", "2024-11-21T02:30:19Z"] {
        for args in [["answer", "parcel-1", "weigh", "fee=1 CNY"].as_slice(), &["event", "parcel-1", "weigh", "--late"]]
        {
            let ran = desk.at(at, CLERK, args);
            assert_eq!(ran.code(), 2, "{at}");
            assert_eq!(
                ran.error(),
                "error: the case has come to 2024-11-21T10:30:20, and nothing earlier can happen in it\n  \
                 help: write `--at 2024-11-21T10:30:20` or later; without `--at` it is now\n"
            );
        }
    }
    assert_eq!(desk.refused(CLERK, &["event", "parcel-1", "1"]), "too-early");
    // What happens at the same moment happens behind it.
    for args in [["answer", "parcel-1", "weigh", "fee=1 CNY"].as_slice(), &["event", "parcel-1", "1"]] {
        let ran = desk.at("2024-11-21T10:30:20", CLERK, args);
        assert_eq!(ran.code(), 0, "{}", ran.error());
    }
}

#[test]
fn what_has_not_happened_yet_is_not_noted() {
    let mut desk = Desk::begun();
    for at in ["2999-01-01T09:00", "2999-01-01T09:00:00Z"] {
        for args in [["answer", "parcel-1", "weigh", "weight=1"].as_slice(), &["start", "parcel.sop"]] {
            let ran = desk.at(at, CLERK, args);
            assert_eq!((ran.code(), ran.out().as_str()), (2, ""), "{at}");
            assert!(ran.error().contains("has not come yet") && ran.error().contains("`--at`"), "{}", ran.error());
        }
        let zh = desk.at(at, CLERK, &["answer", "parcel-1", "weigh", "weight=1", "--lang", "zh"]).error();
        assert!(zh.contains("还没有到，不能登记还没有发生的事"), "{zh}");
    }
    // What day the checker takes for today is another matter.
    assert_eq!(desk.at("2999-01-01T09:00", CLERK, &["start", "parcel.sop", "--today", "2999-01-01"]).code(), 2);
    // The clocks of two machines differ a little, and whoever has the slower one goes on.
    let ahead = jiff::Timestamp::now() + jiff::SignedDuration::from_mins(3);
    assert_eq!(desk.at(&ahead.to_string(), CLERK, &["answer", "parcel-1", "weigh", "weight=1"]).code(), 0);
    desk.now(&["answer", "parcel-1", "weigh", "weight=2"]);
    // A case that has come further goes on where it stands, and no further.
    let text = std::fs::read_to_string(desk.store()).unwrap();
    let last = text.lines().last().unwrap().split('"').skip_while(|word| *word != "moment").nth(2).unwrap().to_owned();
    std::fs::write(desk.store(), text.replace(&last, "2999-01-01T01:00:00Z")).unwrap();
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "weight=3"]), "too-early");
    assert_eq!(desk.at("2999-01-02T09:00", CLERK, &["answer", "parcel-1", "weigh", "weight=3"]).code(), 2);
    assert_eq!(desk.at("2999-01-01T09:00", CLERK, &["answer", "parcel-1", "weigh", "weight=3"]).code(), 0);
}

#[test]
fn what_anybody_may_do_is_done_by_somebody_with_a_post() {
    let mut desk = Desk::begun();
    for args in [["event", "parcel-1", "1"].as_slice(), &["event", "parcel-1", "weigh", "--late"]] {
        assert_eq!(desk.refused(("Eve", "pilot"), args), "no-such-role");
    }
    desk.done(("Fay", "deputy_head"), &["event", "parcel-1", "weigh", "--late"]);
    desk.done(("Fay", "deputy_head"), &["event", "parcel-1", "1"]);
}

#[test]
fn moments_and_words_that_cannot_be_read_are_told() {
    let desk = Desk::begun();
    for at in ["tomorrow", "2024-11-21"] {
        assert_eq!(desk.at(at, CLERK, &["done", "parcel-1", "weigh"]).code(), 2, "{at}");
    }
    let ran = desk.at("soon", CLERK, &["done", "parcel-1", "weigh", "--lang", "zh"]);
    assert!(ran.error().contains("`--at <MOMENT>` 不能取 `soon`，应写时间"), "{}", ran.error());
    let ran = desk.at("2024-11-21T09:00", CLERK, &["done", "parcel-1", "weigh", "weight"]);
    assert!(ran.error().contains("cost=200 CNY"), "{}", ran.error());
}

#[test]
fn one_person_is_one_person_however_the_name_is_written() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
    for name in ["bob", " BOB ", "Bob"] {
        assert_eq!(desk.refused((name, "head"), &["approve", "parcel-1", "board"]), "same-person", "{name}");
    }
    desk.done(("cid", "head"), &["approve", "parcel-1", "board"]);
    assert_eq!(desk.refused(("CID", "clerk"), &["approve", "parcel-1", "board"]), "has-answered");
    let log = desk.done(CLERK, &["log", "parcel-1"]);
    assert!(log.contains("cid (Head)") && log.contains("Bob (Head)"), "{log}");
}
