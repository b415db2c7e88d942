//! The command `still` with the clock and the randomness of the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    still::run(engine::Env::system)
}
