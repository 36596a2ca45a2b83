using Slo.Shared.History;
using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>The rules of an objective over the history of a range; and the default rules, where it has others.</summary>
/// <param name="Declared">The rules of the objective.</param>
/// <param name="Defaults">The default rules; null: the objective has them, or rules of other kinds, which they do not replace.</param>
/// <param name="Evaluated">The time that was evaluated.</param>
internal sealed record RuleReplay(IReadOnlyList<RuleRecord> Declared, IReadOnlyList<RuleRecord>? Defaults, TimeSpan Evaluated)
{
    /// <param name="subject">The objective and its history.</param>
    /// <param name="result">What the range came to.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null without rules or events, or where only a record is left.</returns>
    internal static RuleReplay? Play(ReportSubject subject, RangeResult result, CancellationToken cancel)
    {
        SloObjective objective = subject.Objective;
        if (result is not { IsRecord: false, ComplianceRatio: not null } || objective.Rules.Count == 0)
        {
            return null;
        }

        (IReadOnlyList<TraceRow> rows, var step) = WhatIfReplay.RowsOf(subject, result.Range);
        VirtualTime time = new(rows[0].Time * TimeSpan.TicksPerSecond);
        Subject?[] made =
        [
            WhatIfReplay.Variant(objective, result.TargetRatio, time),
            objective.Rules.All(rule => rule.IsDefault) || objective.Rules.Any(rule => rule is not BurnRateRule)
                ? null : WhatIfReplay.Variant(objective, result.TargetRatio, time, hasDefaultRules: true),
        ];
        Subject[] subjects = [.. made.OfType<Subject>()];
        try
        {
            if (made[0] is null)
            {
                return null;
            }

            RuleWatch watch = new(subjects, TimeSpan.FromSeconds(step), rows[^1].Time);
            new TraceReplay(rows, step, time, subjects, watch).Run(null, cancel);
            return new(watch.Of(0), subjects.Length > 1 ? watch.Of(1) : null, watch.Evaluated);
        }
        finally
        {
            Array.ForEach(subjects, one => one.Dispose());
        }
    }

    /// <summary>The most events that a window of this length has certainly seen: the steps that are within it as a whole.</summary>
    internal static long CertainEvents(IReadOnlyList<SloHistoryStep> steps, TimeSpan window)
    {
        long most = 0;
        long sum = 0;
        var first = 0;
        foreach (SloHistoryStep step in steps)
        {
            sum += step.Events.Total;
            for (; first < steps.Count && steps[first].From < step.To - window; first++)
            {
                sum -= steps[first].Events.Total;
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    /// <summary>The most events that a window of this length can have seen: the steps that it touches, as a whole.</summary>
    internal static long MostEvents(IReadOnlyList<SloHistoryStep> steps, TimeSpan window)
    {
        long most = 0;
        long sum = 0;
        var first = 0;
        foreach (SloHistoryStep step in steps)
        {
            sum += step.Events.Total;
            for (; steps[first].To <= step.From - window; first++)
            {
                sum -= steps[first].Events.Total;
            }

            most = Math.Max(most, sum);
        }

        return most;
    }
}
