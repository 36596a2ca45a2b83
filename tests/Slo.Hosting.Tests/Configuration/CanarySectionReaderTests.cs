using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>The section Canary: an error names the key and the value as they are written, also where the option has another unit.</summary>
public sealed class CanarySectionReaderTests
{
    public static TheoryData<string, string, string, string, string> Errors => new()
    {
        { "LevelPercent", "50", SloFindingCodes.OutOfRange, "50", "0.0001 to 20, for example 1" },
        { "LevelPercent", "0.00009", SloFindingCodes.OutOfRange, "0.00009", "0.0001 to 20, for example 1" },
        { "LevelPercent", "\"1 %\"", SloFindingCodes.InvalidNumber, "1 %", "is not a number" },
        { "PowerPercent", "99.991", SloFindingCodes.OutOfRange, "99.991", "50 to 99.99, for example 90" },
        { "PowerPercent", "0.9", SloFindingCodes.OutOfRange, "0.9", "50 to 99.99, for example 90" },
        { "DetectableFactor", "1", SloFindingCodes.OutOfRange, "1", "1.1 to 100, for example 2" },
        { "DetectableFactor", "100.5", SloFindingCodes.OutOfRange, "100.5", "1.1 to 100, for example 2" },
        { "MinimumEvents", "0", SloFindingCodes.OutOfRange, "0", "1 to 1000000000, for example 50" },
        { "MinimumEvents", "9999999999999", SloFindingCodes.OutOfRange, "9999999999999", "1 to 1000000000, for example 50" },
        { "MinimumEvents", "1.5", SloFindingCodes.InvalidNumber, "1.5", "is not a whole number" },
        { "Within", "\"500ms\"", SloFindingCodes.OutOfRange, "500ms", "1s to 30d, for example 1h" },
        { "Within", "\"31d\"", SloFindingCodes.OutOfRange, "31d", "1s to 30d, for example 1h" },
        { "Within", "\"1 hour\"", SloFindingCodes.InvalidDuration, "1 hour", "is not a duration" },
        { "BurnRateLimit", "0.9", SloFindingCodes.OutOfRange, "0.9", "1 to 100000, for example 14.4" },
        { "BurnRateLimit", "100001", SloFindingCodes.OutOfRange, "100001", "1 to 100000, for example 14.4" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Value_ThatIsFaulty_IsOneErrorWithItsKeyAndValue(string key, string value, string code, string shown, string rule)
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(Json(key, value)));

        Assert.Equal((code, $"Slo:Canary:{key}"), (error.Code, error.Path));
        Assert.StartsWith($"Slo:Canary:{key} '{shown}': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ratio", error.Message, StringComparison.Ordinal);
    }

    // The limits of configuration are those of the options.
    [Theory]
    [InlineData("LevelPercent", "0.0001")]
    [InlineData("LevelPercent", "20")]
    [InlineData("PowerPercent", "50")]
    [InlineData("PowerPercent", "99.99")]
    [InlineData("DetectableFactor", "1.1")]
    [InlineData("DetectableFactor", "100")]
    [InlineData("MinimumEvents", "1")]
    [InlineData("MinimumEvents", "1000000000")]
    [InlineData("Within", "\"1s\"")]
    [InlineData("Within", "\"30d\"")]
    [InlineData("BurnRateLimit", "1")]
    [InlineData("BurnRateLimit", "100000")]
    public void Value_AtItsLimit_IsTaken(string key, string value)
    {
        using IHost host = SloHost.FromJson(Json(key, value));

        Assert.Empty(host.Services.GetRequiredService<SloRegistry>().Canary.GetFaults());
        Assert.NotEqual(new(), host.Services.GetRequiredService<SloRegistry>().Canary);
    }

    [Fact]
    public async Task Option_ThatIsFaultyInCode_IsNamedAsInCode()
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(
            """{ "Slo": { "Canary": { "PowerPercent": 80 } } }""", options => options.Canary = new() { LevelRatio = 0.5 }));

        Assert.Equal("LevelRatio", error.Path);
        Assert.Equal("canary LevelRatio 0.5: must be from 0.000001 to 0.2, for example 0.01", error.Message);
    }

    private static string Json(string key, string value) => $$"""{ "Slo": { "Canary": { "{{key}}": {{value}} } } }""";
}
