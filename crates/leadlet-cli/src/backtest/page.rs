//! The backtest as a page: headline figures, plots, and every table, light and dark, on paper too.
//!
//! One file that fetches nothing and runs nothing; its content policy says so. What leads and rules are called stands in
//! text nodes only.

use super::{
    Measured, Side,
    change::Changes,
    plots::{Line, bars, gain, lines, precision_recall, roc},
    tenths::{Decile, deciles, threshold},
    text::{Figures, value},
};
use crate::measure::{Groups, Outcomes, rate, share};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("page.css");

/// Writes the page.
pub(super) fn page(measured: &Measured) -> String {
    let own = Figures::of(&measured.own);
    let other = measured.other.as_ref().map(|(side, changes)| (side, changes, Figures::of(side)));
    let all = measured.own.history.outcomes();
    let ranked = measured.own.ranked();
    let tenths = deciles(&ranked);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "Backtest of " (measured.own.id) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Backtest of " (measured.own.id) }
                    p class="lead" {
                        strong { (grouped(all[0] + all[1])) } " leads, " strong { (grouped(all[1])) } " converted ("
                        (percent(rate(all))) "), by the column " code { (measured.outcome) } "."
                        @if measured.open > 0 { " " (grouped(measured.open)) " without an outcome were passed over." }
                        @if measured.faulty > 0 { " " (grouped(measured.faulty)) " records could not be read." }
                    }
                    (headline(&measured.own, &own, other.as_ref().map(|(side, _, figures)| (*side, figures))))
                    section { h2 { "How well it ranks" } div class="plots" { (ranking(&ranked, other.as_ref().map(|(side, ..)| *side), rate(all))) (bars(&tenths, rate(all))) (calibration(&own)) } }
                    section { h2 { "What sales get" } (thresholds(measured, &ranked, own.has_model, all)) }
                    section { h2 { "Tenths of the leads" } (tenths_table(&tenths, own.has_model, all)) }
                    section { h2 { "Fit and engagement" } (cells(&measured.own, all)) }
                    section { h2 { "Stages" } (stages(&measured.own, all)) }
                    @if let Some((side, changes, _)) = &other { (changed(side, &measured.own, changes)) }
                    footer { "Config " code { (measured.own.hash) } ", leadlet " (leadlet_core::score::ENGINE) "." }
                }
            }
        }
    };
    page.into_string()
}

fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// Writes a count with thin spaces between thousands.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

fn headline(own: &Side, figures: &Figures, other: Option<(&Side, &Figures)>) -> Markup {
    let meant = [
        "1 is perfect, 0.5 is chance",
        "the higher the better",
        "the lower the better",
        "the lower the better",
        "0 is honest",
    ];
    html! {
        div class="figures" {
            @for (index, (name, value)) in figures.named().into_iter().enumerate() {
                div class="figure" {
                    span class="name" { (name) }
                    span class="value" { (format!("{value:.4}")) }
                    @if let Some((_, before)) = other {
                        span class="before" { "was " (format!("{:.4}", before.named()[index].1)) }
                    }
                    span class="meant" { (meant[index]) }
                }
            }
        }
        p class="told" {
            @if figures.has_model { "Probabilities are those of the model." }
            @else { "The config has no model: log-loss, Brier and ECE are of the score turned into a probability by a logistic curve (Platt) fitted to these leads." }
            @if let Some((side, _)) = other { " Compared with " code { (side.id) } " " code { (side.hash.get(..12).unwrap_or_default()) } ", dashed; measured is " code { (own.hash.get(..12).unwrap_or_default()) } "." }
        }
    }
}

/// Makes a line of leads in groups.
type Draw = fn(&Groups) -> Vec<(f64, f64)>;

fn ranking(ranked: &[(f64, Outcomes)], other: Option<&Side>, mean: f64) -> Markup {
    let other = other.map(Side::ranked);
    let with_other = |class: &'static str, draw: Draw, by_chance: Vec<(f64, f64)>| -> Vec<Line> {
        let mut all = vec![("chance", by_chance)];
        all.extend(other.as_ref().map(|other| ("other", draw(other))));
        all.push((class, draw(ranked)));
        all
    };
    let diagonal = || vec![(0.0, 0.0), (1.0, 1.0)];
    html! {
        (lines("Gain", "Which share of the conversions is among so many leads, worked from the highest score down.", ["leads worked", "conversions reached"], &with_other("own", gain, diagonal())))
        (lines("ROC", "Converted leads reached against others taken along, at every threshold.", ["others", "converted"], &with_other("own", roc, diagonal())))
        (lines("Precision and recall", "How many of the worked leads convert, as more of the conversions are reached.", ["conversions reached", "precision"], &with_other("own", precision_recall, vec![(0.0, mean), (1.0, mean)])))
    }
}

fn calibration(figures: &Figures) -> Markup {
    let points = figures.bins.iter().map(|(p, outcomes)| (*p, rate(*outcomes))).collect();
    lines(
        "Calibration",
        "What was foretold against what came, in ten bins; on the diagonal the probability is honest.",
        ["foretold", "converted"],
        &[("chance", vec![(0.0, 0.0), (1.0, 1.0)]), ("own", points)],
    )
}

fn thresholds(measured: &Measured, ranked: &[(f64, Outcomes)], has_model: bool, all: Outcomes) -> Markup {
    html! {
        p class="told" { "The lowest score to work from, so that no more leads come than sales can work." }
        div class="scroll" { table {
            thead { tr { th { "sales work" } th { "from" } th { "leads" } th { "converted" } th { "precision" } th { "recall" } th { "lift" } } }
            tbody {
                @for capacity in &measured.capacities {
                    @let found = threshold(ranked, *capacity);
                    tr {
                        td { (grouped(found.capacity)) }
                        td { (found.least.map_or("–".to_owned(), |least| value(least, has_model))) }
                        td { (grouped(found.worked[0] + found.worked[1])) } td { (grouped(found.worked[1])) }
                        td { (percent(rate(found.worked))) } td { (percent(share(found.worked[1], all[1]))) }
                        td { (format!("{:.2}", rate(found.worked) / rate(all))) }
                    }
                }
            }
        } }
    }
}

fn tenths_table(tenths: &[Decile], has_model: bool, all: Outcomes) -> Markup {
    html! {
        div class="scroll" { table {
            thead { tr { th { "decile" } th { "leads" } th { "converted" } th { "rate" } th { "lift" } th { "from" } } }
            tbody {
                @for (index, one) in tenths.iter().enumerate() {
                    @let rate_here = if one.leads > 0.0 { one.won / one.leads } else { 0.0 };
                    tr {
                        td { (index + 1) } td { (format!("{:.1}", one.leads)) } td { (format!("{:.1}", one.won)) }
                        td { (percent(rate_here)) } td { (format!("{:.2}", rate_here / rate(all))) } td { (value(one.least, has_model)) }
                    }
                }
            }
        } }
    }
}

/// The grid of grades: fit from top to bottom, engagement from left to right, deeper where more convert.
fn cells(own: &Side, all: Outcomes) -> Markup {
    let most = own.history.by_cell.values().map(|outcomes| rate(*outcomes)).fold(rate(all), f64::max).max(1e-9);
    html! {
        p class="told" { "How many in a hundred converted in each cell, with the number of leads. 1 is the most engaged; ? is too little known." }
        div class="scroll" { table class="cells" {
            thead { tr { th { "fit" } @for level in 1..=4 { th { (level) } } } }
            tbody {
                @for letter in ["A", "B", "C", "D", "?"] {
                    tr {
                        th scope="row" { (letter) }
                        @for level in 1..=4 {
                            @match own.history.by_cell.get(&format!("{letter}{level}")) {
                                Some(outcomes) => {
                                    td style=(format!("--depth:{:.0}%", 45.0 * rate(*outcomes) / most)) {
                                        strong { (percent(rate(*outcomes))) }
                                        span { (grouped(outcomes[0] + outcomes[1])) " leads" }
                                    }
                                }
                                None => { td class="none" { "–" } }
                            }
                        }
                    }
                }
            }
        } }
    }
}

fn stages(own: &Side, all: Outcomes) -> Markup {
    html! {
        div class="scroll" { table {
            thead { tr { th { "stage" } th { "leads" } th { "converted" } th { "rate" } th { "lift" } } }
            tbody {
                @for (stage, outcomes) in &own.history.by_stage {
                    tr {
                        th scope="row" { (stage) } td { (grouped(outcomes[0] + outcomes[1])) } td { (grouped(outcomes[1])) }
                        td { (percent(rate(*outcomes))) } td { (format!("{:.2}", rate(*outcomes) / rate(all))) }
                    }
                }
            }
        } }
    }
}

fn changed(before: &Side, after: &Side, changes: &Changes) -> Markup {
    html! {
        section {
            h2 { "What changes" }
            p {
                "From " code { (before.id) } " to " code { (after.id) } ": " strong { (grouped(changes.rescored)) }
                " leads are scored otherwise, " strong { (grouped(changes.moved_leads())) } " change stage."
            }
            div class="scroll" { table {
                thead { tr { th { "was" } th { "becomes" } th { "leads" } th { "converted" } th { "rate" } } }
                tbody {
                    @for ((had, gets), outcomes) in &changes.stages {
                        tr class=[(had == gets).then_some("same")] {
                            th scope="row" { (had) } td { (gets) } td { (grouped(outcomes[0] + outcomes[1])) }
                            td { (grouped(outcomes[1])) } td { (percent(rate(*outcomes))) }
                        }
                    }
                }
            } }
            @if !changes.moved.is_empty() {
                h3 { "The leads that move most, and why" }
                ul class="moved" {
                    @for moved in &changes.moved {
                        li {
                            strong { (moved.id) } @if moved.converted { span class="won" { "converted" } }
                            " " (moved.stages[0]) " → " (moved.stages[1]) ", score " (moved.scores[0]) " → " (moved.scores[1])
                            ", grade " (moved.cells[0]) " → " (moved.cells[1])
                            @if let Some(fit) = &moved.fit { ", " (fit) }
                            @if !moved.reasons.is_empty() {
                                ul { @for (words, [had, gets]) in &moved.reasons { li { (format!("{:+}", gets - had).replace('-', "−")) " " (words) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
