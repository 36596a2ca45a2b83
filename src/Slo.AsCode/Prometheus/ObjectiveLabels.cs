using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>The free labels of an objective as Prometheus takes them.</summary>
internal static class ObjectiveLabels
{
    /// <summary>The labels in the order of their names; of two that become the same name the first counts.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Of(SloObjective objective) => Named(objective)
        .Where(label => !AlertLabel.IsReserved(label.Name))
        .DistinctBy(label => label.Name)
        .Select(label => KeyValuePair.Create(label.Name, label.Value));

    internal static IEnumerable<SloFinding> Lost(SloObjective objective)
    {
        (string Key, string Name, string Value)[] all = [.. Named(objective)];
        return all.Where((label, i) => AlertLabel.IsReserved(label.Name) || all[..i].Any(before => before.Name == label.Name))
            .Select(label => SloFinding.Error(
                SloFindingCodes.PrometheusLabelLoss, $"label '{label.Key}': cannot be kept as {label.Name}, which is taken",
                $"label '{label.Key}'"));
    }

    private static IEnumerable<(string Key, string Name, string Value)> Named(SloObjective objective) => objective.Labels
        .OrderBy(label => label.Key, StringComparer.Ordinal)
        .Select(label => (label.Key, AlertLabel.ToName(label.Key), label.Value));
}
