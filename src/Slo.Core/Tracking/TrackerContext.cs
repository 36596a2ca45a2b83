using Slo.Anomalies;
using Slo.Dependencies;
using Slo.Recording;
using Slo.Windows;

namespace Slo.Tracking;

/// <summary>What all trackers of a registry share.</summary>
/// <param name="Set">The name of the set of objectives; empty: the default one.</param>
/// <param name="Scope">Whose events are counted.</param>
/// <param name="KeepsEveryMinute">Whether histories keep every minute of their periods.</param>
/// <param name="Time">The clock.</param>
internal sealed record TrackerContext(string Set, SloScope Scope, bool KeepsEveryMinute, TimeProvider Time)
{
    internal CellAllocator Cells { get; } = new();

    internal Timeline Timeline { get; } = new(Time);

    internal RejectedMeasurements Rejected { get; } = new();

    internal ExemplarCounter Exemplars { get; } = new();

    /// <summary>How many slices of the past detectors may take up in this evaluation. Under the registry's evaluation lock.</summary>
    internal SliceAllowance PastSlices { get; } = new();

    internal DependencyNames Dependencies { get; } = new();

    /// <summary>How comparisons of cohorts are made that begin from now on.</summary>
    internal SloCanaryOptions Canary { get; set; } = new();
}
