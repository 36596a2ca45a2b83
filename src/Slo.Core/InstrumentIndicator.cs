using System.Globalization;

namespace Slo;

/// <summary>
/// The measurements of a <see cref="System.Diagnostics.Metrics"/> instrument in this process are the events. Read by Slo.Hosting.
/// </summary>
/// <remarks>
/// A histogram: each measurement is one event. A counter: an increment of n is n events. A gauge or an up-down counter (observable
/// or not): each sample, once per evaluation interval, is one event. An observable counter: its growth since the last sample.
/// </remarks>
public sealed record InstrumentIndicator : SloIndicator
{
    internal InstrumentIndicator(
        string meterName, string instrumentName, string? badInstrumentName, bool isBadIncluded, IReadOnlyList<TagFilter> where,
        IReadOnlyList<TagFilter> badWhen, IReadOnlyList<TagFilter> ignoreWhen, IReadOnlyList<TagFilter> cancelledWhen, TimeSpan? timeout,
        double? atMost, double? atLeast)
    {
        MeterName = meterName;
        InstrumentName = instrumentName;
        BadInstrumentName = badInstrumentName;
        IsBadIncluded = isBadIncluded;
        Where = where;
        BadWhen = badWhen;
        IgnoreWhen = ignoreWhen;
        CancelledWhen = cancelledWhen;
        Timeout = timeout;
        AtMost = atMost;
        AtLeast = atLeast;
    }

    /// <summary>The name of the meter.</summary>
    public string MeterName { get; }

    /// <summary>The name of the instrument.</summary>
    public string InstrumentName { get; }

    /// <summary>The instrument of the same meter whose events are all bad, or null.</summary>
    public string? BadInstrumentName { get; }

    /// <summary>Whether the events of <see cref="BadInstrumentName"/> are also in the first instrument.</summary>
    public bool IsBadIncluded { get; }

    /// <summary>A measurement counts if it matches all of these.</summary>
    public IReadOnlyList<TagFilter> Where { get; }

    /// <summary>A measurement that matches any of these is bad.</summary>
    public IReadOnlyList<TagFilter> BadWhen { get; }

    /// <summary>A measurement that matches any of these is ignored.</summary>
    public IReadOnlyList<TagFilter> IgnoreWhen { get; }

    /// <summary>
    /// A measurement that matches any of these was cancelled by the caller: ignored, or bad if it was later than the latency threshold or
    /// <see cref="Timeout"/>.
    /// </summary>
    public IReadOnlyList<TagFilter> CancelledWhen { get; }

    /// <summary>What is cancelled after this time has timed out; null: not known.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>A value above this is bad, in the instrument's unit; null: no limit.</summary>
    public double? AtMost { get; }

    /// <summary>A value below this is bad, in the instrument's unit; null: no limit.</summary>
    public double? AtLeast { get; }

    /// <inheritdoc/>
    public override string Describe() =>
        $"measurements of {MeterName}/{InstrumentName}"
        + (Where.Count == 0 ? "" : $" where {string.Join(" and ", Where.Select(filter => $"{filter.Key}={filter.Pattern}"))}");

    /// <inheritdoc/>
    protected internal override string Identity => string.Join('\n',
    [
        "instrument", MeterName, InstrumentName, BadInstrumentName ?? "", IsBadIncluded ? "included" : "",
        string.Create(CultureInfo.InvariantCulture, $"{AtMost:R} {AtLeast:R} {Timeout?.Ticks}"),
        .. Texts("where", Where), .. Texts("bad", BadWhen), .. Texts("ignore", IgnoreWhen), .. Texts("cancelled", CancelledWhen),
    ]);

    private static IEnumerable<string> Texts(string list, IReadOnlyList<TagFilter> filters) =>
        filters.Select(filter => $"{list} {filter.Key}={filter.Pattern}");

    /// <summary>Whether both give the same measurements the same outcomes.</summary>
    /// <param name="other">The other indicator.</param>
    public bool Equals(InstrumentIndicator? other) => other is not null
        && MeterName == other.MeterName && InstrumentName == other.InstrumentName && BadInstrumentName == other.BadInstrumentName
        && IsBadIncluded == other.IsBadIncluded && AtMost == other.AtMost && AtLeast == other.AtLeast && Timeout == other.Timeout
        && Where.SequenceEqual(other.Where) && BadWhen.SequenceEqual(other.BadWhen) && IgnoreWhen.SequenceEqual(other.IgnoreWhen)
        && CancelledWhen.SequenceEqual(other.CancelledWhen);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MeterName, InstrumentName, BadInstrumentName, AtMost, AtLeast);
}
