//! journal

mod sheet;
mod sheet_id;
mod sheet_order;
mod sheet_read;
mod sheet_row;
mod sheet_text;
mod sheet_write;

pub use sheet::{Scalar, SheetEdit, SheetError};
pub use sheet_id::{ItemId, Place};
pub use sheet_order::order_between;
pub use sheet_row::{FieldValue, Fields, ItemRow, SheetRow};
