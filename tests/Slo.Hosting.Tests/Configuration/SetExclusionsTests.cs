using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>Exclusions of a whole set: from configuration and code, besides those of each objective.</summary>
public sealed class SetExclusionsTests
{
    private const string Backup = "Sun 02:00-04:00 Europe/Berlin";
    private const string Move = "2026-12-24T18:00:00/2026-12-25T06:00:00 Europe/Berlin";

    [Fact]
    public void Exclusions_OfTheSection_AreThoseOfEveryObjective()
    {
        IReadOnlyList<SloObjective> objectives = SloHost.Objectives($$"""
            { "Slo": {
                "Exclusions": [ { "When": "{{Move}}", "Reason": "move", "Owner": "ops" } ],
                "Objectives": {
                    "a": { "TargetPercent": 99 },
                    "b": { "TargetPercent": 99, "Exclusions": [ { "When": "{{Backup}}" } ] },
                    "c": { "TargetPercent": 99, "Exclusions": [ { "When": "{{Move}}", "Reason": "move", "Owner": "ops" } ] } } } }
            """);

        Assert.Equal(
            [Move, $"{Move},{Backup}", Move],
            objectives.Select(objective => string.Join(',', objective.Exclusions.Select(one => one.When.ToString()).Order(StringComparer.Ordinal))));
        Assert.All(objectives, objective => Assert.Single(objective.Exclusions, one => one is { Reason: "move", Owner: "ops" }));
    }

    // As with every key: a section that has it replaces the list of code.
    [Theory]
    [InlineData("", Backup)]
    [InlineData("\"Exclusions\": [],", "")]
    [InlineData("\"Exclusions\": [ { \"When\": \"" + Move + "\" } ],", Move)]
    public void Exclusions_OfCode_AreReplacedByThoseOfTheSection(string keys, string expected)
    {
        using IHost host = SloHost.FromJson($$"""{ "Slo": { {{keys}} "Objectives": { "a": { "TargetPercent": 99 } } } }""", options => options.Exclude(Backup));

        Assert.Equal(expected, string.Join(',', host.Services.GetRequiredService<SloRegistry>().Get("a").Objective.Exclusions.Select(one => one.When)));
    }

    [Fact]
    public void Build_Twice_AddsThemOnce()
    {
        SloOptions options = new();
        options.Exclude(Backup);
        options.AddObjective("a", objective => objective.TargetPercent(99));

        options.Build();

        Assert.Single(Assert.Single(options.Build()).Exclusions);
    }

    [Theory]
    [InlineData("[ { \"When\": \"Sun 25:00-26:00 UTC\" } ]", "Slo:Exclusions:0:When", SloFindingCodes.InvalidSchedule)]
    [InlineData("[ { \"When\": \"2026-12-25/2026-12-24 UTC\" } ]", "Slo:Exclusions:0:When", SloFindingCodes.InvalidSchedule)]
    [InlineData("[ { \"Reason\": \"x\" } ]", "Slo:Exclusions:0:When", SloFindingCodes.Missing)]
    [InlineData("[ { \"When\": \"Sun 02:00-04:00 UTC\", \"Why\": \"x\" } ]", "Slo:Exclusions:0:Why", SloFindingCodes.UnknownField)]
    [InlineData("\"Sun 02:00-04:00 UTC\"", "Slo:Exclusions", SloFindingCodes.WrongType)]
    public async Task Exclusions_ThatAreNone_StopTheStart(string exclusions, string path, string code)
    {
        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync($$"""{ "Slo": { "Exclusions": {{exclusions}}, "Objectives": { "a": { "TargetPercent": 99 } } } }""");

        SloFinding error = Assert.Single(errors);
        Assert.Equal((path, code), (error.Path, error.Code));
    }
}
