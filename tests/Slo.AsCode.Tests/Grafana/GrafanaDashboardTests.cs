using System.Globalization;
using System.Text.Json;
using Slo.Tests.Prometheus;
using Xunit;

namespace Slo.Tests.Grafana;

public sealed class GrafanaDashboardTests
{
    public static TheoryData<PrometheusFlavor> Flavors => [.. Enum.GetValues<PrometheusFlavor>()];

    [Theory]
    [MemberData(nameof(Flavors))]
    public async Task Expressions_OfADashboard_ParseAndReadWhatTheRulesRecord(PrometheusFlavor flavor)
    {
        Promtool.SkipWhereAbsent();
        SloObjective[] objectives = [Samples.Of("30d").Build(), Samples.Guarded().Build(), Samples.Catalog().Build()];
        PrometheusRulesOptions options = Samples.Options(flavor) with { ExtraLabels = new Dictionary<string, string> { ["cluster"] = "a" } };
        string[] expressions = [.. Expressions(GrafanaDashboard.Generate(objectives, options)).Select(expr => expr.Replace("$objective", ".*", StringComparison.Ordinal))];
        var rules = GeneratedRules.Read(PrometheusRules.Generate(objectives, options));

        // One sample of all that is recorded, and of each alert, as the rules label it.
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer =>
        {
            foreach (IGrouping<string, GeneratedRule> record in rules.All.GroupBy(rule => rule.Record ?? "ALERTS"))
            {
                writer.Write($"# TYPE {record.Key} gauge\n");
                foreach (var labels in record.Select(rule => string.Join(",", Labels(rule, flavor))).Distinct())
                {
                    writer.Write($"{record.Key}{{{labels}}} 1 1700000000\n");
                }
            }

            writer.Write("# EOF\n");
        });

        Assert.NotEmpty(expressions);
        foreach (var expr in expressions.Where(expr => !expr.Contains("pending", StringComparison.Ordinal)))
        {
            Assert.True(await server.CountAsync(expr, at: 1700000030) > 0, $"{expr} gives nothing");
        }

        foreach (var expr in expressions)
        {
            await server.CountAsync(expr);
        }
    }

    [Fact]
    public void Generate_Twice_GivesTheSameTextInEveryCulture()
    {
        SloObjective[] objectives = [Samples.Guarded().Build()];
        var expected = GrafanaDashboard.Generate(objectives, new() { Flavor = PrometheusFlavor.Sloth });
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, GrafanaDashboard.Generate(objectives, new() { Flavor = PrometheusFlavor.Sloth }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Panels_OfADashboard_DoNotOverlapAndHaveIdsOfTheirOwn()
    {
        using var dashboard = JsonDocument.Parse(GrafanaDashboard.Generate([Samples.Guarded().Build()]));
        JsonElement[] panels = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()];

        IEnumerable<(int X, int Y)> cells = panels.Select(panel => panel.GetProperty("gridPos")).SelectMany(place =>
            from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
            from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
            select (x, y));
        Assert.All(cells.GroupBy(cell => cell), cell => Assert.Single(cell));
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(["Overview", "Error budget left", "Compliance", "Burn rates", "Bad ratios", "Alerts"], panels.Select(panel => panel.GetProperty("title").GetString()));
    }

    private static IEnumerable<string> Labels(GeneratedRule rule, PrometheusFlavor flavor)
    {
        IEnumerable<KeyValuePair<string, string>> labels = rule.Labels;
        if (rule.Alert is not null)
        {
            // What an alert of Sloth's inherits from its series.
            labels = labels.Concat([new("alertname", rule.Alert), new("alertstate", "firing")])
                .Concat(flavor == PrometheusFlavor.Sloth ? [new("sloth_id", "x")] : []).DistinctBy(label => label.Key);
        }

        return labels.Select(label => $"{label.Key}=\"{label.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
    }

    private static List<string> Expressions(string json)
    {
        using var dashboard = JsonDocument.Parse(json);
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }
}
