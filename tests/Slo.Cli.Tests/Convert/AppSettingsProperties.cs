using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Cli.Convert;
using Slo.Cli.Definitions;
using Slo.Shared.Settings;
using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.Convert;

/// <summary>appsettings and OpenSLO say the same, whatever the objective; what appsettings cannot say is listed.</summary>
public sealed class AppSettingsProperties
{
    [Property(MaxTest = 400, Arbitrary = [typeof(WithoutLoss)])]
    public void RoundTrip_OfAnObjectiveWithoutLoss_KeepsEveryMeaning(SloObjective objective) =>
        Hold(objective, AppSettingsWriter.Write([objective], out _));

    [Property(MaxTest = 400, Arbitrary = [typeof(WithLoss)])]
    public void Write_OfAnObjectiveWithLoss_HasAReason(SloObjective objective) => Assert.NotNull(Reason(objective));

    private static void Hold(SloObjective objective, string settings)
    {
        SloObjective read = Read(settings);
        Assert.Empty(SloDefinitionDiff.Compare([TagOrder.Sort(objective)], [TagOrder.Sort(read)]));
        Assert.Equal(TagOrder.Sort(objective).Definition, TagOrder.Sort(read).Definition);

        var openSlo = OpenSloWriter.Write([read], out IReadOnlyList<SloFinding> losses);
        Assert.Empty(losses);
        SloDefinitionSet set = SloDefinitionReader.Read(openSlo, "written.yaml", new SloReadOptions { IsStrict = true, IsComplete = true });
        Assert.True(set.IsValid, $"{string.Join('\n', set.Findings)}\n{openSlo}");
        Assert.Equal(read.Definition, Assert.Single(set.Objectives).Definition);

        Assert.Equal(settings, AppSettingsWriter.Write(set.Objectives, out IReadOnlyList<SloFinding> lost));
        Assert.Empty(lost);
    }

    private static SloObjective Read(string settings)
    {
        using TestFolder folder = new();
        DefinitionSet set = DefinitionSources.Read([folder.Write("appsettings.json", settings)], new SloReadOptions());
        Assert.True(set.Errors == 0, $"{string.Join('\n', set.Findings)}\n{settings}");
        return Assert.Single(set.Objectives);
    }

    // Every reason that appsettings have not to say something; a loss without one of these is a fault of the writer.
    private static string? Reason(SloObjective objective) => objective switch
    {
        { BurnRateRules.Count: 0 } => "no burn-rate rules at all",
        { Period.Anchor: { } anchor } when anchor.Ticks % TimeSpan.TicksPerSecond > 0 => "an anchor within a second",
        { Indicator: InstrumentIndicator source } when new[] { source.Where, source.BadWhen, source.IgnoreWhen }
            .Any(tags => tags.Any(tag => tag.Key.Contains(':', StringComparison.Ordinal)) || tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() < tags.Count) => "tags",
        { Indicator: InstrumentIndicator { AtMost: not null } } => "limits finer than a decimal",
        { Indicator: HttpIndicator http } when http.Routes.Any(route => route.Method is null && route.Pattern.Contains(' ', StringComparison.Ordinal)) => "a blank in a route among several",
        _ when objective.Labels.Concat(objective.Annotations).Any(text => text.Key.Contains(':', StringComparison.Ordinal)) => "a colon in a key",
        _ => null,
    };

    private static Arbitrary<SloObjective> Objectives(Func<int, bool> hasLosses) => Gen.Choose(0, int.MaxValue)
        .Select(seed => new RandomObjective(seed).Make("objective"))
        .Where(objective =>
        {
            _ = AppSettingsWriter.Write([objective], out IReadOnlyList<SloFinding> losses);
            return hasLosses(losses.Count);
        })
        .ToArbitrary();

    private static class WithoutLoss
    {
        public static Arbitrary<SloObjective> Of() => Objectives(losses => losses == 0);
    }

    private static class WithLoss
    {
        public static Arbitrary<SloObjective> Of() => Objectives(losses => losses > 0);
    }
}
