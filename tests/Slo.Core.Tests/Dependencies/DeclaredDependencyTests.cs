using Xunit;

namespace Slo.Tests.Dependencies;

public sealed class DeclaredDependencyTests
{
    [Theory]
    [InlineData("payments", "payments")]
    [InlineData(" payments 99.95 ,cache soft,, ", "payments 99.95, cache soft")]
    [InlineData("db.internal:6432/shop soft 99.9", "db.internal:6432/shop 99.9 soft")]
    [InlineData("a, A", "a")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Text_ThatCanBeRead_IsReadAndWritten(string? text, string expected)
    {
        SloObjective objective = (Objectives.Named().Build().Definition with { DependsOn = text }).Resolve();

        Assert.Equal(expected, string.Join(", ", objective.Dependencies));
    }

    [Theory]
    [InlineData("pay ments")]
    [InlineData("payments 0")]
    [InlineData("payments 100.1")]
    [InlineData("payments 99,9")]
    [InlineData("payments 99 98")]
    [InlineData("<script>")]
    [InlineData("a?b=c")]
    public void Text_ThatCannotBeRead_IsRefused(string text)
    {
        SloDefinition definition = Objectives.Named().Build().Definition with { DependsOn = text };

        Assert.Contains(Assert.Throws<SloDefinitionException>(() => definition.Resolve()).Findings, finding => finding.Code == SloFindingCodes.Dependency);
    }

    [Fact]
    public void Builder_AddsDependencies()
    {
        SloObjective objective = Objectives.Named().DependsOn("payments", 99.95m).DependsOn("cache", isSoft: true).Build();

        Assert.Equal([new("payments", 0.9995m), new("cache", null, true)], objective.Dependencies);
        Assert.Equal("payments 99.95, cache soft", objective.Definition.DependsOn);
    }

    [Theory]
    [InlineData(99.8, "payments 99.95, db 99.9", false)]
    [InlineData(99.85005, "payments 99.95, db 99.9", false)]
    [InlineData(99.8501, "payments 99.95, db 99.9", true)]
    [InlineData(99.9, "payments 99.95, db 99 soft", false)]
    [InlineData(99.9, "unknown", false)]
    [InlineData(99.9, "measured", true)]
    [InlineData(99.9, "service", true)]
    [InlineData(99.9, "twice", false)]
    public void Target_AboveTheProductOfItsDependencies_IsAWarning(double target, string dependsOn, bool isWarned)
    {
        SloObjective[] objectives =
        [
            (new SloDefinition { Name = "checkout", TargetRatio = (decimal)target / 100, DependsOn = dependsOn }).Resolve(),
            new SloObjectiveBuilder("measured").TargetPercent(99).Service("x").Build(),
            new SloObjectiveBuilder("other").TargetPercent(99).Service("service").Build(),
            new SloObjectiveBuilder("t1").TargetPercent(99).Service("twice").Build(),
            new SloObjectiveBuilder("t2").TargetPercent(99).Service("twice").Build(),
        ];
        IReadOnlyList<SloFinding> findings = SloDeclaredDependency.CheckAll(objectives);

        Assert.Equal(isWarned ? [(SloFindingCodes.LintDependencyTarget, SloFindingSeverity.Warning, "checkout")] : [], findings.Select(finding => (finding.Code, finding.Severity, finding.Objective)));
    }

    [Fact]
    public void Warning_ShowsTheArithmetic() => Assert.Equal(
        "target 99.99 %: is above what its dependencies allow, payments 99.95 % x db 99.9 % = 99.85005 %; lower the target, or mark a "
        + "dependency without which requests succeed as soft",
        Assert.Single(SloDeclaredDependency.CheckAll(
            [new SloObjectiveBuilder("checkout").TargetPercent(99.99m).DependsOn("payments", 99.95m).DependsOn("db", 99.9m).Build()])).Message);

    [Fact]
    public void Cycles_OfAnyLength_AreFoundAndNotFollowedForEver()
    {
        SloObjective[] objectives =
        [
            Of("a", "b, x"), Of("b", "c"), Of("c", "a"), Of("self", "self"), Of("service", "shop"), Of("d", "a"), Of("x", "unknown"),
        ];
        IReadOnlyList<SloFinding> cycles = [.. SloDeclaredDependency.CheckAll(objectives).Where(finding => finding.Code == SloFindingCodes.DependencyCycle)];

        Assert.Equal(["a", "b", "c", "self", "service"], cycles.Select(finding => finding.Objective));
        Assert.StartsWith("depends on itself: a -> b -> c -> a;", cycles[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("depends on itself: service -> shop;", cycles[^1].Message, StringComparison.Ordinal);
    }

    private static SloObjective Of(string name, string dependsOn) =>
        new SloDefinition { Name = name, TargetRatio = 0.1m, Service = name == "service" ? "shop" : null, DependsOn = dependsOn }.Resolve();
}
