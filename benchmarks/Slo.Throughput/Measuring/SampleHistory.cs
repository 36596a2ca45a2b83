namespace Slo.Throughput.Measuring;

/// <summary>Gives objectives a past.</summary>
internal static class SampleHistory
{
    /// <summary>The kind of objective all measurements are about: 30 days, 99.9 %, the four default rules.</summary>
    internal static SloObjective Objective(string name, bool compact = false, TimeSpan? fasterThan = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder(name).TargetPercent(99.9m).Compact(compact);
        return (fasterThan is { } threshold ? builder.FasterThan(threshold) : builder).Build();
    }

    /// <summary>Lets a stretch of time pass, step by step, with traffic of which now and then some is bad.</summary>
    internal static void Drive(SloRegistry registry, DrivenTime time, TimeSpan length, TimeSpan step)
    {
        for (var i = 0; i < length / step; i++)
        {
            Traffic(registry, i);
            time.Advance(step);
            registry.Evaluate();
        }
    }

    /// <summary>A few events for every objective.</summary>
    internal static void Traffic(SloRegistry registry, int salt)
    {
        var at = salt;
        foreach (SloTracker tracker in registry.Trackers)
        {
            tracker.Record(1000 + (++at % 7), at % 5 == 0 ? 2 : 0);
        }
    }
}
