using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>docs/configuration.md against what the package reads: its keys, its example, its faults.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly string Page = DocFiles.Read("configuration.md");

    [Fact]
    public void Example_AsWritten_IsAccepted()
    {
        SloOptions options = Read(Blocks("jsonc").Single());

        Assert.Equal(["checkout-availability", "checkout-latency", "database", "import", "search"], options.Objectives.Select(objective => objective.Name).Order());
    }

    [Fact]
    public void Errors_OfTheBrokenExample_AreThoseOnThePage()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(Blocks("json").Single()));

        Assert.Equal(Blocks("text").Single().Trim().Split('\n'), failure.Failures);
    }

    [Fact]
    public void Tables_Keys_AreExactlyTheKnownOnes()
    {
        // Each level answers a key that it does not know with those that it does.
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            """{ "Slo": { "?": 1, "Canary": { "?": 1 }, "Dependencies": { "?": 1 }, "Incidents": { "?": 1 }, "Objectives": { "a": { "?": 1, "TargetPercent": 99, "Http": { "?": 1 }, "Rules": [ { "?": 1, "Long": "1h", "BurnRate": 1 } ] }, "b": { "TargetPercent": 99, "Instrument": { "?": 1, "Meter": "m", "Name": "n" } }, "c": { "TargetPercent": 99, "Queries": { "?": 1, "Source": "s" } } } } }"""));
        var known = failure.Failures.Select(fault => fault.Split("known here: ")).Where(parts => parts.Length == 2)
            .Select(parts => string.Join(", ", parts[1].Split(", ").Order()));

        Assert.Equal(
            Headings().Matches(Page).Select(match => string.Join(", ", Keys().Matches(match.Groups["table"].Value).Select(key => key.Groups["key"].Value).Order())).Order(),
            known.Order());
    }

    [Theory]
    [InlineData("Keys of the section", "EvaluationInterval", "1s")]
    [InlineData("Keys of an objective", "Period", "30d")]
    public void Tables_Defaults_AreThoseOfTheCode(string heading, string key, string expected)
    {
        var row = Page[Page.IndexOf("## " + heading, StringComparison.Ordinal)..].Split('\n').First(line => line.StartsWith($"| `{key}`", StringComparison.Ordinal));
        SloOptions options = Read("""{ "Slo": { "Objectives": { "a": { "TargetPercent": 99 } } } }""");

        Assert.Equal(expected, row.Split('|')[3].Trim(' ', '`'));
        Assert.Equal(expected, SloDuration.Format(key == "Period" ? options.Built.Single().Period.Length : options.EvaluationInterval));
    }

    private static SloOptions Read(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(json));
        ServiceCollection services = new();
        services.AddSlo(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Slo"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SloOptions>>().Value;
    }

    private static IEnumerable<string> Blocks(string language) =>
        CodeBlocks().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("```(?<language>\\w+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();

    [GeneratedRegex("^## Keys of [^|]*(?<table>(?:\\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("^\\| `(?<key>\\w+)`", RegexOptions.Multiline)]
    private static partial Regex Keys();
}
