//! The program `sop`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sopkit::cli::run()
}
