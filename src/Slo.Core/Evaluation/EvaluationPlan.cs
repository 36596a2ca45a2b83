using System.Runtime.CompilerServices;

namespace Slo.Evaluation;

/// <summary>What has to be read for an objective, worked out once: the distinct windows, and which of them each rule compares.</summary>
internal sealed class EvaluationPlan
{
    private readonly ulong _pages;
    private readonly Fraction _allowedPerUnit;
    private readonly double _numerator;
    private readonly double _denominator;

    internal EvaluationPlan(SloObjective objective)
    {
        Objective = objective;
        _allowedPerUnit = objective.Budget;
        (_numerator, _denominator) = (_allowedPerUnit.Numerator, _allowedPerUnit.Denominator);
        Windows = [.. objective.Rules.SelectMany(rule => rule.Windows).Distinct().Order().Select(window => window.Ticks)];

        // The first rule's long window, by custom the most urgent one's: recent enough to be "now", long enough to be steady.
        ForecastWindow = objective.BurnRateRules.Count == 0 ? -1 : IndexOf(objective.BurnRateRules[0].LongWindow);
        Rules = [.. objective.Rules.Select(rule => rule.Plan(this))];
        for (var i = 0; i < Rules.Length; i++)
        {
            _pages |= Rules[i].Rule.Severity == AlertSeverity.Page ? 1UL << i : 0;
        }
    }

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level)
    {
        long read = Windows.Length + Rules.Length;
        for (var i = 0; level > 0 && i < Rules.Length; i++)
        {
            read += level == 1 ? Rules[i].Rule is null ? 0 : 1 : Rules[i].Prefetch();
        }

        return read;
    }

    internal SloObjective Objective { get; }

    /// <summary>From the shortest to the longest.</summary>
    internal long[] Windows { get; }

    internal long LongestWindow => Windows is [.., var longest] ? longest : 0;

    /// <summary>Every rule of the objective's alert, in its order.</summary>
    internal RulePlan[] Rules { get; }

    /// <summary>Index of the window whose burn rate forecasts exhaustion, or -1: the period's own.</summary>
    internal int ForecastWindow { get; }

    /// <summary>Which rules hold, as bits; <paramref name="held"/> is what held before, kept where events are too few.</summary>
    internal ulong Holding(EvaluationBuffer readings, ulong held)
    {
        ulong holding = 0;
        for (var i = 0; i < Rules.Length; i++)
        {
            if (Rules[i].Holds(readings, (held >> i & 1) != 0))
            {
                holding |= 1UL << i;
            }
        }

        return holding;
    }

    /// <summary>Whether unobserved time counts as good, at the traffic seen.</summary>
    internal bool CountsUnobserved => Objective.UnobservedTime == UnobservedTime.AssumeGood;

    /// <summary>How many of these may be bad: the one place where a target becomes a number of events.</summary>
    /// <param name="counts">What the budget counted in a stretch of time.</param>
    /// <param name="coverage">The share of the stretch in which it was counted.</param>
    internal AllowedBad Allowed(SloEventCounts counts, Coverage coverage) =>
        Allowed(counts, coverage, AllowedPerUnit);

    /// <summary>The same where several targets were in force.</summary>
    /// <param name="counts">What the budget counted in a stretch of time.</param>
    /// <param name="coverage">The share of the stretch in which it was counted.</param>
    /// <param name="perUnit">How many bad events a unit of it allows.</param>
    internal AllowedBad Allowed(SloEventCounts counts, Coverage coverage, Fraction perUnit) =>
        new(Units(counts), perUnit, CountsUnobserved ? coverage : Coverage.Full);

    /// <summary>How many of the period's may be bad.</summary>
    internal AllowedBad Allowed(EvaluationBuffer readings) =>
        new(Units(readings.Budget), readings.Shares is { } shares ? shares.Period : _allowedPerUnit, readings.PeriodCoverage);

    /// <summary>How many of a window's may be bad.</summary>
    internal AllowedBad Allowed(EvaluationBuffer readings, int window) =>
        new(Units(readings.WindowBudgets[window]), PerUnit(readings, window), CoverageOf(readings, window));

    /// <summary>How many bad events a unit of a window allows.</summary>
    internal Fraction PerUnit(EvaluationBuffer readings, int window) =>
        readings.Shares is { } shares ? shares.Windows[window] : _allowedPerUnit;

    /// <summary>The burn rate of a window; null without events.</summary>
    internal double? BurnRate(EvaluationBuffer readings, int window)
    {
        SloEventCounts counts = readings.WindowBudgets[window];
        var units = Units(counts);
        if (units == 0)
        {
            return null;
        }

        // What AllowedBad.TimesSpent does; with one target at all times, its two factors are known beforehand.
        return counts.Bad == 0 ? 0 : IsPlain(readings, window)
            ? counts.Bad * _denominator / (units * _numerator)
            : TimesSpent(readings, window, counts.Bad);
    }

    /// <summary>Whether one target was in force at all times, and all of a window was observed, or that plays no part.</summary>
    internal bool IsPlain(EvaluationBuffer readings, int window) =>
        readings.AreWindowsPlain || (readings.Shares is null && readings.Position - Windows[window] >= readings.ObservedSince);

    // Out of line: what it needs on the stack would cost every window.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double? TimesSpent(EvaluationBuffer readings, int window, long bad) => Allowed(readings, window).TimesSpent(bad);

    // Worked out when it is asked for: of a long history all is observed, and of a young one a rule asks only if something is bad.
    private Coverage CoverageOf(EvaluationBuffer readings, int window)
    {
        var length = Windows[window];
        if (readings.Position - length >= readings.ObservedSince)
        {
            return Coverage.Full;
        }

        return readings.IsObservedBefore
            ? readings.History!.CoverageOf(length, readings.Position, readings.WindowBudgets[window])
            : Coverage.Of(readings.Position - readings.ObservedSince, length);
    }

    /// <summary>The units of <see cref="AllowedBad"/>.</summary>
    internal static long Units(SloEventCounts counts) => counts.Total;

    /// <summary>How many bad events one event, or one slice, allows by the declared target.</summary>
    internal Fraction AllowedPerUnit => _allowedPerUnit;

    internal bool PageHolds(ulong holding) => (holding & _pages) != 0;

    /// <summary>Where a window of a rule is read.</summary>
    internal int IndexOf(TimeSpan window) => Array.IndexOf(Windows, window.Ticks);

    /// <summary>The burn rate that forecasts exhaustion; null without events.</summary>
    internal double? ForecastBurnRate(EvaluationBuffer readings) => ForecastWindow < 0
        ? ErrorBudget.BurnRate(readings.Budget, Allowed(readings))
        : BurnRate(readings, ForecastWindow);
}
