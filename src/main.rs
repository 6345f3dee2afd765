use sopkit::model::*;
use sopkit::rules::*;
use sopkit::source;
fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let l = source::load(&paths).unwrap();
    let p = Project::new(l);
    let o = check(&p, &Settings { today: Some("2026-11-21".parse().unwrap()), ..Default::default() });
    for f in &o.findings {
        let m = p.module(f.at.file);
        let l = m.map_or(0, |m| m.source.line(f.at.start));
        println!(
            "{:?} {} {} {}:{} {} | {}",
            f.severity,
            f.rule.code,
            f.rule.name,
            m.map_or("", |m| &m.path),
            l,
            f.message.en,
            f.path.join(">")
        );
    }
    println!("{} accepted {}", o.findings.len(), o.accepted.len());
}
