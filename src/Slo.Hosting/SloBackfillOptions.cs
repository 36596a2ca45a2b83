namespace Slo;

/// <summary>How the history of a new objective is read when the host starts, or when a reload adds it.</summary>
public sealed class SloBackfillOptions
{
    /// <summary>
    /// How long reading may take for all objectives of a start or of a reload together. Objectives that have not been read by then begin
    /// without a history. Default 5 min; from 1 s to 1 h.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the start of the host waits for the reading. After that it continues in the background, and events that the app counts in
    /// the meantime are included. Default 5 s; from 0 to 5 min.
    /// </summary>
    public TimeSpan StartDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of CSV, how long a row was observed at most; null: until the next row where the file names its gaps, else the usual distance of two
    /// rows. Of Prometheus, how often the counters are read, by default each minute; not shorter than the scrape interval. In whole
    /// seconds, from 1 s to 31 d.
    /// </summary>
    public TimeSpan? Step { get; set; }

    /// <summary>
    /// Configures the HTTP client for Prometheus, for example with a header for authentication. The default time-out is 10 s. Redirects are
    /// not followed.
    /// </summary>
    public Action<HttpClient>? ConfigureClient { get; set; }
}
