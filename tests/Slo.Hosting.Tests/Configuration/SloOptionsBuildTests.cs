using System.Text;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Definitions without a host, as tools read them.</summary>
public sealed class SloOptionsBuildTests
{
    [Fact]
    public void Build_OfAReadSection_GivesItsObjectives()
    {
        SloOptions options = Read("""{ "ServiceName": "shop", "Objectives": { "checkout": { "TargetPercent": 99.9 }, "search": { "TargetPercent": 99, "Service": "find" } } }""");

        Assert.Equal([("checkout", "shop"), ("search", "find")], options.Build().Select(objective => (objective.Name, objective.Service!)));
    }

    [Fact]
    public void Build_WithErrors_ThrowsAllOfThem()
    {
        SloOptions options = Read("""{ "EvaluationInterval": "1ms", "Objectives": { "a": { "TargetPercent": 200 }, "b": { "Shrot": 1, "TargetPercent": 99 } } }""");

        IReadOnlyList<SloFinding> errors = Assert.Throws<SloDefinitionException>(options.Build).Findings;

        Assert.Equal(
            [SloFindingCodes.HostOption, SloFindingCodes.InvalidTarget, SloFindingCodes.UnknownField], errors.Select(error => error.Code));
    }

    private static SloOptions Read(string json)
    {
        SloOptions options = new();
        options.ReadFrom(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
        return options;
    }
}
