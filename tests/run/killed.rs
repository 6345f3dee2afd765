//! Writers that are killed at any moment: what was acknowledged is kept, and the case goes on.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::Ran;
use crate::desk::Desk;

/// A generator with a fixed seed, so that every run has the same plan.
struct Plan(u64);

impl Plan {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_writers_are_killed() {
    let mut desk = Desk::new();
    // Everything happens now: a case does not go back in time.
    desk.now(&["start", "parcel.sop"]);
    let mut plan = Plan(0x9E37_79B9_7F4A_7C15);
    let mut acknowledged: Vec<String> = Vec::new();
    let mut killed = 0;
    // Where the program is slow, the moments at which it is killed reach up to its end all the same.
    let begun = Instant::now();
    desk.now(&["answer", "parcel-1", "weigh", "remark=first"]);
    let longest = u64::try_from(begun.elapsed().as_micros() * 5 / 4).unwrap().clamp(30_000, 250_000);
    for round in 0..100 {
        let value = format!("round {round}");
        let given = format!("remark={value}");
        // Some rounds keep several events at once, so that there is more to tear.
        let mut args = vec!["run", "answer", "parcel-1", "weigh", &given, "--as", "Ann", "--role", "clerk"];
        if plan.below(2) == 0 {
            args.extend(["weight=1", "fee=2 CNY", "kind=box", "size=small", "insured=no"]);
        }
        let mut child = desk.place.command(&args).spawn().unwrap();
        sleep(Duration::from_micros(plan.below(longest)));
        // A child that has ended cannot be killed any more; that is a round that was acknowledged.
        let _ = child.kill();
        let ran = Ran(child.wait_with_output().unwrap());
        if ran.0.status.success() {
            acknowledged.push(value);
        } else {
            killed += 1;
        }
        let text = fs::read_to_string(desk.store()).unwrap();
        let kept: Vec<&String> =
            acknowledged.iter().filter(|value| text.contains(&format!("\"value\":\"{value}\"}}\n"))).collect();
        assert_eq!(kept.len(), acknowledged.len(), "round {round}: an acknowledged event is lost");
        if round % 10 == 9 {
            assert_eq!(desk.open(), ["weigh"], "round {round}");
        }
    }
    assert!(killed > 0 && !acknowledged.is_empty(), "{killed} of 100 were killed");
    desk.now(&["done", "parcel-1", "weigh", "weight=1", "fee=2 CNY", "--confirm"]);
    assert_eq!(desk.open(), ["decide"]);
    let text = fs::read_to_string(desk.store()).unwrap();
    assert!(text.ends_with('\n'));
    assert!(acknowledged.iter().all(|value| text.contains(&format!("\"value\":\"{value}\"}}\n"))));
}
