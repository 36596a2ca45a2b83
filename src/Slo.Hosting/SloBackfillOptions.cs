namespace Slo;

/// <summary>How the history of a new objective is read when the host starts, or when a reload adds it.</summary>
public sealed class SloBackfillOptions
{
    /// <summary>
    /// How long reading may take for all objectives of a start or of a reload together; those that it has not come to then begin without a
    /// history. Default 5 min; from 1 s to 1 h.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the start of the host waits for it. Beyond that it goes on beside the app; what is counted in between counts too. Default
    /// 5 s; from 0 to 5 min.
    /// </summary>
    public TimeSpan StartDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of CSV, how long a row was observed at most; null: until the next row where the file names its gaps, else the usual distance of two
    /// rows. Of Prometheus, how often the counters are read, by default each minute; not shorter than the scrape interval. In whole
    /// seconds, from 1 s to 31 d.
    /// </summary>
    public TimeSpan? Step { get; set; }

    /// <summary>
    /// Prepares the client that asks Prometheus, for example with a header for authentication. The time-out of an answer is 10 s, unless it
    /// sets another one. Redirects are not followed.
    /// </summary>
    public Action<HttpClient>? ConfigureClient { get; set; }
}
