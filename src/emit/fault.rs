//! Why a document cannot be made.

use crate::labels::Say;

/// What a format cannot hold, or cannot be made of here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub Say);
