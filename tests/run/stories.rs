//! Whole complaints by plain commands. Their logs are told to somebody who was not there: read them aloud.

use std::fs;
use std::path::PathBuf;

use crate::common::{Place, Ran};
use crate::desk::here;

const AGENT: (&str, &str) = ("王芳", "service_agent");
const OFFICER: (&str, &str) = ("李强", "complaint_officer");
const SUPERVISOR: (&str, &str) = ("赵敏", "service_supervisor");
const MANAGER: (&str, &str) = ("陈刚", "service_manager");

/// A command: who, when, and its words behind the case.
type Said<'s> = ((&'s str, &'s str), &'s str, &'s [&'s str]);

struct Story {
    place: Place,
    name: &'static str,
    case: &'static str,
}

impl Story {
    fn new(name: &'static str) -> Story {
        Story::of(name, "sops/customer-support/complaint.sop", "complaint-1", AGENT)
    }

    fn of(name: &'static str, file: &str, case: &'static str, who: (&str, &str)) -> Story {
        let story = Story { place: Place::new(), name, case };
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        story.say(&(who, "2024-11-20T09:00", &["start", file.to_str().unwrap()]));
        story
    }

    fn say(&self, ((person, role), at, words): &Said<'_>) -> String {
        let mut args = vec!["run"];
        args.extend_from_slice(words);
        args.extend(["--as", person, "--role", role, "--at", at]);
        let ran = self.run(&args);
        assert_eq!(ran.code(), 0, "{words:?}: {}", ran.error());
        ran.out()
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran(self.place.command(args).env("TZ", "Asia/Shanghai").output().unwrap())
    }

    /// Commands on the case; the id stands behind the first word.
    fn goes(&self, said: &[Said<'_>]) {
        for (who, at, words) in said {
            let (first, rest) = words.split_first().unwrap();
            let mut all = vec![*first, self.case];
            all.extend(rest);
            self.say(&(*who, at, &all));
        }
    }

    /// The log as it is told in both languages.
    fn told(&self) {
        for lang in ["zh", "en"] {
            let told = self.run(&["run", "log", self.case, "--lang", lang]).out();
            let path = here().join(format!("{}.{lang}.log", self.name));
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &told).unwrap();
            }
            assert_eq!(told, fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
        }
    }

    /// The customer is answered and the investigation begins.
    fn taken_on(&self, urgency: &str) {
        let urgency = format!("complaint_urgency={urgency}");
        let content = "complaint_content=净水器安装后漏水，地板受潮";
        self.goes(&[
            (AGENT, "2024-11-20T09:10", &["done", "receive_complaint", "--confirm"]),
            (
                AGENT,
                "2024-11-20T09:20",
                &[
                    "done",
                    "register",
                    "complaint_channel=电话",
                    content,
                    "received_on=2024-11-20",
                    "complainant=周女士",
                    "--confirm",
                ],
            ),
            (AGENT, "2024-11-20T09:30", &["done", "find_root", "complaint_root=other_root", "--confirm"]),
            (AGENT, "2024-11-20T09:35", &["done", "classify_complaint", &urgency, "--confirm"]),
            (AGENT, "2024-11-20T09:36", &["done", "choose_reply"]),
            (AGENT, "2024-11-20T09:50", &["done", "reply_phone", "--confirm"]),
            (AGENT, "2024-11-20T10:00", &["done", "log_reply", "--confirm"]),
        ]);
    }

    /// A solution is drawn up and approved, and its branches run.
    fn approved(&self) {
        self.goes(&[
            (
                OFFICER,
                "2024-11-20T17:00",
                &["done", "propose", "solution=免费重装并赔偿地板", "cost=800 CNY", "compensation=yes", "--confirm"],
            ),
            (SUPERVISOR, "2024-11-20T18:20", &["approve", "approve", "--because", "金额合理"]),
        ]);
    }
}

#[test]
fn with_rework_a_rejected_approval_and_compensation() {
    let story = Story::new("rework");
    story.taken_on("general_complaint");
    story.goes(&[
        (
            OFFICER,
            "2024-11-20T11:00",
            &["done", "investigate", "findings=尚缺现场照片", "needs_facts=yes", "--confirm"],
        ),
        (OFFICER, "2024-11-20T15:00", &["event", "await_facts", "The customer has answered"]),
        (OFFICER, "2024-11-20T15:40", &["answer", "investigate", "--tick", "1"]),
        (OFFICER, "2024-11-20T16:00", &["done", "investigate", "findings=接头未拧紧", "needs_facts=否"]),
        (
            OFFICER,
            "2024-11-20T16:30",
            &["done", "propose", "solution=免费重装", "cost=200 CNY", "compensation=no", "--confirm"],
        ),
        (SUPERVISOR, "2024-11-20T16:50", &["reject", "approve", "--because", "没有赔偿受潮的地板"]),
    ]);
    story.approved();
    story.goes(&[
        (AGENT, "2024-11-20T18:40", &["done", "announce", "--confirm"]),
        (OFFICER, "2024-11-21T10:00", &["done", "implement", "--confirm"]),
        (SUPERVISOR, "2024-11-21T10:10", &["done", "pay", "--confirm"]),
        (
            OFFICER,
            "2024-11-21T14:00",
            &["done", "tell_result", "result_accepted=yes", "complaint_satisfaction=90", "--confirm"],
        ),
        (AGENT, "2024-11-21T15:00", &["done", "archive", "final_result=已重装并赔偿", "--confirm"]),
    ]);
    story.told();
}

#[test]
fn a_late_investigation_is_decided_by_the_manager() {
    let story = Story::new("escalated");
    story.taken_on("urgent_complaint");
    story.goes(&[
        (OFFICER, "2024-11-20T18:00", &["answer", "investigate", "findings=等待厂家检测", "--tick", "1"]),
        (SUPERVISOR, "2024-11-21T10:00", &["event", "investigate", "--late"]),
        (SUPERVISOR, "2024-11-21T22:00", &["event", "investigate", "--late", "1.2"]),
        (MANAGER, "2024-11-22T09:30", &["done", "escalate", "--confirm"]),
        (OFFICER, "2024-11-22T16:00", &["done", "carry_final", "--confirm"]),
        (
            MANAGER,
            "2024-11-22T17:00",
            &["done", "tell_final", "result_accepted=no", "complaint_satisfaction=60%", "--confirm"],
        ),
        (AGENT, "2024-11-22T17:30", &["done", "archive", "final_result=退款", "--confirm"]),
    ]);
    story.told();
}

#[test]
fn the_customer_withdraws_in_the_middle_of_the_block() {
    let story = Story::new("withdrawn");
    story.taken_on("general_complaint");
    story.goes(&[(
        OFFICER,
        "2024-11-20T14:00",
        &["done", "investigate", "findings=接头未拧紧", "needs_facts=no", "--confirm"],
    )]);
    story.approved();
    story.goes(&[
        (AGENT, "2024-11-20T18:40", &["done", "announce", "--confirm"]),
        (OFFICER, "2024-11-20T19:00", &["hand-over", "implement", "客服主管", "--because", "专员休假"]),
        (AGENT, "2024-11-21T09:00", &["event", "客户书面撤诉"]),
        (AGENT, "2024-11-21T09:30", &["done", "record_withdrawal", "--confirm"]),
    ]);
    story.told();
}

#[test]
fn a_show_passes_feedback_on_and_the_customer_withdraws_it() {
    const ON_SITE: (&str, &str) = ("孙丽", "onsite_agent");
    const FEEDBACK: (&str, &str) = ("王芳", "feedback_agent");
    const LEADER: (&str, &str) = ("赵敏", "shift_leader");
    const CONTACT: (&str, &str) = ("周强", "department_contact");
    let file = "sops/exhibition-feedback/on-site.sop";
    let story = Story::of("nested", file, "show_service_centre-1", ON_SITE);
    let sorted = [
        "feedback_class=complaint",
        "feedback_urgency=ordinary_feedback",
        "feedback_scope=several_departments",
        "satisfaction_factor=service_experience",
    ];
    let told = [
        "customer_side=exhibitor_side",
        "customer_name=华新展具",
        "show_name=秋季建材展",
        "feedback_content=装卸通道太窄",
        "--confirm",
    ];
    let with = |node: &'static str, more: &[&'static str]| [&["done", node], &sorted[..], more].concat();
    story.goes(&[
        (ON_SITE, "2024-11-20T09:10", &with("receive_on_site", &told)),
        (ON_SITE, "2024-11-20T09:20", &["done", "on_site_route"]),
        (ON_SITE, "2024-11-20T09:30", &["done", "announce_follow_up", "--confirm"]),
        (
            FEEDBACK,
            "2024-11-20T09:40",
            &[&["done", "pass_on/collect", "customer_contact=13800000000"], &told[..]].concat(),
        ),
        (FEEDBACK, "2024-11-20T09:50", &with("pass_on/sort_feedback", &["--confirm"])),
        (FEEDBACK, "2024-11-20T09:55", &["done", "pass_on/is_urgent"]),
        // The reply to a complaint is due within an hour of its being passed on.
        (LEADER, "2024-11-20T10:20", &["event", "pass_on/first_reply", "--warn"]),
        (LEADER, "2024-11-20T10:25", &["event", "pass_on/first_reply", "--late"]),
        (FEEDBACK, "2024-11-20T10:40", &["done", "pass_on/first_reply", "reply_content=周五前答复", "--confirm"]),
        (FEEDBACK, "2024-11-20T10:45", &["done", "pass_on/by_class"]),
        (LEADER, "2024-11-20T10:50", &["done", "pass_on/by_scope"]),
        (LEADER, "2024-11-20T11:00", &["done", "pass_on/joint_work/open_sheet", "lead_department=物流部", "--confirm"]),
        (LEADER, "2024-11-20T11:10", &["items", "pass_on/joint_work/department", "物流部", "安保部"]),
        (
            CONTACT,
            "2024-11-20T11:30",
            &[
                "done",
                "pass_on/joint_work/agree_part[2]",
                "takes_part=yes",
                "part_of_work=延长通道",
                "agreed_date=2024-11-22",
                "--confirm",
            ],
        ),
        (
            CONTACT,
            "2024-11-20T11:40",
            &["hand-over", "pass_on/joint_work/agree_part[1]", "反馈项目经理", "--because", "另有会议"],
        ),
        (FEEDBACK, "2024-11-20T13:00", &["event", "pass_on", "1"]),
        (FEEDBACK, "2024-11-20T13:20", &["done", "pass_on/record_withdrawal", "--confirm"]),
    ]);
    story.told();
}
