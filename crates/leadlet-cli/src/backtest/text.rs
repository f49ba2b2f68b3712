//! The summary of a backtest as plain text.

use super::{
    Measured, Side,
    tenths::{deciles, platt, threshold},
};
use crate::{
    measure::{Outcomes, auc, average_precision, fit, rate, share},
    terminal::plain,
};
use std::fmt::Write;

/// The numbers that stand for a whole config.
pub(super) struct Figures {
    pub(super) auc: f64,
    pub(super) pr_auc: f64,
    pub(super) log_loss: f64,
    pub(super) brier: f64,
    pub(super) ece: f64,
    /// Ten bins: mean probability, outcomes.
    pub(super) bins: Vec<(f64, Outcomes)>,
    /// Whether the probabilities are a model's, not a curve fitted here.
    pub(super) has_model: bool,
}

impl Figures {
    /// Reckons them. Leads are ranked by the probability where there is a model, else by the score.
    pub(super) fn of(side: &Side) -> Self {
        let model = side.history.by_probability();
        let has_model = model.is_some();
        let ranked = side.ranked();
        let fit = fit(&model.unwrap_or_else(|| platt(&ranked)));
        Figures {
            auc: auc(&ranked),
            pr_auc: average_precision(&ranked),
            log_loss: fit.log_loss,
            brier: fit.brier,
            ece: fit.ece,
            bins: fit.bins,
            has_model,
        }
    }

    /// Gives each with its name.
    pub(super) fn named(&self) -> [(&'static str, f64); 5] {
        [
            ("AUC", self.auc),
            ("PR-AUC", self.pr_auc),
            ("log-loss", self.log_loss),
            ("Brier", self.brier),
            ("ECE", self.ece),
        ]
    }
}

impl Side {
    /// Gives the leads in the order sales would work them: by the model's probability, else by the score.
    pub(super) fn ranked(&self) -> Vec<(f64, Outcomes)> {
        self.history.by_probability().unwrap_or_else(|| self.history.by_score())
    }
}

/// Writes a value that leads are ranked by: a score, or a probability.
pub(super) fn value(value: f64, has_model: bool) -> String {
    if has_model { format!("{value:.4}") } else { format!("{value:.0}") }
}

/// Writes the summary.
pub(super) fn summary(measured: &Measured) -> String {
    let mut out = String::new();
    // Writing into a text fails for nobody.
    let _ = write_summary(&mut out, measured);
    out
}

fn write_summary(out: &mut String, measured: &Measured) -> std::fmt::Result {
    let all = measured.own.history.outcomes();
    let count = all[0] + all[1];
    writeln!(
        out,
        "{count} leads, {} converted ({:.2} %), by the column {}",
        all[1],
        100.0 * rate(all),
        plain(&measured.outcome)
    )?;
    if measured.open > 0 {
        writeln!(out, "{} leads without an outcome were passed over", measured.open)?;
    }
    if measured.faulty > 0 {
        writeln!(out, "{} records could not be read and are not in here", measured.faulty)?;
    }
    let sides: Vec<&Side> = [&measured.own].into_iter().chain(measured.other.as_ref().map(|(side, _)| side)).collect();
    let figures: Vec<Figures> = sides.iter().map(|side| Figures::of(side)).collect();
    writeln!(out)?;
    for (side, figures) in sides.iter().zip(&figures) {
        let how = if figures.has_model { "the model's p" } else { "p from the score by Platt, fitted here" };
        writeln!(out, "{} {} ({how})", plain(&side.id), side.hash.get(..12).unwrap_or_default())?;
    }
    writeln!(out)?;
    for (index, (name, _)) in Figures::named(&figures[0]).into_iter().enumerate() {
        write!(out, "{name:10}")?;
        for figures in &figures {
            write!(out, "{:>10.4}", figures.named()[index].1)?;
        }
        writeln!(out)?;
    }
    let ranked = measured.own.ranked();
    let has_model = figures[0].has_model;
    writeln!(
        out,
        "\n{:>6} {:>10} {:>10} {:>8} {:>6} {:>9} {:>8}",
        "decile", "leads", "converted", "rate", "lift", "so far", "from"
    )?;
    let mut so_far = 0.0;
    for (index, decile) in deciles(&ranked).iter().enumerate() {
        so_far += decile.won;
        let rate_here = if decile.leads > 0.0 { decile.won / decile.leads } else { 0.0 };
        writeln!(
            out,
            "{:>6} {:>10.1} {:>10.1} {:>6.2} % {:>6.2} {:>7.2} % {:>8}",
            index + 1,
            decile.leads,
            decile.won,
            100.0 * rate_here,
            rate_here / rate(all),
            100.0 * so_far / all[1] as f64,
            value(decile.least, has_model)
        )?;
    }
    writeln!(
        out,
        "\n{:>10} {:>8} {:>8} {:>10} {:>10} {:>8} {:>6}",
        "sales work", "from", "leads", "converted", "precision", "recall", "lift"
    )?;
    for capacity in &measured.capacities {
        let found = threshold(&ranked, *capacity);
        let from = found.least.map_or("-".to_owned(), |least| value(least, has_model));
        writeln!(
            out,
            "{:>10} {:>8} {:>8} {:>10} {:>8.2} % {:>6.2} % {:>6.2}",
            found.capacity,
            from,
            found.worked[0] + found.worked[1],
            found.worked[1],
            100.0 * rate(found.worked),
            100.0 * share(found.worked[1], all[1]),
            rate(found.worked) / rate(all)
        )?;
    }
    groups(out, "grade", measured.own.history.by_cell.iter(), all)?;
    groups(out, "stage", measured.own.history.by_stage.iter(), all)?;
    changes(out, measured)
}

fn groups<'h>(
    out: &mut String,
    name: &str,
    groups: impl Iterator<Item = (&'h String, &'h Outcomes)>,
    all: Outcomes,
) -> std::fmt::Result {
    writeln!(out, "\n{name:<8} {:>8} {:>10} {:>8} {:>6}", "leads", "converted", "rate", "lift")?;
    for (name, outcomes) in groups {
        writeln!(
            out,
            "{:<8} {:>8} {:>10} {:>6.2} % {:>6.2}",
            plain(name),
            outcomes[0] + outcomes[1],
            outcomes[1],
            100.0 * rate(*outcomes),
            rate(*outcomes) / rate(all)
        )?;
    }
    Ok(())
}

fn changes(out: &mut String, measured: &Measured) -> std::fmt::Result {
    let Some((side, changes)) = &measured.other else { return Ok(()) };
    writeln!(
        out,
        "\nFrom {} to {}: {} leads are scored otherwise, {} change stage",
        plain(&side.id),
        plain(&measured.own.id),
        changes.rescored,
        changes.moved_leads()
    )?;
    for ((had, gets), outcomes) in changes.stages.iter().filter(|((had, gets), _)| had != gets) {
        writeln!(
            out,
            "  {had:>8} -> {gets:<8} {:>8} leads, {:>6} converted ({:.2} %)",
            outcomes[0] + outcomes[1],
            outcomes[1],
            100.0 * rate(*outcomes)
        )?;
    }
    for moved in &changes.moved {
        writeln!(
            out,
            "\n  {}{}: {} -> {}, score {} -> {}, grade {} -> {}",
            plain(&moved.id),
            if moved.converted { " (converted)" } else { "" },
            moved.stages[0],
            moved.stages[1],
            moved.scores[0],
            moved.scores[1],
            moved.cells[0],
            moved.cells[1]
        )?;
        if let Some(fit) = &moved.fit {
            writeln!(out, "    {}", fit.replace('→', "->"))?;
        }
        for (words, [before, after]) in &moved.reasons {
            writeln!(out, "    {:+} {} ({before} -> {after})", after - before, plain(words))?;
        }
    }
    Ok(())
}
