using System.Globalization;
using Slo.Anomalies;
using Slo.Attribution;
using Slo.Tests.Anomalies;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>What docs/insight.md says of both methods: their constants, and what the detector finds in made streams.</summary>
public sealed class InsightPageTests
{
    private static readonly DocPage Page = DocPage.Read("insight.md");

    [Fact]
    public void Constants_Rows_AreThoseOfTheCode() => Assert.Equal(
        [
            ("threshold of the score", Text(SloAnomalyDetector.Threshold)),
            ("samples before it is known", Text(Tuning.LeastSamples)),
            ("seconds before it is known", Text(Tuning.LeastSeconds)),
            ("days of the age", Text(Tuning.YouthSeconds / 86_400)),
            ("spans until a level counts half", Text(Tuning.YouthSpans)),
            ("comparisons until an hour counts half", Text(Tuning.YouthComparisons)),
            ("fade: one in", Text(1 / Tuning.Fade)),
            ("move to values in the silence: one in", Text(1 / Tuning.Learning)),
            ("forgetting of the outer range: one in", Text(1 / Tuning.Forgetting)),
            ("samples of silence", Text(Tuning.Rest)),
            ("score that breaks the silence", Text(Tuning.Break)),
            ("weight of an alarm", Text(Tuning.Habit)),
            ("fade of alarms: one in", Text(1 / Tuning.HabitFade)),
            ("spans of the levels", string.Join(", ", Tuning.Spans)),
            ("standard errors that chance explains", Text(CountScale.StandardErrors)),
            ("narrowest envelope of traffic", Text(CountScale.NarrowestCount)),
            ("narrowest envelope of a bad ratio", Text(CountScale.NarrowestRatio)),
        ],
        Page.Table("Constants").Select(row => (row["constant"], row["value"])));

    [Fact]
    public void Streams_Rows_AreWhatTheDetectorFinds()
    {
        var rows = MadeStream.All.AsParallel().AsOrdered().Select(stream => (stream.Name, Result: stream.Run(Enumerable.Range(1, 10))));

        Assert.Equal(
            rows.Select(row => (row.Name, row.Result.FalsePerWeek, row.Result.Found(MadeFault.Errors), row.Result.Found(MadeFault.Outage),
                row.Result.Found(MadeFault.TrafficLoss), row.Result.Found(MadeFault.TrafficBurst))),
            Page.Table("How good it is").Select(row => (row["stream"], row["false a week"], row["errors"], row["outage"], row["loss"], row["burst"])));
    }

    [Fact]
    public void LimitsTable_IsThatOfTheSearch() => Assert.Equal(
        [
            SearchLimits.FalseDiscoveryRate, SearchLimits.NarrowingLevel, SearchLimits.LeastShare, SearchLimits.LeastLift, SearchLimits.LeastKeptRatio,
            SearchLimits.LeastPlaceRatio, SearchLimits.LeastEvents, SearchLimits.LeastBefore, SearchLimits.DominantShare, SearchLimits.LeastKnown,
        ],
        Page.Table("Limits of the search").Select(row => double.Parse(row["Value"], CultureInfo.InvariantCulture)));

    [Fact]
    public void PropertiesTable_HasTheLimitsOfTheTables()
    {
        IReadOnlyList<DocRow> rows = Page.Table("What is recorded");

        Assert.Equal(Enum.GetNames<SloDimension>().Select(name => $"`{name}`"), rows.Select(row => row["Property of `SloEvent`"]));
        Assert.Equal(ValueTable.Limits, rows.Select(row => int.Parse(row["Values told apart"], CultureInfo.InvariantCulture)));
    }

    private static string Text(double value) => Math.Round(value, 9).ToString(CultureInfo.InvariantCulture);
}
