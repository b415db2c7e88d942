//! `still tour`: the whole program at work, in a temporary folder.

use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::failure::{Failure, Kind};

/// See it at work: two devices and a reader, in a temporary folder on this machine
///
/// Makes three vaults, writes on two of them while they are apart, brings them together over real connections on
/// the loopback interface, shares a part with the third and ends the share. Touches nothing of yours and asks nothing.
#[derive(Args)]
pub(crate) struct TourArgs {
    /// Where the vaults go; must not exist yet [default: a new folder for temporary files]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Takes the tour.
pub(crate) fn run(app: &mut App, args: &TourArgs) -> Result<(), Failure> {
    let stage = match &args.dir {
        Some(dir) => dir.clone(),
        None => {
            let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
            std::env::temp_dir().join(format!("tour-{now}-{}", std::process::id()))
        }
    };
    platform::files::create_folder(&stage)
        .map_err(|error| Failure::io("making the folder of the tour", error))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Kind::Unexpected, "the tour cannot start").because(error))?;
    runtime.block_on(crate::tour::tell(app, &stage))
}
