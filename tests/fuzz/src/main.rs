//! `fuzz run [BODY] [SECONDS]`, `fuzz replay BODY FILE`, `fuzz seeds`, `fuzz list`.

use std::process::ExitCode;
use std::time::Duration;

use fuzz::{BODIES, drive};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match work(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is well.
fn work(args: &[&str]) -> Result<bool, String> {
    let named = |name: &str| drive::find(name).ok_or_else(|| format!("there is no body {name}"));
    match args {
        ["list"] => {
            BODIES.iter().for_each(|body| println!("{}", body.name));
            Ok(true)
        }
        ["seeds"] => drive::write_seeds()
            .map(|()| true)
            .map_err(|error| error.to_string()),
        ["replay", name, file] => {
            let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
            let ended = drive::run_one(named(name)?, &bytes);
            println!(
                "{name}: {}",
                ended
                    .as_ref()
                    .err()
                    .map_or("refused, or taken as it is", |why| why)
            );
            Ok(ended.is_ok())
        }
        ["run", name, seconds] => {
            let seconds = seconds
                .parse()
                .map_err(|_| format!("{seconds} is no number"))?;
            long(&[*named(name)?], Duration::from_secs(seconds))
        }
        ["run", seconds] => {
            let seconds = seconds
                .parse()
                .map_err(|_| format!("{seconds} is no number"))?;
            long(BODIES, Duration::from_secs(seconds))
        }
        _ => Err("fuzz run [BODY] SECONDS | fuzz replay BODY FILE | fuzz seeds | fuzz list".into()),
    }
}

fn long(bodies: &[fuzz::Body], each: Duration) -> Result<bool, String> {
    let mut good = true;
    for body in bodies {
        let (tried, failed) = drive::for_so_long(body, each)?;
        println!("{}: {tried} inputs, {failed} failures", body.name);
        good &= failed == 0;
    }
    Ok(good)
}
