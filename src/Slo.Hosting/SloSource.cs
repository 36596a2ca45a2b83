using Slo.Hosting.Configuration;

namespace Slo;

/// <summary>
/// A system that has the events already, and is asked for them at an interval: the good and the total of every objective whose
/// <see cref="QueryIndicator"/> names it. Derive from it for a system of your own, and say in <see cref="ReadAsync"/> how it is asked.
/// Whatever it does, it delays neither the evaluation nor other sources, and what it does not answer is time that was not observed
/// (docs/queries.md).
/// </summary>
/// <remarks>Its settings are read at start together with the objectives, and at each reload: on reload a new instance takes the place of
/// the old one. <see cref="ReadAsync"/> is called for several objectives at once.</remarks>
public abstract class SloSource
{
    /// <summary>The name of the data source, by which <see cref="QueryIndicator.DataSource"/> finds it, unique whatever the case; 1 to 63
    /// letters, digits, '-', '_' and '.'. Set where the source is added.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The kind of queries that it answers: <see cref="QueryIndicator.Source"/>, compared without case.</summary>
    public abstract string Kind { get; }

    /// <summary>How often it is asked. Default 1 min; from 1 s to 1 h.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What it is asked for begins and ends at multiples of this. Default 1 min; from 1 s to 1 h, in whole seconds.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its end a step has all of its events. What arrives later than that is not counted. Default 15 s; from 0 to
    /// 1 h.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one answer may take. Default 10 s; from 100 ms to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How much of the past is read at first, at most: what is older than the period of the objective never is. Default 400 days;
    /// from 0.</summary>
    public TimeSpan Backfill { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How many objectives are asked for at once. Default 4; from 1 to 64.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; set; } = "Sources";

    /// <summary>
    /// Reads the events of a stretch of time: the steps of which something is known, in any order. Time in no step was not observed. Steps
    /// that are not within the stretch, or overlap another one, are left out.
    /// </summary>
    /// <param name="request">Which events.</param>
    /// <param name="cancellationToken">Cancelled when <see cref="Timeout"/> is over and when the host stops.</param>
    /// <exception cref="SloSourceException">It cannot be read; the reason is shown. Of any other exception only the type is.</exception>
    public abstract Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind})";

    /// <summary>Why these queries cannot be read as events, and what to write instead; null (the default): they can.</summary>
    /// <param name="queries">The queries of an objective.</param>
    protected internal virtual string? GetRefusal(QueryIndicator queries) => null;

    /// <summary>Where the first part of a stretch ends, of a stretch that is too long to be read at once. Default: after a day.</summary>
    /// <param name="from">The start of the stretch.</param>
    /// <param name="until">Its end.</param>
    /// <returns>After the start, not after the end, at a multiple of <see cref="Step"/>.</returns>
    protected internal virtual DateTimeOffset GetEndOfPart(DateTimeOffset from, DateTimeOffset until) =>
        until - from > TimeSpan.FromDays(1) ? from.AddDays(1) : until;

    /// <summary>Lists the settings by which the source can be configured. Overrides call the base and add their own.</summary>
    /// <param name="settings">Where to list them.</param>
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

    /// <summary>What is wrong with the settings besides their bounds, each as <c>Key: what, and what to write instead</c>, without
    /// secrets. Overrides begin with those of the base.</summary>
    protected internal virtual IEnumerable<string> GetFaults() => Step.Ticks % TimeSpan.TicksPerSecond == 0
        ? [] : [$"{nameof(Step)} '{SloDuration.Format(Step)}': must be in whole seconds, for example 1m"];

    internal IReadOnlyList<Setting> Settings()
    {
        SloSettings settings = new();
        DescribeSettings(settings);
        return settings.All;
    }
}
