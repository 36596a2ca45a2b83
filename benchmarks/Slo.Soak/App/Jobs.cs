namespace Slo.Soak.App;

/// <summary>
/// Work that records by hand, with trackers held from the start, as services hold them that take theirs in the constructor.
/// </summary>
/// <param name="registry">The app's.</param>
internal sealed class Jobs(SloRegistry registry)
{
    // Four times as many as the objective keeps groups.
    private const int Customers = 200;

    private readonly SloTracker _imports = registry.Get(SoakObjectives.Imports);
    private readonly SloTracker _jobs = registry.Get(SoakObjectives.Jobs);
    private readonly SloTracker _restless = registry.Get(SettingsFile.Restless);
    private long _number;

    internal long Good { get; private set; }

    internal long Bad { get; private set; }

    internal Task WorkAsync()
    {
        var isGood = ++_number % 20 != 0;
        using (SloMeasurement job = _jobs.Start())
        {
            _imports.Record(isGood, $"customer-{_number % Customers}");
            _restless.Record(isGood);
            if (!isGood)
            {
                job.MarkBad();
            }
        }

        Good += isGood ? 1 : 0;
        Bad += isGood ? 0 : 1;
        return Task.CompletedTask;
    }
}
