#![allow(warnings)]
mod support;
use support::*;
#[test]
fn show() {
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let kind = std::env::var("KIND").unwrap();
    let g = generate::generate(seed, generate::Care::Careful);
    let files = mutate::mutate(&g, &kind, &mut Random::new(seed + 7)).unwrap();
    for (p, t) in &files {
        if std::env::var("FILE").ok().is_none_or(|f| *p == f) {
            println!("--- {p}");
            for (i, l) in t.lines().enumerate() {
                println!("{:3} {l}", i + 1);
            }
        }
    }
    println!("{}", errors(&project_of(&files)));
}
