using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Slo.Hosting.Delivery;
using Slo.Hosting.Sources.Http;
using Slo.Hosting.Sources.Polling;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>Compares the settings and limits of docs/queries.md with the code.</summary>
public sealed partial class QueriesPageTests
{
    private static readonly string Page = DocFiles.Read("queries.md");

    [Fact]
    public void Settings_OfTheTables_AreThoseOfTheCode()
    {
        var common = SourceSettings(new PrometheusSource()).Intersect(SourceSettings(new DatadogSource())).Except(["Url"]).ToList();

        Assert.Equal(common.Order(), Settings("setting").Order());
        Assert.Equal(SourceSettings(new PrometheusSource()).Except(common).Order(), Settings("setting of Prometheus").Order());
        Assert.Equal(SourceSettings(new DatadogSource()).Except(common).Order(), Settings("setting of Datadog").Order());
    }

    [Fact]
    public void Defaults_OfTheTable_AreThoseOfTheCode()
    {
        (PrometheusSource prometheus, DatadogSource datadog) = (new(), new());
        Assert.StartsWith($"| `Interval` | `{Text(prometheus.Interval)}` |", Row("Interval"), StringComparison.Ordinal);
        Assert.StartsWith($"| `Step` | `{Text(prometheus.Step)}`; of Datadog `{Text(datadog.Step)}` |", Row("Step"), StringComparison.Ordinal);
        Assert.StartsWith($"| `Delay` | `{Text(prometheus.Delay)}`; of Datadog `{Text(datadog.Delay)}` |", Row("Delay"), StringComparison.Ordinal);
        Assert.StartsWith($"| `Timeout` | `{Text(prometheus.Timeout)}` |", Row("Timeout"), StringComparison.Ordinal);
        Assert.StartsWith($"| `Backfill` | `{prometheus.Backfill.TotalDays}d` |", Row("Backfill"), StringComparison.Ordinal);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"| `Concurrency` | `{prometheus.Concurrency}` |"), Row("Concurrency"), StringComparison.Ordinal);
        Assert.StartsWith($"| `Site` | `{datadog.Site}` |", Row("Site"), StringComparison.Ordinal);
    }

    // The first value beyond each limit of the table is refused, and the limit itself is not.
    [Theory]
    [InlineData("Interval")]
    [InlineData("Step")]
    [InlineData("Delay")]
    [InlineData("Timeout")]
    [InlineData("Backfill")]
    public void Limits_OfTheTable_AreThoseOfTheCode(string name)
    {
        Match limits = Range().Match(Row(name).Split('|')[3]);
        TimeSpan least = Duration(limits.Groups["least"].Value);
        TimeSpan most = Duration(limits.Groups["most"].Value);
        foreach ((TimeSpan value, var isAllowed) in ((TimeSpan, bool)[])
            [(least, true), (most, true), (least - TimeSpan.FromTicks(1), false), (most + TimeSpan.FromTicks(1), false)])
        {
            PrometheusSource source = new();
            typeof(SloSource).GetProperty(name)!.SetValue(source, value);
            Assert.Equal(isAllowed, source.Settings().All(setting => setting.Problem is null));
        }
    }

    [Fact]
    public void Numbers_OfTheText_AreThoseOfTheCode()
    {
        Assert.Equal(16 * 1024 * 1024, SourceClient.LargestAnswer);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), (BackOff.Longest, BackOff.LongestRetryAfter));
        Assert.Equal(3, ObjectivePoll.PatientIntervals);
        Assert.Equal(10, ObjectivePoll.MostBadAnswers);
        Assert.Contains("may take `Timeout` and have 16 MB", Page, StringComparison.Ordinal);
        Assert.Contains("after three intervals as not observed", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Example_InJson_IsReadAsItIsMeant()
    {
        var json = CodeBlocks().Matches(Page).Single(match => match.Groups["language"].Value == "json").Groups["text"].Value
            .Replace("\"Site\"", "\"ApiKey\": \"a\", \"ApplicationKey\": \"b\", \"Site\"", StringComparison.Ordinal);
        ServiceCollection services = new();
        services.AddSlo(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection("Slo"));
        using ServiceProvider provider = services.BuildServiceProvider();
        SloOptions options = provider.GetRequiredService<IOptions<SloOptions>>().Value;

        Assert.Equal(["eu (Datadog)", "mesh (Prometheus)"], options.Sources.All.Select(source => source.ToString()).Order());
        var queries = Assert.IsType<QueryIndicator>(Assert.Single(options.Build()).Indicator);
        Assert.EndsWith("""response_code!~"5.."}[1h]))""", queries.Good, StringComparison.Ordinal);
    }

    private static string[] SourceSettings(SloSource source) => [.. source.Settings().Select(setting => setting.Key)];

    private static IEnumerable<string> Settings(string head) => Page[(Page.IndexOf($"| {head} | default", StringComparison.Ordinal) + 1)..].Split('\n')
        .Skip(2).TakeWhile(line => line.StartsWith('|')).SelectMany(line => Words().Matches(line.Split('|')[1]).Select(word => word.Groups["word"].Value));

    private static string Row(string name) => Page.Split('\n').Single(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal) && !line.Contains("https", StringComparison.Ordinal));

    private static string Text(TimeSpan value) => SloDuration.Format(value);

    private static TimeSpan Duration(string text) => SloDuration.TryParse(text, out TimeSpan value) ? value : throw new FormatException(text);

    [GeneratedRegex("`(?<least>\\w+)` to `(?<most>\\w+)`")]
    private static partial Regex Range();

    [GeneratedRegex("`(?<word>\\w+)`")]
    private static partial Regex Words();

    [GeneratedRegex("```(?<language>\\w+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
