using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Slo.Tests.Traces;

/// <summary>What the oracle publishes for one trace, target and period.</summary>
internal sealed class PublishedAnswers(JsonElement root)
{
    internal Dictionary<long, BudgetPoint> Budgets { get; } = root.GetProperty("budget").GetProperty("hourly").EnumerateArray().ToDictionary(
        point => point[0].GetInt64(),
        point => new BudgetPoint(new(point[2].GetInt64() - point[1].GetInt64(), point[1].GetInt64()), point[3].GetDouble()));

    internal long? FirstExhausted { get; } = root.GetProperty("budget").GetProperty("first_exhausted").GetString() is { } instant
        ? DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeSeconds()
        : null;

    internal static PublishedAnswers Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return new PublishedAnswers(document.RootElement.Clone());
    }

    /// <summary>The minutes at which an alert holds in the strict reading, and how many more the other one has.</summary>
    internal (AlertTimeline Above, int EqualSteps) Alert(AlertSet set, AlertRow alert, WindowTable table)
    {
        JsonElement published = root.GetProperty("alerts").GetProperty(set.Name).GetProperty(alert.Name);
        Assert.Equal(alert.ExactFactor, Rational.Parse(published.GetProperty("factor").GetString()!));
        Assert.Equal(alert.Long, OracleWindow.Read(published.GetProperty("long").GetString()!));
        Assert.Equal(alert.Short, OracleWindow.Read(published.GetProperty("short").GetString()!));
        var above = AlertTimeline.Read(published.GetProperty("intervals"), table);
        Assert.Equal(published.GetProperty("firing_steps").GetInt32(), above.Count);
        return (above, published.GetProperty("eq_steps").GetInt32());
    }

    internal int AlertCount => root.GetProperty("alerts").EnumerateObject().Sum(set => set.Value.EnumerateObject().Count());
}
