//! Charts: lines and heat maps, drawn once with shapes. `shape` what charts are made of, `weeks` days arranged for heat
//! maps, `line_chart` and `heat_map` the charts.

pub(crate) mod heat_map;
pub(crate) mod line_chart;
pub(crate) mod shape;
pub mod weeks;
