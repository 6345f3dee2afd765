//! How fast documents are made. `cargo bench --bench build`, with `--features full` also PDF; the figures stand in
//! docs/performance.md.
//!
//! Each figure is the whole way of a generated library: read, checked, compiled; only the files are not written.

mod generated;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use generated::loaded;
use sopkit::emit::{Checked, DocLangs, Fault, Format, Request, build};
use sopkit::labels::Lang;
use sopkit::model::Project;
use sopkit::rules::{Settings, check};

// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TEXTS: [Format; 7] =
    [Format::Md, Format::Html, Format::Svg, Format::Mermaid, Format::Dot, Format::Json, Format::Csv];

fn main() {
    divan::main();
}

/// Makes the documents of so many procedures, on all cores.
fn made(bencher: Bencher, procedures: usize, formats: &[Format], languages: DocLangs) {
    let files = generated::library(procedures);
    bencher.counter(ItemsCount::new(procedures)).with_inputs(|| loaded(&files)).bench_local_values(|loaded| {
        let project = Project::new(loaded);
        let checked = Checked::of(&project, &check(&project, &Settings::default()));
        let request = Request { formats: formats.to_vec(), languages, checked: Some(checked), ..Request::default() };
        let mut bytes = 0;
        let done = build(&project, &request, |document| {
            bytes += black_box(document).content.len();
            Ok::<(), Fault>(())
        });
        assert!(done.is_ok(), "{done:?}");
        bytes
    });
}

#[divan::bench(args = [250, 1_000], sample_count = 5)]
fn html_in_one_language(bencher: Bencher, procedures: usize) {
    made(bencher, procedures, &[Format::Html], DocLangs::One(Lang::Zh));
}

#[divan::bench(args = [250, 1_000], sample_count = 5)]
fn html_in_two_languages(bencher: Bencher, procedures: usize) {
    made(bencher, procedures, &[Format::Html], DocLangs::All);
}

#[divan::bench(args = [250, 1_000], sample_count = 5)]
fn all_texts_in_two_languages(bencher: Bencher, procedures: usize) {
    made(bencher, procedures, &TEXTS, DocLangs::All);
}

#[cfg(feature = "office")]
#[divan::bench(args = [250], sample_count = 5)]
fn office_in_one_language(bencher: Bencher, procedures: usize) {
    made(bencher, procedures, &[Format::Docx, Format::Xlsx], DocLangs::One(Lang::Zh));
}

#[cfg(feature = "pdf")]
#[divan::bench(args = [50], sample_count = 5)]
fn pdf_in_one_language(bencher: Bencher, procedures: usize) {
    made(bencher, procedures, &[Format::Pdf], DocLangs::One(Lang::Zh));
}
