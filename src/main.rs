//! The program `sop`.

use std::process::ExitCode;

// A check makes many small values, most of them short-lived: a fifth of its time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sopkit::cli::run()
}
