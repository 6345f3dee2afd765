//! A row in order: what is in a frame stands together between its borders, and frames side by side keep their order in all
//! rows, that of the text.

use super::Plan;
use super::layers::{Kind, Layers};
use super::table::Table;

/// The frames of each row, with room for sorting one.
pub(super) struct Nested {
    /// By row; an outer frame comes before those in it.
    bands: Table<Vec<Band>>,
    around: Table<Option<usize>>,
    /// What is directly in each frame; the last is what is in none.
    held: Table<Vec<Entry>>,
}

/// A frame as it passes a row.
#[derive(Debug, Clone, Copy)]
struct Band {
    frame: usize,
    left: usize,
    right: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: f64,
    /// How many pieces the key is the middle of.
    weight: f64,
    held: Held,
}

#[derive(Debug, Clone, Copy)]
enum Held {
    Piece(usize),
    Band(Band),
}

impl Nested {
    pub(super) fn new(plan: &Plan, layers: &Layers) -> Self {
        let mut bands: Table<Vec<Band>> = Table::new(layers.rows.len(), Vec::new());
        for frame in 0..plan.frames.len() {
            let Some((first, _)) = layers.spans[frame] else { continue };
            let (left, right) = &layers.borders[frame];
            for (row, (left, right)) in left.iter().zip(right).enumerate() {
                bands[first + row].push(Band { frame, left: *left, right: *right });
            }
        }
        let around = Table::of(plan.frames.clone(), None);
        Self { bands, around, held: Table::new(plan.frames.len() + 1, Vec::new()) }
    }

    /// The pieces of a row by their keys; what has the same key stays in its order.
    pub(super) fn sorted(&mut self, layers: &Layers, layer: usize, row: &[usize], keys: &[f64]) -> Vec<usize> {
        let outside = self.around.len();
        let bands = std::mem::take(&mut self.bands[layer]);
        for (piece, key) in row.iter().zip(keys) {
            let at = layers.pieces[*piece];
            if !matches!(at.kind, Kind::Left(_) | Kind::Right(_)) {
                let entry = Entry { key: *key, weight: 1.0, held: Held::Piece(*piece) };
                self.held[at.frame.unwrap_or(outside)].push(entry);
            }
        }
        // From the inside out.
        for band in bands.iter().rev() {
            let within = &self.held[band.frame];
            let weight: f64 = within.iter().map(|entry| entry.weight).sum();
            let sum: f64 = within.iter().map(|entry| entry.key * entry.weight).sum();
            let key = if weight > 0.0 { sum / weight } else { 0.0 };
            let around = self.around[band.frame].unwrap_or(outside);
            self.held[around].push(Entry { key, weight, held: Held::Band(*band) });
        }
        let mut sorted = Vec::with_capacity(row.len());
        // What is still to be written, the last first.
        let mut open: Vec<Held> = in_order(&mut self.held[outside], !bands.is_empty());
        while let Some(held) = open.pop() {
            match held {
                Held::Piece(piece) => sorted.push(piece),
                Held::Band(band) => {
                    sorted.push(band.left);
                    open.push(Held::Piece(band.right));
                    open.extend(in_order(&mut self.held[band.frame], true));
                }
            }
        }
        self.bands[layer] = bands;
        sorted
    }
}

/// Empties a list; what comes first is last. Frames take the places of frames, in the order of the text.
fn in_order(held: &mut Vec<Entry>, with_frames: bool) -> Vec<Held> {
    held.sort_by(|one, other| one.key.total_cmp(&other.key));
    let mut order: Vec<Held> = held.drain(..).map(|entry| entry.held).collect();
    if with_frames {
        let band = |held: &Held| if let Held::Band(band) = held { Some(*band) } else { None };
        let mut bands: Vec<Band> = order.iter().filter_map(band).collect();
        bands.sort_by_key(|band| band.frame);
        let places = order.iter_mut().filter(|held| matches!(held, Held::Band(_)));
        for (place, band) in places.zip(bands) {
            *place = Held::Band(band);
        }
    }
    order.reverse();
    order
}
