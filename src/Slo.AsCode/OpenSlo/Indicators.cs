using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>The indicator for an OpenSLO SLI, chosen by the type of its metric sources.</summary>
internal static class Indicators
{
    internal static void Apply(SliSpec sli, ObjectiveSpec objective, OpenSloStore store, Metadata owner, SloObjectiveBuilder builder)
    {
        MetricSource[] sources = [.. new[] { sli.Threshold, sli.Good, sli.Bad, sli.Total, sli.Raw }.OfType<MetricSource>()];
        string[] types = [.. sources.Select(source => TypeOf(source, store)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string?[] dataSources = [.. sources.Select(source => source.DataSource).Distinct(StringComparer.Ordinal)];
        if (types.Length != 1 || dataSources.Length != 1)
        {
            var named = string.Join(" and ", sources.Select(source => Describe(source, store)).Distinct());
            owner.Findings.Error(SloFindingCodes.UnsupportedSource, sources[^1].Node,
                $"metricSource: the metrics of one indicator must come from one source, but {named} are given; write the same type and "
                + "metricSourceRef");
            return;
        }

        switch (types[0].ToUpperInvariant())
        {
            case "ASPNETCORE":
                HttpSources.Apply(sli, objective, builder, owner.Findings);
                break;
            case "METER":
                MeterSources.Apply(sli, objective, builder, owner.Findings);
                break;
            case "MANUAL":
                ManualSources.Apply(sli, objective, builder, owner.Findings);
                break;
            default:
                QuerySources.Apply(sli, types[0], dataSources[0], objective, builder);
                break;
        }
    }

    private static string Describe(MetricSource source, OpenSloStore store) =>
        $"'{Shown.Text($"{TypeOf(source, store)} {source.DataSource}".Trim())}'";

    private static string TypeOf(MetricSource source, OpenSloStore store) =>
        source.Type ?? (source.DataSource is { } name && store.Find("DataSource", name)?.Spec is string type ? type : "");
}
