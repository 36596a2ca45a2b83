using Slo.Testing;

namespace Slo.Tests.History;

/// <summary>Files of stores with a history in them.</summary>
internal static class StateFiles
{
    internal static readonly DateTimeOffset Start = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs an app in a file: for each length these events; where there are none, it was not observed.</summary>
    internal static async Task WriteAsync(string path, SloObjective objective, IEnumerable<(TimeSpan Length, SloEventCounts? Events)> script, string set = "", TimeSpan after = default)
    {
        ManualTime time = new(Start + after);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective);
        foreach ((TimeSpan length, SloEventCounts? events) in script)
        {
            if (events is { } counts)
            {
                tracker.Record(counts.Good, counts.Bad);
                time.Advance(length);
            }
            else
            {
                registry.Evaluate();
                time.StepWall(length);
            }

            registry.Evaluate();
        }

        using SqliteSloStore store = new(path, time);
        await store.SaveAsync(set, new SloStoreBatch(registry.Capture()), CancellationToken.None);
    }

    /// <summary>So many minutes of traffic from <see cref="Start"/> on.</summary>
    internal static Task WriteAsync(string path, SloObjective objective, int minutes, string set = "") => WriteAsync(
        path, objective, Enumerable.Range(0, minutes).Select(minute => (TimeSpan.FromMinutes(1), (SloEventCounts?)new SloEventCounts(100 - (minute % 7), minute % 7))), set);
}
