using System.Globalization;

namespace Slo.Soak.Measuring;

/// <summary>The process at one instant. A row of samples.csv; sizes in bytes.</summary>
internal sealed record Sample
{
    internal const string Header =
        "seconds,collected,requests,rss,rss_anonymous,rss_files,rss_shared,heap,committed,gen2,large,history,groups,gen0_count,gen1_count,"
        + "gen2_count,handles,threads,pool_threads,slots,timers,methods,il_bytes,assemblies,transitions,version,measurements";

    internal required double Seconds { get; init; }

    /// <summary>Whether everything that could be collected was, right before.</summary>
    internal required bool IsCollected { get; init; }

    internal required long Requests { get; init; }

    internal required ResidentMemory Resident { get; init; }

    internal required long Heap { get; init; }

    internal required long Committed { get; init; }

    internal required long Gen2 { get; init; }

    internal required long Large { get; init; }

    /// <summary>What docs/operations.md says of the memory of an objective: it fills as time passes.</summary>
    internal required long History { get; init; }

    internal required int Groups { get; init; }

    internal required IReadOnlyList<int> Collections { get; init; }

    internal required int Handles { get; init; }

    internal required int Threads { get; init; }

    internal required int PoolThreads { get; init; }

    internal required int Slots { get; init; }

    internal required long Timers { get; init; }

    internal required long Methods { get; init; }

    internal required long IlBytes { get; init; }

    internal required int Assemblies { get; init; }

    internal required int Transitions { get; init; }

    internal required int Version { get; init; }

    internal required long Measurements { get; init; }

    internal string Row => string.Join(',', new object[]
    {
        Math.Round(Seconds, 1), IsCollected ? 1 : 0, Requests, Resident.Total, Resident.Anonymous, Resident.Files, Resident.Shared,
        Heap, Committed, Gen2, Large, History, Groups,
        Collections[0], Collections[1], Collections[2], Handles, Threads, PoolThreads, Slots,
        Timers, Methods, IlBytes, Assemblies, Transitions, Version, Measurements,
    }.Select(value => string.Format(CultureInfo.InvariantCulture, "{0}", value)));
}
