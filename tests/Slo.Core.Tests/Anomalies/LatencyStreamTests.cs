using System.Globalization;
using Slo.Tests.Docs;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>What the detector of latency finds in made streams, as docs/insight.md has it.</summary>
public sealed class LatencyStreamTests
{
    private const int Seeds = 10;

    [Fact]
    public void Streams_Rows_AreWhatTheDetectorFinds()
    {
        var rows = MadeLatency.All.AsParallel().AsOrdered().Select(stream => (stream.Name, Found: stream.Run(Seeds), TooSlow: $"{Percent(stream.TooSlow(1.5))}, {Percent(stream.TooSlow(2))}"));

        Assert.Equal(
            rows.Select(row => (row.Name, row.Found.FalsePerWeek.ToString("0.00", CultureInfo.InvariantCulture), Text(row.Found.Half), Text(row.Found.Twice), row.TooSlow)),
            DocPage.Read("insight.md").Table("Latency streams").Select(row => (row["stream"], row["false a week"], row["half slower"], row["twice as slow"], row["too slow then"])));
    }

    private static string Percent(double ratio) => (100 * ratio).ToString(ratio > 0.01 ? "0" : "0.##", CultureInfo.InvariantCulture) + " %";

    private static string Text(List<int> delays) => delays.Count == 0
        ? $"0/{Seeds}"
        : string.Create(CultureInfo.InvariantCulture, $"{delays.Count}/{Seeds}, {delays.Average():0} min");
}
