using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>One stream of events and the alert on it, beside the status that the engine publishes of them.</summary>
internal sealed class NaiveJudge
{
    private readonly CrossingCase _declared;

    internal NaiveJudge(CrossingCase declared, NaiveCalendar? calendar, long origin, bool isGroup = false)
    {
        _declared = declared;
        Stream = new NaiveStream(declared, calendar, origin, declared.IsCompact || isGroup);
        Alert = new NaiveAlert(declared, Stream, isGroup ? [.. declared.Rules.Where(rule => rule.IsBurnRate)] : declared.Rules);
    }

    internal NaiveStream Stream { get; }

    internal NaiveAlert Alert { get; }

    internal void AssertSame(SloStatus status, TimeSpan observed)
    {
        (long start, long end) = Stream.Period;
        Assert.Equal((start, end, Stream.Position), (Ticks(status.PeriodStart), Ticks(status.PeriodEnd), Ticks(status.AsOf)));
        Stream.AssertPeriod(status.Events);
        AssertBudget(status);
        foreach (WindowStatus window in status.Windows)
        {
            Stream.AssertWindow(window.Window, window.Events);
            NaiveUnits units = Stream.Window(window.Window, window.Events);
            AssertClose(units.IsNone ? null : units.BadRatio / Stream.Budget, window.BurnRate, $"burn rate of {window.Window:c}");
        }

        AssertExhaustion(status);

        Alert.AssertSame(status, observed);
        AssertState(status);
    }

    internal static void AssertClose(Rational? expected, double? actual, string what)
    {
        var close = expected is { } value ? actual is { } number && Math.Abs(value.ToDouble() - number) <= 1e-9 * Math.Max(1, Math.Abs(number))
            : actual is null;
        Assert.True(close, $"{what}: {actual}, not {expected?.ToDouble()} (nothing: none)");
    }

    private void AssertBudget(SloStatus status)
    {
        NaiveUnits units = Stream.PeriodUnits(status.Events);
        (long start, long end) = Stream.Period;
        Rational coverage = Stream.Position == start ? 1
            : new Rational(Stream.History.Observed(start, Stream.Position), Stream.Position - start);
        AssertClose(coverage, status.CoverageRatio, "coverage");
        if (units.IsNone)
        {
            Assert.Equal(
                (null, null, null, null, null, null),
                (status.ComplianceRatio, status.ErrorBudgetRemainingRatio, status.ErrorBudgetRemainingEvents, status.IsMet,
                    status.ErrorBudgetRemainingTime, status.PeriodBurnRate));
            return;
        }

        Rational spent = units.BadRatio / Stream.Budget;
        AssertClose(units.Compliance, status.ComplianceRatio, "compliance");
        AssertClose(units.Compliance * coverage, status.ComplianceLowerBound, "lower bound");
        AssertClose(1 - ((1 - units.Compliance) * coverage), status.ComplianceUpperBound, "upper bound");
        AssertClose(spent, status.PeriodBurnRate, "burn rate of the period");
        AssertClose(1 - spent, status.ErrorBudgetRemainingRatio, "budget left");
        AssertClose((units.All / units.Share * Stream.Budget) - units.Bad, status.ErrorBudgetRemainingEvents, "events left");
        Assert.Equal((units.Bad / units.All).CompareTo(Stream.Budget) <= 0, status.IsMet);
        var left = ((1 - spent) * Stream.Budget * (end - start)).ToDouble();
        Assert.Equal(left, status.ErrorBudgetRemainingTime!.Value.Ticks, 10 + (1e-9 * Math.Abs(left)));
    }

    // In a calendar period nothing expires, so the time is known.
    private void AssertExhaustion(SloStatus status)
    {
        NaiveForecast forecast = new(_declared, Stream, status);
        if (_declared.Unit is not null && forecast.EndsWithin(TimeSpan.MaxValue) is { } ends)
        {
            Assert.Equal(ends, status.TimeToExhaustion is not null);
            Assert.True(!ends || Math.Abs(forecast.Ticks - status.TimeToExhaustion!.Value.Ticks) <= 10 + (1e-9 * forecast.Ticks));
        }
    }

    private void AssertState(SloStatus status)
    {
        NaiveUnits units = Stream.PeriodUnits(status.Events);
        if (units.IsNone)
        {
            Assert.Equal(SloState.NoData, status.State);
            return;
        }

        Rational left = 1 - (units.BadRatio / Stream.Budget);
        var isPage = status.Alert.Rules.Any(rule => rule.Holds && rule.Rule.Severity == AlertSeverity.Page);
        SloState state = left.CompareTo(0) < 0 ? SloState.Exhausted
            : left.CompareTo(Rational.Parse("0.1")) < 0 || isPage ? SloState.AtRisk : SloState.Healthy;

        // The state is judged by the ratio as a floating-point number.
        if (Math.Abs(left.ToDouble() - 0.1) > 1e-9)
        {
            Assert.Equal(state, status.State);
        }
    }

    private static long Ticks(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks;
}
