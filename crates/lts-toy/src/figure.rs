//! The toy's figure: panels of the plane as SVG, in the colours of the report's style sheet, for light and dark pages.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html};

use crate::machine::Machine;
use crate::panels::Panel;
use crate::point::Point;

/// The plane is drawn from minus to plus this, in both directions.
const REACH: f64 = 10.0;
/// Squares along a side for which a class is computed.
const CELLS: usize = 160;
/// Units of the drawing: left and bottom margin, the other margins, and a side of the square.
const MARGIN: f64 = 30.0;
const EDGE: f64 = 10.0;
const SIDE: f64 = 320.0;

/// What the panels have beyond the report's own styles.
const STYLE: &str = "
.plane .region { stroke: none; fill: var(--own); fill-opacity: .2; }
.plane .boundary { stroke: var(--ink); stroke-width: 1.2; stroke-opacity: .7; }
.plane .dots { stroke-width: 3.6; stroke-opacity: .75; }
.plane .crosses { stroke-width: 1.2; stroke-opacity: .8; }
";

/// The panels in rows of three, with a legend.
pub fn figure(panels: &[Panel]) -> Markup {
    html! {
        style { (PreEscaped(STYLE)) }
        ul class="legend plane" {
            @for (class, shape, mark, text) in [
                ("c0", "M1 1h20v10h-20z", "region", "decided as class 0"),
                ("c1", "M1 1h20v10h-20z", "region", "decided as class 1"),
                ("ink", "M1 6H21", "boundary", "decision boundary"),
                ("c0", "M6 7h0M15 4h0", "dots", "point of class 0"),
                ("c1", "M4 4l4 4m-4 0l4 -4M14 4l4 4m-4 0l4 -4", "crosses", "point of class 1"),
            ] {
                li {
                    svg class="key" viewBox="0 0 22 12" aria-hidden="true" {
                        path class=(format!("{mark} {class}")) d=(shape) {}
                    }
                    (text)
                }
            }
        }
        div class="grid thirds" {
            @for panel in panels {
                figure class="chart plane" {
                    figcaption { strong { (panel.title) } " " span class="note" { (panel.note) } }
                    (drawing(panel))
                }
            }
        }
    }
}

fn drawing(panel: &Panel) -> Markup {
    let (width, height) = (MARGIN + SIDE + EDGE, EDGE + SIDE + MARGIN);
    let about = format!("{}: {}; both coordinates from -10 to 10", panel.title, panel.note);
    html! {
        svg viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(about) {
            @if let Some(machine) = &panel.machine {
                @let grid = grid(machine);
                @for class in [0, 1] {
                    path class=(format!("region c{class}")) d=(region(&grid, class)) {}
                }
                path class="boundary" d=(boundary(&grid)) {}
            }
            path class="axis" d=(format!("M{} {}h{SIDE}v{SIDE}h-{SIDE}z", MARGIN, EDGE)) {}
            g class="ticks" {
                @for (value, text) in [(-10.0, "−10"), (-5.0, "−5"), (0.0, "0"), (5.0, "5"), (10.0, "10")] {
                    text x=(p(x(value))) y=(p(EDGE + SIDE + 16.0)) text-anchor="middle" { (text) }
                    text x=(p(MARGIN - 5.0)) y=(p(y(value) + 3.5)) text-anchor="end" { (text) }
                }
            }
            path class="dots c0" d=(marks(&panel.points, 0)) {}
            path class="crosses c1" d=(marks(&panel.points, 1)) {}
        }
    }
}

fn x(value: f64) -> f64 {
    MARGIN + SIDE * (value + REACH) / (2.0 * REACH)
}

fn y(value: f64) -> f64 {
    EDGE + SIDE * (REACH - value) / (2.0 * REACH)
}

/// A coordinate of the drawing, to a tenth.
fn p(value: f64) -> String {
    // Adding zero turns a negative zero into zero.
    format!("{}", (value * 10.0).round() / 10.0 + 0.0)
}

/// The plane's coordinate of a line of the grid.
fn line(index: usize) -> f64 {
    2.0 * REACH * index as f64 / CELLS as f64 - REACH
}

/// The decision function where the lines of the grid meet, rows from below.
fn grid(machine: &Machine) -> Vec<Vec<f64>> {
    let row = |j: usize| (0..=CELLS).map(|i| machine.decision([line(i), line(j)])).collect();
    (0..=CELLS).map(row).collect()
}

/// Rows of squares whose middle is decided as `class`.
fn region(grid: &[Vec<f64>], class: u8) -> String {
    let step = SIDE / CELLS as f64;
    let mut path = String::new();
    for j in 0..CELLS {
        let inside = |i: usize| {
            let sum = grid[j][i] + grid[j][i + 1] + grid[j + 1][i] + grid[j + 1][i + 1];
            u8::from(sum >= 0.0) == class
        };
        let mut i = 0;
        while i < CELLS {
            let from = i;
            while i < CELLS && inside(i) {
                i += 1;
            }
            if i > from {
                let width = p(step * (i - from) as f64);
                let _ =
                    write!(path, "M{} {}h{width}v{}h-{width}z", p(x(line(from))), p(y(line(j + 1))), p(step));
            }
            i += usize::from(i == from);
        }
    }
    path
}

/// Where the decision function is zero: a stroke through every square that it crosses (marching squares).
fn boundary(grid: &[Vec<f64>]) -> String {
    let mut path = String::new();
    for j in 0..CELLS {
        for i in 0..CELLS {
            let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
            let crossings: Vec<(f64, f64)> = (0..4)
                .filter_map(|edge| {
                    let (from, to) = (corners[edge], corners[(edge + 1) % 4]);
                    let (a, b) = (grid[from.1][from.0], grid[to.1][to.0]);
                    let share = a / (a - b);
                    let between = |from: usize, to: usize| line(from) + share * (line(to) - line(from));
                    ((a >= 0.0) != (b >= 0.0)).then(|| (x(between(from.0, to.0)), y(between(from.1, to.1))))
                })
                .collect();
            for pair in crossings.chunks_exact(2) {
                let _ = write!(path, "M{} {}L{} {}", p(pair[0].0), p(pair[0].1), p(pair[1].0), p(pair[1].1));
            }
        }
    }
    path
}

/// Dots for class 0, crosses for class 1; points outside the square are left out.
fn marks(points: &[Point], class: u8) -> String {
    let mut path = String::new();
    for point in points.iter().filter(|point| point.class == class) {
        let [across, up] = point.at.map(f64::from);
        if across.abs() < REACH && up.abs() < REACH {
            let _ = match class {
                0 => write!(path, "M{} {}h0", p(x(across)), p(y(up))),
                _ => write!(path, "M{} {}l4 4m-4 0l4 -4", p(x(across) - 2.0), p(y(up) - 2.0)),
            };
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Class 1 where the first coordinate is above 2: two opposite support vectors.
    fn halves() -> Machine {
        Machine {
            gamma: 1e-3,
            offset: 0.0,
            support: vec![[12.0, 0.0], [-8.0, 0.0]],
            weights: vec![1.0, -1.0],
        }
    }

    #[test]
    fn regions_and_boundary_lie_where_the_machine_decides() {
        let grid = grid(&halves());
        let left = region(&grid, 0);
        // Every row starts at the left edge and ends at 2; the other class has the rest of it.
        assert_eq!(left.matches('M').count(), CELLS);
        assert!(left.split('M').skip(1).all(|row| row.starts_with("30 ")), "{left}");
        assert!(left.contains(&format!("h{}v", p(SIDE * 12.0 / 20.0))), "{left}");
        assert!(region(&grid, 1).split('M').skip(1).all(|row| row.starts_with(&p(x(2.0)))));
        let boundary = boundary(&grid);
        assert!(boundary.split('M').skip(1).all(|stroke| stroke.starts_with(&p(x(2.0)))), "{boundary}");
    }

    #[test]
    fn a_figure_has_a_drawing_for_each_panel() {
        let point = Point { at: [1.0, -2.0], class: 1 };
        let far = Point { at: [30.0, 0.0], class: 0 };
        let panel =
            |machine| Panel { title: "t".into(), note: "n".into(), machine, points: vec![point, far] };
        let html = figure(&[panel(Some(halves())), panel(None)]).into_string();
        assert_eq!(html.matches("<svg viewBox=\"0 0 360 360\"").count(), 2);
        assert_eq!(html.matches("class=\"boundary\"").count(), 1);
        assert_eq!(html.matches("class=\"dots c0\" d=\"\"").count(), 2, "the far point is left out");
    }
}
