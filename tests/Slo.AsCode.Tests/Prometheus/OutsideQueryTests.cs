using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>Queries that a definition brings along, asked of a real Prometheus over what services do: outages, gaps, ratios at a threshold.</summary>
public sealed class OutsideQueryTests
{
    private const long Start = 1_700_000_040;
    private const int Minutes = 180;

    public static TheoryData<string, double> Queries => new()
    {
        { "raw bad with a NaN", 0.5 },
        { "raw good with a NaN", 0.5 },
        { "bad and total with a NaN", 0.5 },
        { "good and total with a NaN", 0.5 },
        { "no good series", 1 },
        { "no good series over bad", 1 },
        { "no bad series", 0 },
        { "no bad series over good", 0 },
        { "good at the threshold", 0.0144 },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Ratio_OfAnHour_IsExact(string kind, double expected)
    {
        Promtool.SkipWhereAbsent();
        SloObjective objective = Samples.Of("30d").Indicator(Of(kind)).Build();
        GeneratedRule rule = GeneratedRules.Read(PrometheusRules.Generate([objective])).Records
            .Single(rule => rule.Record == "slo:bad:ratio" && rule.Labels["slo_window"] == "1h");

        await using PrometheusServer server = await PrometheusServer.StartAsync(Write);

        // The threshold itself, to the last bit: a rule compares at or above.
        const long End = Start + (Minutes * 60);
        Assert.Equal([expected], await server.RangeAsync(rule.Expr, End, End, 60));
    }

    [Theory]
    [InlineData("""a_total{code=~"5[0-9]{2}"}""")]
    [InlineData("""{__name__="a_total",code=~'5[0-9]{2}',path!="\"}{"}""")]
    [InlineData("a_total{code=~`5[0-9]{2}`}")]
    public async Task Counter_WithBracesInAMatcher_IsAPlainSeries(string series)
    {
        var yaml = PrometheusRules.Generate([Samples.Of("30d").Indicator(Counter(series, null, "a_total")).Build()]);

        Promtool.SkipWhereAbsent();
        await Promtool.CheckAsync(yaml);
    }

    [Theory]
    [InlineData("a_total{a=\"b\"} or b_total{a=\"}\"}")]
    [InlineData("a_total{a=\"b}")]
    [InlineData("a_total{{}}")]
    public void Counter_ThatIsNoSeries_IsRefused(string text) => Assert.Throws<SloDefinitionException>(() =>
        PrometheusRules.Generate([Samples.Of("30d").Indicator(Counter(text, null, "a_total")).Build()]));

    private static QueryIndicator Counter(string? good, string? bad, string? total) =>
        new("Prometheus") { Good = good, Bad = bad, Total = total, IsCounter = true };

    private static QueryIndicator Of(string kind) => kind switch
    {
        "raw bad with a NaN" => new("Prometheus") { Raw = "half", IsRawBad = true },
        "raw good with a NaN" => new("Prometheus") { Raw = "half" },
        "bad and total with a NaN" => new("Prometheus") { Bad = "half", Total = "half * 2" },
        "good and total with a NaN" => new("Prometheus") { Good = "half", Total = "half * 2" },
        "no good series" => Counter("""requests_total{code!~"5[0-9]{2}"}""", null, "requests_total"),
        "no good series over bad" => Counter("""requests_total{code="200"}""", """requests_total{code="500"}""", null),
        "no bad series" => Counter(null, """requests_total{code="404"}""", "requests_total"),
        "no bad series over good" => Counter("""requests_total{code="500"}""", """requests_total{code="404"}""", null),
        _ => new("Prometheus") { Good = "good_now", Total = "total_now" },
    };

    private static void Write(TextWriter writer)
    {
        Write(writer, "half", "gauge", "half", minute => minute == Minutes - 20 ? "NaN" : "0.5");
        Write(writer, "good_now", "gauge", "good_now", _ => "9856");
        Write(writer, "total_now", "gauge", "total_now", _ => "10000");
        Write(writer, "requests", "counter", "requests_total{code=\"500\"}", minute => FormattableString.Invariant($"{100 * minute}"));
        writer.Write("# EOF\n");
    }

    private static void Write(TextWriter writer, string name, string type, string series, Func<int, string> value)
    {
        writer.Write($"# TYPE {name} {type}\n");
        for (var minute = 0; minute <= Minutes; minute++)
        {
            writer.Write(FormattableString.Invariant($"{series} {value(minute)} {Start + (60L * minute)}\n"));
        }
    }
}
