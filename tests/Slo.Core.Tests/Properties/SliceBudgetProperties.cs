using Xunit;

namespace Slo.Tests.Properties;

public sealed class SliceBudgetProperties
{
    [Theory]
    [InlineData("1m", "1h", "2026-03-28T12:00:00Z")]
    [InlineData("5m", "1h", "2026-03-28T12:00:00Z")]
    [InlineData("1m", "1d", "2026-03-28T12:34:56Z")]
    [InlineData("1h", "1d", "2026-03-28T12:34:56Z")]
    [InlineData("5m", "7d", "2026-03-28T12:34:56Z")]
    [InlineData("5m", "Berlin", "2026-03-28T12:00:00Z")]
    [InlineData("1h", "Berlin", "2026-10-24T12:34:56Z")]
    public void AnyTraffic_EvaluatedAtSliceEnds_IsExactlyTheNaiveList(string slice, string period, string start)
    {
        Assert.True(SloDuration.TryParse(slice, out TimeSpan width));
        Scripts.Hold(Scripts.WithoutStepsBack, script => Play(script, BudgetingMethod.Timeslices(width, 0.95m), period, start), tests: 40, size: 120);
        Scripts.Hold(Scripts.WithoutStepsBack, script => Play(script, BudgetingMethod.RatioTimeslices(width), period, start), tests: 40, size: 120);
    }

    private static void Play(Step[] script, BudgetingMethod method, string period, string start)
    {
        using SlicePlayback playback = new(Objective(method, period), start);
        foreach (Step step in script)
        {
            playback.Play(step);
            playback.AssertSame();
        }
    }

    private static SloObjective Objective(BudgetingMethod method, string period)
    {
        SloObjectiveBuilder builder = Objectives.Named().NoRules();
        builder = method.Kind == BudgetingMethodKind.Timeslices
            ? builder.Timeslices(method.Slice, method.SliceTargetRatio)
            : builder.RatioTimeslices(method.Slice);
        return SloDuration.TryParse(period, out TimeSpan length)
            ? builder.Rolling(length).Build()
            : builder.Calendar(CalendarUnit.Day, "Europe/Berlin").Build();
    }
}
