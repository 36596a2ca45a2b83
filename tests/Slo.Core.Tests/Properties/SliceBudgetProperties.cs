using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;

namespace Slo.Tests.Properties;

/// <summary>Evaluated at the ends of slices, where answers are exact.</summary>
[SeededProperties]
public sealed class SliceBudgetProperties
{
    // About 40 scripts for each case, by each method.
    [Property(MaxTest = 280, EndSize = 120, Arbitrary = [typeof(ForwardScript), typeof(Cases)])]
    public void AnyTraffic_ByTimeslices_IsExactlyTheNaiveList(Step[] script, (TimeSpan Slice, string Period, string Start) item) =>
        Play(script, BudgetingMethod.Timeslices(item.Slice, 0.95m), item.Period, item.Start);

    [Property(MaxTest = 280, EndSize = 120, Arbitrary = [typeof(ForwardScript), typeof(Cases)])]
    public void AnyTraffic_ByRatioTimeslices_IsExactlyTheNaiveList(Step[] script, (TimeSpan Slice, string Period, string Start) item) =>
        Play(script, BudgetingMethod.RatioTimeslices(item.Slice), item.Period, item.Start);

    private static void Play(Step[] script, BudgetingMethod method, string period, string start)
    {
        foreach (UnobservedTime unobserved in Enum.GetValues<UnobservedTime>())
        {
            using SlicePlayback playback = new(Objective(method, period).UnobservedTime(unobserved).Build(), start);
            foreach (Step step in script)
            {
                playback.Play(step);
                playback.AssertSame();
            }
        }
    }

    private static SloObjectiveBuilder Objective(BudgetingMethod method, string period)
    {
        SloObjectiveBuilder builder = Objectives.Named().NoRules();
        builder = method.Kind == BudgetingMethodKind.Timeslices
            ? builder.Timeslices(method.Slice, method.SliceTargetRatio)
            : builder.RatioTimeslices(method.Slice);
        return SloDuration.TryParse(period, out TimeSpan length)
            ? builder.Rolling(length)
            : builder.Calendar(CalendarUnit.Day, "Europe/Berlin");
    }

    private static class Cases
    {
        private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

        public static Arbitrary<(TimeSpan Slice, string Period, string Start)> All() => Gen.Elements(
            (Minute, "1h", "2026-03-28T12:00:00Z"),
            (5 * Minute, "1h", "2026-03-28T12:00:00Z"),
            (Minute, "1d", "2026-03-28T12:34:56Z"),
            (60 * Minute, "1d", "2026-03-28T12:34:56Z"),
            (5 * Minute, "7d", "2026-03-28T12:34:56Z"),
            (5 * Minute, "Berlin", "2026-03-28T12:00:00Z"),
            (60 * Minute, "Berlin", "2026-10-24T12:34:56Z")).ToArbitrary();
    }
}
