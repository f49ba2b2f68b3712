//! Plots as SVG that stands in the page: no script, no font and no picture from anywhere.
//!
//! Colours are the page's custom properties, so one drawing is right on white and on black. Every plot has a title and a
//! sentence for those who do not see it; the numbers stand in tables beside it.

use super::tenths::Decile;
use crate::measure::{Groups, Outcomes, rate, share, sum};
use maud::{Markup, html};

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 62.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 38.0;

/// The place of a share (0 to 1) from left to right.
fn across(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

/// The place of a share (0 to 1) from the bottom up.
fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// A line with its class and its points, both coordinates from 0 to 1.
pub(super) type Line = (&'static str, Vec<(f64, f64)>);

/// Draws lines in a square of shares.
pub(super) fn lines(title: &str, told: &str, labels: [&str; 2], lines: &[Line]) -> Markup {
    frame(
        title,
        told,
        labels,
        1.0,
        &|tick| format!("{:.0} %", tick * 100.0),
        &html! {
            @for (class, points) in lines {
                polyline class=(class) points=(points.iter().map(|(x, y)| format!("{},{}", number(across(*x)), number(up(*y)))).collect::<Vec<_>>().join(" ")) {}
            // A line of few points shows where they are.
            @if points.len() <= 10 && class.starts_with("own") {
                @for (x, y) in points {
                    circle class="dot" cx=(number(across(*x))) cy=(number(up(*y))) r="4" {
                        title { (format!("{:.1} %, {:.1} %", x * 100.0, y * 100.0)) }
                    }
                }
            }
        }
        @for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
                text class="tick" x=(number(across(tick))) y=(number(HEIGHT - BOTTOM + 16.0)) text-anchor="middle" { (format!("{:.0} %", tick * 100.0)) }
            }
        },
    )
}

/// Draws the rate of every tenth as a bar, with the mean as a line.
pub(super) fn bars(deciles: &[Decile], mean: f64) -> Markup {
    let rates: Vec<f64> = deciles.iter().map(|one| if one.leads > 0.0 { one.won / one.leads } else { 0.0 }).collect();
    let most = (rates.iter().copied().fold(mean, f64::max) * 10.0).ceil().max(1.0) / 10.0;
    let width = (WIDTH - LEFT - RIGHT) / 10.0;
    let told = "How many in a hundred converted in each tenth of the leads; the highest scores stand left.";
    frame(
        "Conversion by decile",
        told,
        ["decile", "converted"],
        most,
        &|tick| format!("{:.0} %", tick * 100.0),
        &html! {
            @for (index, rate) in rates.iter().enumerate() {
                @let x = LEFT + width * index as f64 + width * 0.12;
                rect class="bar" x=(number(x)) y=(number(up(rate / most))) width=(number(width * 0.76)) height=(number((up(0.0) - up(rate / most)).max(0.0))) {
                    title { (format!("Decile {}: {:.2} %, lift {:.2}", index + 1, rate * 100.0, rate / mean)) }
                }
                text class="tick" x=(number(LEFT + width * (index as f64 + 0.5))) y=(number(HEIGHT - BOTTOM + 16.0)) text-anchor="middle" { (index + 1) }
            }
            line class="mean" x1=(number(LEFT)) x2=(number(WIDTH - RIGHT)) y1=(number(up(mean / most))) y2=(number(up(mean / most))) {
                title { (format!("All leads: {:.2} %", mean * 100.0)) }
            }
        },
    )
}

/// Draws axes around a drawing; the upright one goes from 0 to `most`.
fn frame(
    title: &str,
    told: &str,
    labels: [&str; 2],
    most: f64,
    write: &dyn Fn(f64) -> String,
    inner: &Markup,
) -> Markup {
    html! {
        figure {
            figcaption { (title) }
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(format!("{title}. {told}")) {
                @for step in 0..=4 {
                    @let share = f64::from(step) / 4.0;
                    line class="grid" x1=(number(LEFT)) x2=(number(WIDTH - RIGHT)) y1=(number(up(share))) y2=(number(up(share))) {}
                    text class="tick" x=(number(LEFT - 6.0)) y=(number(up(share) + 4.0)) text-anchor="end" { (write(share * most)) }
                }
                (inner)
                text class="label" x=(number(across(0.5))) y=(number(HEIGHT - 4.0)) text-anchor="middle" { (labels[0]) }
                text class="label" transform=(format!("translate(12 {}) rotate(-90)", number(up(0.5)))) text-anchor="middle" { (labels[1]) }
            }
            p class="told" { (told) }
        }
    }
}

/// Gives the points of the receiver operating characteristic.
pub(super) fn roc(groups: &Groups) -> Vec<(f64, f64)> {
    curve(groups, &|so_far, all| (share(so_far[0], all[0]), share(so_far[1], all[1])))
}

/// Gives the points of the cumulative gain: which share of the conversions a share of the leads holds.
pub(super) fn gain(groups: &Groups) -> Vec<(f64, f64)> {
    curve(groups, &|so_far, all| (share(so_far[0] + so_far[1], all[0] + all[1]), share(so_far[1], all[1])))
}

/// Gives the points of precision over recall.
pub(super) fn precision_recall(groups: &Groups) -> Vec<(f64, f64)> {
    let mut points = curve(groups, &|so_far, all| (share(so_far[1], all[1]), rate(so_far)));
    // Of no lead there is no precision; the line begins at that of the highest group.
    let first = points.get(1).map_or(0.0, |(_, precision)| *precision);
    if let Some(start) = points.first_mut() {
        start.1 = first;
    }
    points
}

/// The most points of a line: more can't be told apart on a screen.
const MOST_POINTS: usize = 400;

fn curve(groups: &Groups, place: &dyn Fn(Outcomes, Outcomes) -> (f64, f64)) -> Vec<(f64, f64)> {
    let all = sum(groups.iter().map(|(_, outcomes)| outcomes));
    let mut so_far = [0, 0];
    let mut points = vec![(0.0, 0.0)];
    for (index, (_, outcomes)) in groups.iter().enumerate() {
        so_far = sum([so_far, *outcomes].iter());
        let is_shown = groups.len() <= MOST_POINTS || index % (groups.len() / MOST_POINTS + 1) == 0;
        if is_shown || index + 1 == groups.len() {
            points.push(place(so_far, all));
        }
    }
    points
}
