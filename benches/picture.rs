//! How fast flows are drawn. `cargo bench --bench picture`; the figures stand in docs/performance.md.
//!
//! Drawn are the flows of the library, and generated ones of so many shapes.

use std::fmt::Write as _;
use std::path::PathBuf;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use sopkit::emit::{Format, graph};
use sopkit::labels::Lang;
use sopkit::model::Project;
use sopkit::source::{Loaded, RawFile, load};

// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn drawn(project: &Project) -> usize {
    let draw = |module| graph(project, module, None, Lang::Zh, Format::Svg);
    project.modules.iter().filter_map(draw).map(|svg| black_box(svg).len()).filter(|length| *length > 0).count()
}

#[divan::bench(sample_count = 20)]
fn library(bencher: Bencher) {
    let sops = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sops");
    let Ok(loaded) = load(&[sops]) else { return };
    let project = Project::new(loaded);
    bencher.counter(ItemsCount::new(drawn(&project))).bench_local(|| drawn(&project));
}

#[divan::bench(args = [40, 300, 3_000], sample_count = 5)]
fn generated(bencher: Bencher, shapes: usize) {
    let text = flow(shapes);
    let file = RawFile { path: "flow.sop".to_owned(), shown: "flow.sop".to_owned(), text: Ok(text), named: true };
    let project = Project::new(Loaded { files: vec![file], ..Loaded::default() });
    bencher.bench_local(|| drawn(&project));
}

/// A flow of so many shapes, with ways over others, ways back, parallel blocks and interruptions.
fn flow(shapes: usize) -> String {
    let mut text = String::from("sop flow \"Flow\" { language en }\nrole clerk \"Clerk\" { }\nflow {\n");
    let (mut step, mut drawn) = (0, 0);
    while drawn < shapes {
        // Writing to a string cannot fail.
        let _ = match step % 12 {
            3 => writeln!(
                text,
                "decision s{step} \"Is it urgent?\" {{ when \"no\" -> s{} otherwise -> s{} }}",
                step + 3,
                step + 1
            ),
            5 => writeln!(
                text,
                "parallel s{step} \"Several things\" {{ branch a{step} \"One\" {{ step b{step} \"This\" {{ by clerk }} }} branch \
                 c{step} \"Other\" {{ step d{step} \"That\" {{ by clerk }} }} join all }}"
            ),
            8 => writeln!(
                text,
                "decision s{step} \"Is it right?\" {{ when \"no\" -> s{} at most 2 times then -> failed otherwise -> s{} }}",
                step - 5,
                step + 1
            ),
            10 => writeln!(
                text,
                "step s{step} \"Ask for what is missing\" {{ by clerk within 2h when late -> s{} }}",
                step + 3
            ),
            _ => writeln!(text, "step s{step} \"Look at the case with care\" {{ by clerk within 4h }}"),
        };
        drawn += if step % 12 == 5 { 4 } else { 1 };
        step += 1;
    }
    // What was named and not yet written.
    for last in step..step + 4 {
        let _ = writeln!(text, "step s{last} \"Close the case\" {{ by clerk }}");
    }
    text.push_str("end over \"Over\"\nend failed failed \"Given up\"\n}\n");
    text
}
