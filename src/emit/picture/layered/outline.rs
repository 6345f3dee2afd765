//! Where the outline of a shape is, so that arrows end at it and not at the rectangle around it.

/// What a shape looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Outline {
    Box,
    /// The left and right side are half circles.
    Round,
    /// Leaning to the right.
    Slanted,
    /// With a point at the left and at the right.
    Pointed,
    Diamond,
}

/// How far the slanted sides of a shape lean.
pub(in super::super) const SLANT: f64 = 10.0;

impl Outline {
    /// How near to its left and right end an arrow may come from above or below.
    pub(super) fn inset(self) -> f64 {
        match self {
            Self::Box | Self::Round => 8.0,
            Self::Slanted | Self::Pointed => SLANT + 4.0,
            Self::Diamond => 0.0,
        }
    }

    /// How far above or below its middle a shape ends, `right` of the middle.
    pub(super) fn half_height(self, (width, height): (f64, f64), right: f64) -> f64 {
        match self {
            Self::Diamond => height / 2.0 * (1.0 - (right.abs() * 2.0 / width).min(1.0)),
            Self::Round => {
                let end = height.min(width) / 2.0;
                let share = ((right.abs() - (width / 2.0 - end)) / end).clamp(0.0, 1.0);
                height / 2.0 * (1.0 - share * share).sqrt()
            }
            _ => height / 2.0,
        }
    }

    /// How far left or right of its middle a shape ends, `below` the middle.
    pub(super) fn half_width(self, (width, height): (f64, f64), below: f64, is_right: bool) -> f64 {
        let (half, share) = (width / 2.0, (below * 2.0 / height).clamp(-1.0, 1.0));
        match self {
            Self::Box => half,
            Self::Round => half - height.min(width) / 2.0 * (1.0 - (1.0 - share * share).sqrt()),
            Self::Slanted => half - SLANT / 2.0 * (1.0 + if is_right { share } else { -share }),
            Self::Pointed => half - SLANT * share.abs(),
            Self::Diamond => half * (1.0 - share.abs()),
        }
    }
}
