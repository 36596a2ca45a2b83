namespace Slo.Hosting.Fleet;

/// <summary>Whether enough of a fleet reports to raise an alert.</summary>
internal static class FleetQuorum
{
    /// <param name="instances">Those that report, or did so within the last minutes.</param>
    /// <param name="until">Up to when the counts must be known of an instance that reports.</param>
    /// <param name="options">How many are enough.</param>
    internal static bool IsPartial(IReadOnlyList<SloFleetInstance> instances, DateTimeOffset until, SloFleetOptions options)
    {
        SloFleetInstance[] reporting = [.. instances.Where(instance => instance.PublishedUntil >= until)];
        if (reporting.Length < options.MinimumInstances)
        {
            return true;
        }

        // Without traffic each instance counts alike.
        double all = instances.Sum(instance => instance.Events);
        var share = all > 0 ? reporting.Sum(instance => instance.Events) / all : reporting.Length / (double)Math.Max(1, instances.Count);
        return share < options.MinimumTrafficRatio;
    }
}
