using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;
using Slo.Hosting.Tests.Docs;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Presets as keys of an objective mean what the methods of the same names mean.</summary>
public sealed class PresetSectionTests
{
    private static readonly Dictionary<string, (string Json, Func<SloObjectiveBuilder, SloObjectiveBuilder> Code)> Presets = new()
    {
        ["HttpClient"] = ("""{ "Host": "payments.internal:8443", "Timeout": "30s" }""", o => o.HttpClient("payments.internal:8443", TimeSpan.FromSeconds(30))),
        ["Npgsql"] = ("{}", o => o.Npgsql()),
        ["Polly"] = ("""{ "Pipeline": "orders" }""", o => o.Polly("orders")),
        ["KestrelConnections"] = ("{}", o => o.KestrelConnections()),
        ["SignalRConnections"] = ("{}", o => o.SignalRConnections()),
        ["BlazorEvents"] = ("{}", o => o.BlazorEvents()),
        ["BlazorNavigations"] = ("{}", o => o.BlazorNavigations()),
        ["Freshness"] = ("""{ "Meter": "Shop.Queue", "Gauge": "queue.age", "AtMost": 30.5 }""", o => o.Freshness("Shop.Queue", "queue.age", 30.5)),
    };

    public static TheoryData<string> Names => [.. PresetSection.All.Select(preset => preset.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_InASection_IsThatOfCode(string name)
    {
        SloObjective read = Assert.Single(Read($$""" "a": { "TargetPercent": 99, "FasterThan": "1s", "{{name}}": {{Presets[name].Json}} } """).Build());

        Assert.Equal(Presets[name].Code(new SloObjectiveBuilder("a").TargetPercent(99).FasterThan(TimeSpan.FromSeconds(1))).Build().Indicator, read.Indicator);
    }

    [Theory]
    [InlineData("""{ "HttpClient": {} }""", SloFindingCodes.Missing, "HttpClient:Host")]
    [InlineData("""{ "HttpClient": { "Host": "https://a/b" } }""", SloFindingCodes.InvalidName, null)]
    [InlineData("""{ "Polly": { "Pipeline": { "x": 1 } } }""", null, "Polly:Pipeline")]
    [InlineData("""{ "Freshness": { "Meter": "m", "AtMost": 1 } }""", SloFindingCodes.Missing, "Freshness:Gauge")]
    [InlineData("""{ "Freshness": { "Meter": "m", "Gauge": "g", "AtMost": "much" } }""", null, "Freshness:AtMost")]
    [InlineData("""{ "Npgsql": { "Meter": "m" } }""", null, "Npgsql:Meter")]
    [InlineData("""{ "Npgsql": true }""", null, "Npgsql")]
    [InlineData("""{ "Npgsql": {}, "Http": {} }""", SloFindingCodes.Exclusive, null)]
    [InlineData("""{ "Npgsql": {}, "BlazorEvents": {} }""", SloFindingCodes.Exclusive, null)]
    public void Preset_ThatIsNone_IsAnError(string keys, string? code, string? path)
    {
        SloOptions options = Read($$""" "a": {{keys.Insert(1, "\"TargetPercent\": 99,")}} """);

        SloFinding finding = Assert.Single(Assert.Throws<SloDefinitionException>(() => options.Build()).Findings);
        Assert.Equal(SloFindingSeverity.Error, finding.Severity);
        Assert.Equal(code ?? finding.Code, finding.Code);
        Assert.EndsWith(path ?? "", finding.Path ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_OnThePage_AreThoseOfThePresets() => Assert.Equal(
        PresetSection.All.SelectMany(preset => preset.Keys.Select(key => $"{preset.Key}.{key.Name}")),
        Regex.Matches(Section(), @"^\| `(\w+)` \| `(\w+)` \|", RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value}.{row.Groups[2].Value}"));

    private static string Section()
    {
        var page = DocFiles.Read("configuration.md");
        var start = page.IndexOf("## Presets", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    private static SloOptions Read(string objectives)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($$"""{ "Slo": { "Objectives": { {{objectives}} } } }"""));
        SloOptions options = new();
        options.ReadFrom(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Slo"));
        return options;
    }
}
