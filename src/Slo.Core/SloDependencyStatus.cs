namespace Slo;

/// <summary>A dependency of an objective: what was called, and how the requests went that called it.</summary>
/// <param name="Name">The dependency, or <see cref="Other"/>.</param>
/// <param name="IsDeclared">Whether the objective declares it.</param>
/// <param name="IsObserved">Whether it was called since the process began to count.</param>
public sealed record SloDependencyStatus(string Name, bool IsDeclared, bool IsObserved)
{
    /// <summary>All dependencies that no objective declares, beyond 64 in an app, and names that are too long or hold other characters than
    /// names of hosts.</summary>
    public const string Other = "(other)";

    /// <summary>How many dependencies of an app have counts of their own, beside those that its objectives declare.</summary>
    public const int MostDependencies = 64;

    internal const int LongestName = 64;

    /// <summary>Whether requests succeed without it, as declared.</summary>
    public bool IsSoft { get; init; }

    /// <summary>Calls since the process began to count: those that succeeded and those that failed.</summary>
    public SloEventCounts TotalCalls { get; init; }

    /// <summary>Calls of the window: those that succeeded and those that failed.</summary>
    public SloEventCounts Calls { get; init; }

    /// <summary>Calls of the window that took longer than the latency threshold of the objective; 0 without one.</summary>
    public long SlowCalls { get; init; }

    /// <summary>Good and bad requests of the window that called it.</summary>
    public SloEventCounts Requests { get; init; }

    /// <summary>Good and bad requests of the window during which it failed or was slow.</summary>
    public SloEventCounts TroubledRequests { get; init; }

    /// <summary>The same since the process began to count.</summary>
    public SloEventCounts TotalTroubledRequests { get; init; }

    /// <summary>The share of the bad requests during which it failed or was slow; null without bad requests.</summary>
    public double? BadRatio { get; init; }

    /// <summary>The same of the good requests; null without good requests.</summary>
    public double? GoodRatio { get; init; }

    /// <summary>The chance that so many bad requests fall on its failures if they have nothing to do with them, times the number of
    /// dependencies that were compared; null if nothing was compared.</summary>
    public double? ChanceRatio { get; init; }

    /// <summary>Whether the objective burns because of it; false unless the verdict is
    /// <see cref="SloDependencyVerdict.Reporting"/>.</summary>
    public bool IsCause { get; init; }
}
