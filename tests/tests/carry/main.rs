//! Devices that never meet, and a folder between them: what arrives, what is believed, what others do to the folder.

mod acknowledged;
mod folder;
mod month;
mod rubbish;
mod twice;
