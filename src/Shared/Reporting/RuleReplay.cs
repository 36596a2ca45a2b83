using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>The rules of an objective over the history of a range; and the default rules, where it has others.</summary>
/// <param name="Declared">The rules of the objective, without those that a history cannot be played to.</param>
/// <param name="Defaults">The default rules; null: the objective has them, or rules of other kinds, which they do not replace.</param>
/// <param name="Evaluated">The time that was evaluated.</param>
/// <param name="Unplayed">Why rules, or all of them, are not among those.</param>
internal sealed record RuleReplay(
    IReadOnlyList<RuleRecord> Declared, IReadOnlyList<RuleRecord>? Defaults, TimeSpan Evaluated, IReadOnlyList<string> Unplayed)
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

        // As declared then: what was decided meanwhile is played too.
        var target = RangeDefinition.Targets(subject, result.Range)[^1].Target;
        var declared = ReplayVariant.Of(objective, target);
        if (declared.Objective is null)
        {
            return new([], null, TimeSpan.Zero, [$"they cannot be played with the target of that time: {declared.Reason}"]);
        }

        SloObjective? defaults = objective.Rules.All(rule => rule.IsDefault) || objective.Rules.Any(rule => rule is not BurnRateRule)
            ? null : ReplayVariant.Of(objective, target, hasDefaultRules: true).Objective;
        return Play(subject, result.Range, declared.Objective, defaults, cancel);
    }

    private static RuleReplay Play(
        ReportSubject subject, ReportRange range, SloObjective declared, SloObjective? defaults, CancellationToken cancel)
    {
        SloObjective[] played = [declared, .. defaults is null ? (SloObjective[])[] : [defaults]];
        TimeSpan step = WhatIfReplay.StepOf(range);
        ReplayRows rows = ReplayRows.Of(subject, new(range.From - MemoryOf(played), range.To), step, played);
        if (rows.Unplayable(declared) is { } reason)
        {
            return new([], null, TimeSpan.Zero, [reason]);
        }

        VirtualTime time = new(rows.Rows[0].Time * TimeSpan.TicksPerSecond);
        Subject[] subjects = [.. played.Select(one => new Subject("", one, time))];
        try
        {
            Array.ForEach(subjects, one => one.Decide(subject.Exclusions, subject.Overrides));
            RuleWatch watch = new(subjects, step, range.From.ToUnixTimeSeconds(), rows.End.ToUnixTimeSeconds());
            new TraceReplay(rows.Rows, (long)step.TotalSeconds, time, subjects, watch).Run(null, cancel);
            return new(
                [.. watch.Of(0).Where(one => rows.Unplayable(one.Rule) is null)], defaults is null ? null : watch.Of(1), watch.Evaluated,
                [.. declared.Rules.Select(rows.Unplayable).OfType<string>()]);
        }
        finally
        {
            Array.ForEach(subjects, one => one.Dispose());
        }
    }

    // What was before the range is played as far as rules remember it, if the history has it.
    private static TimeSpan MemoryOf(SloObjective[] played) => played.SelectMany(one => one.Rules.Select(
        rule => rule is BurnRateRule burnRate ? burnRate.LongWindow : one.Period.LongestLength)).Max();

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
