//! Why a document cannot be made.

use super::render::TemplateFault;
use crate::labels::Say;

/// What stops a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A template that does not fit.
    Template(TemplateFault),
    /// What a format cannot hold, or cannot be made of here.
    Format(Say),
}

impl Fault {
    /// What a program cannot make that was built without a feature.
    #[cfg(not(all(feature = "office", feature = "pdf")))]
    pub(super) fn without(feature: &str) -> Fault {
        Fault::Format(crate::say!("这个程序编译时没有带 `{feature}`", "this program was built without `{feature}`"))
    }
}

impl From<TemplateFault> for Fault {
    fn from(fault: TemplateFault) -> Self {
        Fault::Template(fault)
    }
}
