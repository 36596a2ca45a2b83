namespace Slo.Soak.App;

/// <summary>Asks the API and the health checks, and reads statuses in the process, as dashboards and probes do.</summary>
/// <param name="app">Where the app is.</param>
/// <param name="registry">The app's.</param>
internal sealed class Readers(Uri app, SloRegistry registry) : IDisposable
{
    private static readonly string[] Paths =
    [
        "/slo/api/v1/slos",
        "/slo/api/v1/slos/all-availability",
        "/slo/api/v1/slos/read-alerting-1/series?step=1s",
        "/slo/api/v1/slos/all-by-route/groups",
        "/slo/api/v1/slos/read-alerting-1/alerts",
        "/slo/api/v1/alerts",
        "/health",
    ];

    private readonly HttpClient _client = new() { BaseAddress = app };
    private int _next;

    /// <summary>Calls that were answered; each is an event of the objective on the client's instrument.</summary>
    internal long Calls { get; private set; }

    /// <summary>Answers that were no success.</summary>
    internal long Refused { get; private set; }

    public void Dispose() => _client.Dispose();

    internal async Task AskAsync()
    {
        using HttpResponseMessage response = await _client.GetAsync(Paths[_next++ % Paths.Length]);
        await response.Content.ReadAsByteArrayAsync();
        Calls++;
        Refused += response.IsSuccessStatusCode ? 0 : 1;
        foreach (SloTracker tracker in registry.Trackers)
        {
            _ = tracker.Status.Alert.Rules;
            _ = tracker.GetStatus().TimeToExhaustion;
        }
    }
}
