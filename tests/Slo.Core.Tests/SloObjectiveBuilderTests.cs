using Xunit;

namespace Slo.Tests;

public sealed class SloObjectiveBuilderTests
{
    [Fact]
    public void Build_WithTargetAlone_HasTheDefaults()
    {
        SloObjective objective = Definition.Build();

        Assert.Equal("x", objective.Name);
        Assert.Null(objective.DisplayName);
        Assert.Null(objective.Service);
        Assert.Null(objective.Description);
        Assert.Null(objective.Owner);
        Assert.Empty(objective.Labels);
        Assert.Same(SloIndicator.Manual, objective.Indicator);
        Assert.Equal("recorded by code", objective.Indicator.Describe());
        Assert.Null(objective.LatencyThreshold);
        Assert.True(objective.Period.IsRolling);
        Assert.Equal(TimeSpan.FromDays(30), objective.Period.Length);
        Assert.Same(BudgetingMethod.Occurrences, objective.Method);
        Assert.Equal(4, objective.BurnRateRules.Count);
        Assert.Empty(objective.Warnings);
        Assert.False(objective.IsCompact);
        Assert.Equal("x: 99.9 % over 30d", Definition.InEveryCulture(() => Definition.Build().ToString()));
    }

    [Fact]
    public void Build_WithEverything_KeepsIt()
    {
        SloObjective objective = Definition.Build(builder => builder
            .DisplayName("Checkout").Service("shop").Description("It works").Owner("team-a").Label("tier", "1").Label("tier", "2")
            .FasterThan(TimeSpan.FromMilliseconds(300)).Rolling(TimeSpan.FromDays(7)).Timeslices(TimeSpan.FromMinutes(5), 0.95m).Compact());

        Assert.Equal(("Checkout", "shop", "It works", "team-a"), (objective.DisplayName, objective.Service, objective.Description, objective.Owner));
        Assert.Equal([new("tier", "2")], objective.Labels);
        Assert.Equal(TimeSpan.FromMilliseconds(300), objective.LatencyThreshold);
        Assert.Equal((BudgetingMethodKind.Timeslices, TimeSpan.FromMinutes(5), 0.95m), (objective.Method.Kind, objective.Method.Slice, objective.Method.SliceTargetRatio));
        Assert.True(objective.IsCompact);
    }

    [Fact]
    public void UnobservedTime_OfNoMeaning_IsRefused()
    {
        Assert.Equal((SloFindingCodes.UnknownWord, "unobserved time"), Definition.Error(o => o.UnobservedTime((UnobservedTime)7)));
        SloObjectiveProperty property = SloObjectiveProperty.All.Single(property => property.Words is not null);
        Assert.Equal((SloFindingCodes.UnknownWord, "unobserved time"), Definition.Error(o => o.Property(property, "Ignore"), "'Ignore'"));
        Assert.Equal(UnobservedTime.Exclude, Definition.Build(o => o.Property(property, "exclude")).UnobservedTime);
    }

    [Fact]
    public void Build_Again_GivesAnObjectiveThatLaterChangesDoNotReach()
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("x").TargetPercent(99).Label("a", "1");
        SloObjective first = builder.Build();

        builder.Label("b", "2").TargetPercent(95);

        Assert.Single(first.Labels);
        Assert.Equal(0.99m, first.TargetRatio);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("checkout-availability_v1.2")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void Name_OfLettersDigitsAndMarks_IsAccepted(string name)
    {
        Assert.Equal(name, new SloObjectiveBuilder(name).TargetPercent(99).Build().Name);
    }

    [Theory]
    [InlineData("../../x", "../../x")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("-x", "-x")]
    [InlineData("x.", "x.")]
    [InlineData("a b", "a b")]
    [InlineData("naïve", "naïve")]
    [InlineData("x\n", "x\uFFFD")]
    [InlineData("a\r\nb", "a\uFFFD\uFFFDb")]
    [InlineData("{{ x }}", "{{ x }}")]
    [InlineData("<b>x</b>", "<b>x</b>")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", "a23456789012345678901234567890123456789012345678901234567890…")]
    public void Name_OfAnythingElse_IsRefusedWithoutEchoingControlCharacters(string? name, string shown)
    {
        SloFinding error = Assert.Single(Definition.Errors(builder => builder.TargetPercent(99), name!));

        Assert.Equal((SloFindingCodes.InvalidName, "name"), (error.Code, error.Path));
        Assert.StartsWith($"name '{shown}':", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_AtTheirLimit_AreAccepted()
    {
        SloObjective objective = Definition.Build(builder => builder
            .DisplayName(new string('d', 200)).Service(new string('s', 200)).Description(new string('t', 1050)).Owner(new string('o', 200))
            .Label(new string('k', 63), new string('v', 200)));

        Assert.Equal(1050, objective.Description!.Length);
    }

    [Fact]
    public void Texts_BeyondTheirLimit_AreRefused()
    {
        Assert.Equal((SloFindingCodes.TooLong, "display name"), Definition.Error(builder => builder.DisplayName(new string('d', 201))));
        Assert.Equal((SloFindingCodes.TooLong, "service"), Definition.Error(builder => builder.Service(new string('s', 201))));
        Assert.Equal((SloFindingCodes.TooLong, "description"), Definition.Error(builder => builder.Description(new string('t', 1051))));
        Assert.Equal((SloFindingCodes.TooLong, "owner"), Definition.Error(builder => builder.Owner(new string('o', 201))));
        Assert.Equal((SloFindingCodes.TooLong, "label 'tier'"), Definition.Error(builder => builder.Label("tier", new string('v', 201))));
    }

    [Fact]
    public void Texts_WithControlCharacters_AreRefused()
    {
        Assert.Equal((SloFindingCodes.ControlCharacter, "display name"), Definition.Error(builder => builder.DisplayName("a\nb"), "'a\uFFFDb'"));
    }

    [Fact]
    public void Labels_OfAnEmptyKeyOrTooMany_AreRefused()
    {
        Assert.Equal((SloFindingCodes.InvalidKey, "label"), Definition.Error(builder => builder.Label("", "v")));
        Assert.Equal((SloFindingCodes.InvalidCount, "labels"), Definition.Error(builder => Enumerable.Range(0, 65).Aggregate(builder, (b, i) => b.Label($"k{i}", "v"))));
        Assert.Equal(64, Definition.Build(builder => Enumerable.Range(0, 64).Aggregate(builder, (b, i) => b.Label($"k{i}", "v"))).Labels.Count);
    }

    [Fact]
    public void LatencyThreshold_AtBothEdges_IsAcceptedAndBeyondRefused()
    {
        Assert.Equal(1, Definition.Build(builder => builder.FasterThan(TimeSpan.FromTicks(1))).LatencyThreshold!.Value.Ticks);
        Assert.Equal(1, Definition.Build(builder => builder.FasterThan(TimeSpan.FromDays(1))).LatencyThreshold!.Value.Days);
        Assert.Equal((SloFindingCodes.OutOfRange, "latency threshold"), Definition.Error(builder => builder.FasterThan(TimeSpan.Zero)));
        Assert.Equal((SloFindingCodes.OutOfRange, "latency threshold"), Definition.Error(builder => builder.FasterThan(new TimeSpan(1, 0, 0, 0, 1))));
    }

    [Fact]
    public void Build_WithSeveralErrors_ReportsThemAllAtOnce()
    {
        SloDefinitionException exception = Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("a b")
            .TargetPercent(100).Rolling(TimeSpan.Zero).FasterThan(TimeSpan.Zero).AddFinding(SloFinding.Error("X1", "no such indicator")).Build());

        Assert.Equal(
            [SloFindingCodes.InvalidTarget, SloFindingCodes.OutOfRange, "X1", SloFindingCodes.InvalidName, SloFindingCodes.OutOfRange],
            exception.Findings.Select(error => error.Code));
        Assert.All(exception.Findings, error => Assert.Equal("a b", error.Objective));
        Assert.Equal(exception.Findings.Select(error => $"- {error}"), exception.Message.Split(Environment.NewLine).Skip(1));
    }

    [Fact]
    public void Indicator_OfNull_IsRefusedAtOnce()
    {
        Assert.Throws<ArgumentNullException>(() => new SloObjectiveBuilder("x").Indicator(null!));
    }

    [Fact]
    public void Indicator_DeclaredAgain_TakesTheErrorsOfTheFirstWithIt()
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(99).HttpServer(http => http.BadStatus("6xx")).Instrument("", "")
            .HttpServer(http => http.Route("/orders"));

        Assert.Equal("requests to /orders", builder.Build().Indicator.Describe());
        Assert.Single(Assert.Throws<SloDefinitionException>(() => builder.Instrument("", "").Build()).Findings);
        Assert.Same(SloIndicator.Manual, builder.Indicator(SloIndicator.Manual).Build().Indicator);
    }
}
