//! Which arrows lead back.
//!
//! A picture is read from top to bottom, so circles are cut where a walk from the first shape, along the arrows in their
//! order, comes to a shape that it is still on the way from. That is the arrow of which a person says that it goes back.

use super::Plan;
use super::table::Table;

/// For every arrow whether it is drawn upwards.
pub(super) fn back(plan: &Plan) -> Table<bool> {
    let mut back = Table::new(plan.ways.len(), false);
    let mut out: Table<Vec<usize>> = Table::new(plan.bodies.len(), Vec::new());
    for (index, way) in plan.ways.iter().enumerate() {
        if way.to == 0 {
            // The first shape stands on top, whatever leads to it.
            back[index] = way.from != 0;
        } else if way.from != way.to {
            out[way.from].push(index);
        }
    }
    let mut seen = Table::new(plan.bodies.len(), Seen::Never);
    // Shapes that the walk is on, each with how many of its arrows it has followed.
    let mut walk: Vec<(usize, usize)> = Vec::new();
    for start in 0..plan.bodies.len() {
        if seen[start] == Seen::Never {
            seen[start] = Seen::OnTheWay;
            walk.push((start, 0));
        }
        while let Some((shape, followed)) = walk.last_mut() {
            let Some(&index) = out[*shape].get(*followed) else {
                seen[*shape] = Seen::Left;
                walk.pop();
                continue;
            };
            *followed += 1;
            let to = plan.ways.get(index).map_or(0, |way| way.to);
            match seen[to] {
                Seen::Never => {
                    seen[to] = Seen::OnTheWay;
                    walk.push((to, 0));
                }
                Seen::OnTheWay => back[index] = true,
                Seen::Left => {}
            }
        }
    }
    back
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Never,
    OnTheWay,
    Left,
}
