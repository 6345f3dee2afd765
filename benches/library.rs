//! How fast a library is read and checked. `cargo bench --bench library`; the figures stand in docs/performance.md.
//!
//! The libraries are generated: procedures of some hundred lines each and one shared file, in texts of 1,000, 10,000 and
//! 100,000 lines.

mod generated;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use generated::{Texts, loaded};
use sopkit::model::{Project, lower};
use sopkit::rules::{Settings, check};
use sopkit::source::FileId;
use sopkit::syntax::parse;

// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const LINES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    // One core, so that the figures say what the code costs; `in_parallel` has both.
    divan::main();
}

/// A library of about so many lines.
fn library(lines: usize) -> Texts {
    generated::library((lines / generated::lines_of_one()).max(1))
}

fn bytes(files: &Texts) -> BytesCount {
    BytesCount::new(files.iter().map(|(_, text)| text.len()).sum::<usize>())
}

fn on_one_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

#[divan::bench(args = LINES, sample_count = 10)]
fn pest_alone(bencher: Bencher, lines: usize) {
    let files = library(lines);
    bencher
        .counter(bytes(&files))
        .bench_local(|| files.iter().map(|(_, text)| sopkit::syntax::pairs(black_box(text))).sum::<usize>());
}

#[divan::bench(args = LINES, sample_count = 10)]
fn tree_and_model(bencher: Bencher, lines: usize) {
    let files = library(lines);
    bencher.counter(bytes(&files)).bench_local(|| {
        let model = |(_, text): &(String, String)| lower(FileId(0), &parse(black_box(text)).tree, text);
        files.iter().map(|file| model(file).decls.len()).sum::<usize>()
    });
}

#[divan::bench(args = LINES, sample_count = 10)]
fn whole_check(bencher: Bencher, lines: usize) {
    let files = library(lines);
    bencher
        .counter(bytes(&files))
        .with_inputs(|| loaded(&files))
        .bench_local_values(|loaded| on_one_core(|| check(&Project::new(loaded), &Settings::default()).findings.len()));
}

#[divan::bench(args = LINES, sample_count = 10)]
fn whole_check_in_parallel(bencher: Bencher, lines: usize) {
    let files = library(lines);
    bencher
        .counter(bytes(&files))
        .with_inputs(|| loaded(&files))
        .bench_local_values(|loaded| check(&Project::new(loaded), &Settings::default()).findings.len());
}
