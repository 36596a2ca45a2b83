using FsCheck;
using FsCheck.Fluent;
using Slo.Cli.Convert;
using Slo.Cli.Definitions;
using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.Convert;

/// <summary>appsettings and OpenSLO say the same, whatever the objective; what appsettings cannot say is listed.</summary>
public sealed class AppSettingsProperties
{
    private int _lossless;
    private int _lossy;

    [Fact]
    public void RoundTrips_OfAnyObjectives_KeepEveryMeaning()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            foreach (SloObjective objective in Enumerable.Range(0, 3).Select(i => new RandomObjective(unchecked(seed + i)).Make($"objective-{i}")))
            {
                var settings = AppSettingsWriter.Write([objective], out IReadOnlyList<string> losses);
                if (losses.Count == 0)
                {
                    _lossless++;
                    Hold(objective, settings);
                }
                else
                {
                    _lossy++;
                    Assert.True(Reason(objective) is not null, $"{string.Join('\n', losses)}\n{settings}");
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

        Assert.True(_lossless > 100 && _lossy > 100, $"{_lossless} without loss, {_lossy} with");
    }

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

        Assert.Equal(settings, AppSettingsWriter.Write(set.Objectives, out IReadOnlyList<string> lost));
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
        { Indicator: QueryIndicator } => "queries",
        { BurnRateRules.Count: 0 } => "no burn-rate rules at all",
        { Period.Anchor: { } anchor } when anchor.Ticks % TimeSpan.TicksPerSecond > 0 => "an anchor within a second",
        { Indicator: InstrumentIndicator source } when new[] { source.Where, source.BadWhen, source.IgnoreWhen }
            .Any(tags => tags.Any(tag => tag.Key.Contains(':', StringComparison.Ordinal)) || tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() < tags.Count) => "tags",
        { Indicator: InstrumentIndicator { AtMost: not null } } => "limits finer than a decimal",
        { Indicator: HttpIndicator http } when http.Routes.Any(route => route.Method is null && route.Pattern.Contains(' ', StringComparison.Ordinal)) => "a blank in a route among several",
        _ when objective.Labels.Concat(objective.Annotations).Any(text => text.Key.Contains(':', StringComparison.Ordinal)) => "a colon in a key",
        _ => null,
    };
}
