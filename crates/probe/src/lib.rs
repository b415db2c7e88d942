//! What the simulation of a fleet hangs on to inside the program: bugs that are planted to see whether it finds them, and
//! places that it must reach. In the program itself all of it is empty.
//!
//! ```
//! let newest = probe::planted!("sealed_to_the_oldest_epoch", 1, 2);
//! assert_eq!(newest, 1);
//! probe::reached!("a_space_has_two_epochs");
//! ```

#[cfg(feature = "counted")]
pub mod counts;
#[cfg(feature = "planted")]
pub mod plants;

/// The good expression; in the simulation the bad one while the bug of that name is planted.
#[cfg(not(feature = "planted"))]
#[macro_export]
macro_rules! planted {
    ($name:literal, $good:expr, $bad:expr) => {
        $good
    };
}

/// The good expression; in the simulation the bad one while the bug of that name is planted.
#[cfg(feature = "planted")]
#[macro_export]
macro_rules! planted {
    ($name:literal, $good:expr, $bad:expr) => {
        if $crate::plants::is($name) {
            $bad
        } else {
            $good
        }
    };
}

/// The number; in the simulation another one, where it sets one of that name: limits that only large journals reach are made
/// small there.
#[cfg(not(feature = "planted"))]
#[macro_export]
macro_rules! tuned {
    ($name:literal, $number:expr) => {
        $number
    };
}

/// The number; in the simulation another one, where it sets one of that name: limits that only large journals reach are made
/// small there.
#[cfg(feature = "planted")]
#[macro_export]
macro_rules! tuned {
    ($name:literal, $number:expr) => {
        $crate::plants::tuned($name).unwrap_or($number)
    };
}

/// Says that a place was reached.
#[cfg(not(feature = "counted"))]
#[macro_export]
macro_rules! reached {
    ($name:literal) => {};
}

/// Says that a place was reached.
#[cfg(feature = "counted")]
#[macro_export]
macro_rules! reached {
    ($name:literal) => {
        $crate::counts::add($name, 1)
    };
}
