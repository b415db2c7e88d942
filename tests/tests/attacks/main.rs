//! What somebody with bad intentions can try, and that it comes to nothing: each test is one attack.

mod records;
