//! A chart: what it shows, declared, and its drawing as SVG whose colours the page's style sheet gives.
//!
//! Dots of one series are one path of round-capped strokes of no length, so that thousands of candidates stay small
//! and sharp; colours are style sheet variables, so that one drawing fits a light and a dark page.

use std::collections::BTreeSet;
use std::fmt::Write;

use maud::{Markup, html};

use super::scale::{Scale, Spread, number};

/// Something to plot.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Above the chart.
    pub title: String,
    /// Beside the title, e.g. a unit.
    pub note: String,
    /// What the horizontal axis counts.
    pub x: Axis,
    /// What the vertical axis shows.
    pub y: Axis,
    /// Below all else.
    pub bands: Vec<Band>,
    /// Drawn in this order.
    pub series: Vec<Series>,
    /// Horizontal dashed lines.
    pub levels: Vec<Level>,
    /// How much room it takes.
    pub size: ChartSize,
}

/// An axis.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What it shows; may be empty where the title says it.
    pub label: String,
    /// How values spread.
    pub spread: Spread,
    /// The range, or what the values take.
    pub range: Option<(f64, f64)>,
}

/// Points with one look.
#[derive(Clone, Debug)]
pub struct Series {
    /// Which colour of the palette.
    pub color: usize,
    /// How the points look.
    pub mark: Mark,
    /// Horizontal and vertical values; a vertical value that is not finite interrupts a line.
    pub points: Vec<(f64, f64)>,
    /// Text at the right end of a line.
    pub label: Option<String>,
}

/// An area between two values.
#[derive(Clone, Debug)]
pub struct Band {
    /// Which colour of the palette.
    pub color: usize,
    /// Horizontal value, low and high vertical value.
    pub points: Vec<(f64, f64, f64)>,
}

/// How points look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Small, see-through dots.
    Dots,
    /// A line.
    Line,
    /// A thin, see-through line.
    Thin,
    /// Horizontal up to the next point.
    Steps,
    /// Crosses at the bottom, whatever the vertical value.
    Crosses,
}

/// A value that is compared with.
#[derive(Clone, Debug)]
pub struct Level {
    /// Which colour of the palette; none for the colour of text.
    pub color: Option<usize>,
    /// Where.
    pub value: f64,
    /// Text at the right end.
    pub label: Option<String>,
}

/// How much room a chart takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartSize {
    /// The page's width.
    Wide,
    /// Half of it.
    Half,
    /// A third.
    Third,
}

/// Colours of the palette; further series take them again.
pub const COLORS: usize = 7;

/// More dots than this are drawn smaller.
const MANY: usize = 1500;
/// Width of a letter and height of a line of text, about.
const LETTER: f64 = 6.1;
const LINE: f64 = 14.0;

impl Axis {
    /// Counts whole things, from 0.
    pub fn count(label: &str) -> Self {
        Self { label: label.into(), spread: Spread::Whole, range: None }
    }

    /// Takes the range that the values need.
    pub fn free(label: &str) -> Self {
        Self { label: label.into(), spread: Spread::Linear, range: None }
    }

    fn scale(&self, values: impl Iterator<Item = f64>) -> Scale {
        match self.range {
            Some((low, high)) => Scale::new(self.spread, low, high),
            None => Scale::around(self.spread, values),
        }
    }
}

/// A text that wants to stand at a height.
struct EndLabel {
    wanted: f64,
    at: f64,
    text: String,
    class: String,
}

/// The inner frame and its scales.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: Scale,
    y: Scale,
}

impl Frame {
    fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.x.place(value).clamp(0.0, 1.0)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * self.y.place(value).clamp(0.0, 1.0)
    }
}

impl Chart {
    /// Whether there is a point or level to show.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty() && self.series.iter().all(|series| series.points.is_empty())
    }

    /// The chart with its caption.
    pub fn figure(&self) -> Markup {
        html! {
            figure class=(if self.size == ChartSize::Wide { "chart wide" } else { "chart" }) {
                figcaption {
                    strong { (self.title) }
                    @if !self.note.is_empty() { " " span class="note" { (self.note) } }
                }
                @if self.is_empty() { p class="nothing" { "nothing to show yet" } } @else { (self.svg()) }
            }
        }
    }

    fn svg(&self) -> Markup {
        let (width, height) = match self.size {
            ChartSize::Wide => (1128.0, 340.0),
            ChartSize::Half => (552.0, 260.0),
            ChartSize::Third => (360.0, 200.0),
        };
        let points = || self.series.iter().flat_map(|series| &series.points);
        let x = self.x.scale(points().map(|point| point.0));
        let heights = self.series.iter().filter(|series| series.mark != Mark::Crosses);
        let heights = heights.flat_map(|series| series.points.iter().map(|point| point.1));
        let edges = self.bands.iter().flat_map(|band| band.points.iter().flat_map(|at| [at.1, at.2]));
        let heights = heights.chain(edges).chain(self.levels.iter().map(|level| level.value));
        let y = self.y.scale(heights);
        let wanted = if self.size == ChartSize::Third { 4 } else { 6 };
        let y_ticks = if self.y.range.is_some() { y.ticks_with_ends(wanted) } else { y.ticks(wanted) };
        let widest = y_ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
        let texts = self.series.iter().filter_map(|series| series.label.as_ref());
        let texts = texts.chain(self.levels.iter().filter_map(|level| level.label.as_ref()));
        let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
        let room = if longest == 0 {
            12.0
        } else {
            (longest as f64 * LETTER + 28.0)
                .min(if self.size == ChartSize::Wide { 0.26 } else { 0.36 } * width)
        };
        let frame = Frame {
            left: 12.0 + widest as f64 * LETTER,
            right: width - room,
            top: if self.y.label.is_empty() { 10.0 } else { 26.0 },
            bottom: height - if self.x.label.is_empty() { 22.0 } else { 38.0 },
            x,
            y,
        };
        let x_ticks = self.x_ticks(&frame);
        let letters = ((room - 26.0) / LETTER) as usize;
        let ends = self.end_labels(&frame, letters);
        html! {
            svg viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(self.aria()) {
                g class="grid-lines" {
                    path d=(y_ticks.iter().map(|(value, _)| horizontal(&frame, *value)).collect::<String>()) {}
                }
                path class="axis" d=(format!("M{} {}H{}", p(frame.left), p(frame.bottom), p(frame.right))) {}
                g class="ticks" {
                    @for (value, text) in &y_ticks {
                        text x=(p(frame.left - 6.0)) y=(p(frame.y(*value) + 3.5)) text-anchor="end" { (text) }
                    }
                    @for (at, text) in &x_ticks {
                        text x=(p(*at)) y=(p(frame.bottom + 15.0)) text-anchor="middle" { (text) }
                    }
                }
                @if !self.x.label.is_empty() {
                    text class="label" x=(p((frame.left + frame.right) / 2.0)) y=(p(height - 6.0))
                        text-anchor="middle" { (self.x.label) }
                }
                @if !self.y.label.is_empty() {
                    text class="label" x="4" y="13" { (self.y.label) }
                }
                @for band in &self.bands { (band.path(&frame)) }
                @for level in &self.levels {
                    path class=(format!("level {}", color(level.color))) d=(horizontal(&frame, level.value)) {}
                }
                @for series in &self.series { (series.path(&frame)) }
                @for end in &ends {
                    path class=(format!("leader {}", end.class)) d=(format!(
                        "M{} {}L{} {}", p(frame.right + 2.0), p(end.wanted), p(frame.right + 12.0), p(end.at)
                    )) {}
                    text class=(format!("end {}", end.class)) x=(p(frame.right + 16.0)) y=(p(end.at + 3.5)) {
                        (end.text)
                    }
                }
            }
        }
    }

    /// Places and texts of horizontal ticks, few enough to stand apart.
    fn x_ticks(&self, frame: &Frame) -> Vec<(f64, String)> {
        let space = frame.right - frame.left;
        let mut wanted = (space / 70.0).clamp(2.0, 12.0) as usize;
        loop {
            let ticks = frame.x.ticks(wanted);
            let longest = ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
            if wanted == 1 || ticks.len() as f64 * (longest as f64 * LETTER + 12.0) <= space {
                return ticks.into_iter().map(|(value, text)| (frame.x(value), text)).collect();
            }
            wanted -= 1;
        }
    }

    /// Labels of levels and of the ends of lines, moved apart where they would overlap.
    fn end_labels(&self, frame: &Frame, letters: usize) -> Vec<EndLabel> {
        let label = |value: f64, text: &String, class: String| {
            let wanted = frame.y(value);
            EndLabel { wanted, at: wanted, text: shortened(text, letters), class }
        };
        let levels = self.levels.iter().filter_map(|level| {
            level.label.as_ref().map(|text| label(level.value, text, color(level.color)))
        });
        let lines = self.series.iter().filter_map(|series| {
            let last = series.points.iter().rev().find(|point| point.1.is_finite())?;
            Some(label(last.1, series.label.as_ref()?, color(Some(series.color))))
        });
        let mut labels: Vec<EndLabel> = levels.chain(lines).collect();
        labels.sort_by(|a, b| a.wanted.total_cmp(&b.wanted));
        let mut free = frame.top.min(10.0);
        for label in &mut labels {
            label.at = label.wanted.max(free);
            free = label.at + LINE;
        }
        let mut free = frame.bottom;
        for label in labels.iter_mut().rev() {
            label.at = label.at.min(free);
            free = label.at - LINE;
        }
        labels
    }

    fn aria(&self) -> String {
        let mut text = self.title.clone();
        if !self.note.is_empty() {
            let _ = write!(text, " ({})", self.note);
        }
        let label = |axis: &Axis| if axis.label.is_empty() { self.title.clone() } else { axis.label.clone() };
        let _ = write!(text, ": {} over {}", label(&self.y), label(&self.x));
        for level in &self.levels {
            if let Some(label) = &level.label {
                let _ = write!(text, "; level {label}");
            }
        }
        for series in self.series.iter().filter(|series| matches!(series.mark, Mark::Line | Mark::Steps)) {
            let mut finite = series.points.iter().map(|point| point.1).filter(|y| y.is_finite());
            if let Some(first) = finite.next() {
                let last = finite.next_back().unwrap_or(first);
                let name = series.label.as_deref().unwrap_or("line");
                let _ = write!(text, "; {name} from {} to {}", number(first), number(last));
            }
        }
        text
    }
}

impl Band {
    fn path(&self, frame: &Frame) -> Markup {
        let corner = |x: f64, y: f64| format!("{} {}", p(frame.x(x)), p(frame.y(y)));
        let above = self.points.iter().map(|at| corner(at.0, at.2));
        let below = self.points.iter().rev().map(|at| corner(at.0, at.1));
        let corners: Vec<String> = above.chain(below).collect();
        html! {
            @if self.points.len() > 1 {
                path class=(format!("band {}", color(Some(self.color)))) d=(format!("M{}Z", corners.join("L"))) {}
            }
        }
    }
}

impl Series {
    fn path(&self, frame: &Frame) -> Markup {
        let color = color(Some(self.color));
        let (class, path) = match self.mark {
            Mark::Dots if self.points.len() > MANY => ("dots many", self.dots(frame)),
            Mark::Dots => ("dots", self.dots(frame)),
            Mark::Line => ("line", self.line(frame)),
            Mark::Thin => ("thin", self.line(frame)),
            Mark::Steps => ("line", self.steps(frame)),
            Mark::Crosses => ("crosses", self.crosses(frame)),
        };
        let lone = self.lone(frame);
        html! {
            @if !path.is_empty() { path class=(format!("{class} {color}")) d=(path) {} }
            @if !lone.is_empty() { path class=(format!("lone {color}")) d=(lone) {} }
        }
    }

    fn dots(&self, frame: &Frame) -> String {
        let finite = self.points.iter().filter(|point| point.1.is_finite());
        let places: BTreeSet<(String, String)> =
            finite.map(|point| (p(frame.x(point.0)), p(frame.y(point.1)))).collect();
        places.iter().map(|(x, y)| format!("M{x} {y}h0")).collect()
    }

    fn line(&self, frame: &Frame) -> String {
        let mut path = String::new();
        for run in self.stretches().filter(|run| run.len() > 1) {
            for (index, point) in run.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                let _ = write!(path, "{command}{} {}", p(frame.x(point.0)), p(frame.y(point.1)));
            }
        }
        path
    }

    /// Points of a line that have no neighbour to be joined to.
    fn lone(&self, frame: &Frame) -> String {
        if matches!(self.mark, Mark::Dots | Mark::Crosses) {
            return String::new();
        }
        let lone = self.stretches().filter(|run| run.len() == 1).map(|run| run[0]);
        lone.map(|point| format!("M{} {}h0", p(frame.x(point.0)), p(frame.y(point.1)))).collect()
    }

    /// The points between gaps.
    fn stretches(&self) -> impl Iterator<Item = &[(f64, f64)]> {
        self.points.split(|point| !point.1.is_finite()).filter(|run| !run.is_empty())
    }

    fn steps(&self, frame: &Frame) -> String {
        let mut path = String::new();
        for (index, point) in self.points.iter().filter(|point| point.1.is_finite()).enumerate() {
            let (x, y) = (p(frame.x(point.0)), p(frame.y(point.1)));
            let _ = if index == 0 { write!(path, "M{x} {y}h0") } else { write!(path, "H{x}V{y}") };
        }
        path
    }

    fn crosses(&self, frame: &Frame) -> String {
        let places: BTreeSet<String> = self.points.iter().map(|point| p(frame.x(point.0) - 3.0)).collect();
        let y = p(frame.bottom - 7.0);
        places.iter().map(|x| format!("M{x} {y}l6 6m-6 0l6 -6")).collect()
    }
}

fn horizontal(frame: &Frame, value: f64) -> String {
    format!("M{} {}H{}", p(frame.left), p(frame.y(value)), p(frame.right))
}

/// The class that gives a colour of the palette.
pub fn color(index: Option<usize>) -> String {
    index.map_or_else(|| "ink".into(), |index| format!("c{}", index % COLORS))
}

/// A coordinate, to a tenth.
fn p(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // Adding zero turns a negative zero into zero.
    format!("{}", tenths + 0.0)
}

fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.into();
    }
    text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}
