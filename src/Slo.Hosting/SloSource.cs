using Slo.Hosting.Configuration;

namespace Slo;

/// <summary>
/// A system that counts the events already. The host reads them at an interval: the good events and the total of every objective whose
/// <see cref="QueryIndicator"/> names the source. Derive from it to read a system of your own, and override <see cref="ReadAsync"/>. A
/// source that blocks delays neither the evaluation nor other sources. Time for which it returns no events was not observed
/// (docs/queries.md).
/// </summary>
/// <remarks>The settings are read at start together with the objectives, and at each reload: on reload a new instance replaces the old one.
/// <see cref="ReadAsync"/> is called for several objectives concurrently.</remarks>
public abstract class SloSource
{
    /// <summary>The name of the data source, by which <see cref="QueryIndicator.DataSource"/> finds it, unique without regard to case; 1 to
    /// 63 letters, digits, '-', '_' and '.'. Set where the source is added.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The kind of queries that it answers: <see cref="QueryIndicator.Source"/>, compared without case.</summary>
    public abstract string Kind { get; }

    /// <summary>The interval at which it is read. Default 1 min; from 1 s to 1 h.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The start and the end of each request are multiples of this. Default 1 min; from 1 s to 1 h, in whole seconds.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its end a step has all of its events. What arrives later than that is not counted. Default 15 s; from 0 to
    /// 1 h.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one answer may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of the past is read at first, at most the period of the objective. Default 400 days; from 0.</summary>
    public TimeSpan Backfill { get; set; } = TimeSpan.FromDays(400);

    /// <summary>The maximum number of concurrent calls of <see cref="ReadAsync"/>. Default 4; from 1 to 64.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Sources";

    /// <summary>
    /// Reads the events of a range of time, as steps in any order. Time without a step was not observed. Steps that are outside of the
    /// range, or overlap another step, are ignored.
    /// </summary>
    /// <param name="request">The objective and the range.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="Timeout"/> and when the host stops.</param>
    /// <exception cref="SloSourceException">The source cannot be read; the reason is shown. Of other exceptions, only the type is
    /// shown.</exception>
    public abstract Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind})";

    /// <summary>Returns why queries cannot be read as events, and the remedy; null (the default): they can.</summary>
    /// <param name="queries">The queries of an objective.</param>
    protected internal virtual string? GetRefusal(QueryIndicator queries) => null;

    /// <summary>Returns the end of the first part of a range that is too long for one call. Default: after a day.</summary>
    /// <param name="from">The start of the range.</param>
    /// <param name="until">The end of the range.</param>
    /// <returns>A time after the start and not after the end, at a multiple of <see cref="Step"/>.</returns>
    protected internal virtual DateTimeOffset GetEndOfPart(DateTimeOffset from, DateTimeOffset until) =>
        until - from > TimeSpan.FromDays(1) ? from.AddDays(1) : until;

    /// <summary>Adds the settings with which the source can be configured. Overrides call the base method and add their own.</summary>
    /// <param name="settings">The list of settings.</param>
    protected internal virtual void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Duration(nameof(Interval), Interval, value => Interval = value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        settings.Duration(nameof(Step), Step, value => Step = value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        settings.Duration(nameof(Delay), Delay, value => Delay = value, TimeSpan.Zero, TimeSpan.FromHours(1));
        settings.Duration(nameof(Timeout), Timeout, value => Timeout = value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        settings.Duration(nameof(Backfill), Backfill, value => Backfill = value, TimeSpan.Zero, TimeSpan.FromDays(400));
        settings.Number(nameof(Concurrency), Concurrency, value => Concurrency = value, 1, 64);
    }

    /// <summary>Returns the errors of the settings besides their ranges, each as <c>Key: problem; remedy</c>, without secrets. Overrides
    /// begin with those of the base method.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => Step.Ticks % TimeSpan.TicksPerSecond == 0
        ? [] : [$"{nameof(Step)} '{SloDuration.Format(Step)}': must be in whole seconds, for example 1m"];

    internal IReadOnlyList<Setting> Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings.All;
    }
}
