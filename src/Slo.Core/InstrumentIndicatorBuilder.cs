namespace Slo;

/// <summary>Declares which measurements of an instrument count, and which are bad. Default: all count, all are good.</summary>
/// <remarks>Not thread-safe. Errors are reported when the objective is built.</remarks>
/// <param name="meterName">The name of the meter, for example <c>Npgsql</c>.</param>
/// <param name="instrumentName">The name of the instrument, for example <c>db.client.operation.duration</c>.</param>
public sealed class InstrumentIndicatorBuilder(string meterName, string instrumentName)
{
    private readonly List<TagFilter> _where = [];
    private readonly List<TagFilter> _badWhen = [];
    private readonly List<TagFilter> _ignoreWhen = [];
    private readonly List<TagFilter> _cancelledWhen = [];
    private readonly List<SloFinding> _findings = [];
    private string? _badInstrumentName;
    private bool _isBadIncluded;
    private TimeSpan? _timeout;
    private double? _atMost;
    private double? _atLeast;

    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>Counts only measurements with this tag; if called several times, all conditions must match.</summary>
    /// <param name="key">The tag's key.</param>
    /// <param name="pattern">See <see cref="TagFilter"/>.</param>
    public InstrumentIndicatorBuilder Where(string key, string pattern) => Add(_where, key, pattern);

    /// <summary>Makes measurements with this tag bad; if called several times, one matching condition is enough.</summary>
    /// <param name="key">The tag's key.</param>
    /// <param name="pattern">See <see cref="TagFilter"/>; default: the tag is present, as <c>error.type</c> on failures.</param>
    public InstrumentIndicatorBuilder BadWhen(string key, string pattern = "*") => Add(_badWhen, key, pattern);

    /// <summary>Ignores measurements with this tag.</summary>
    /// <param name="key">The tag's key.</param>
    /// <param name="pattern">See <see cref="TagFilter"/>.</param>
    public InstrumentIndicatorBuilder IgnoreWhen(string key, string pattern = "*") => Add(_ignoreWhen, key, pattern);

    /// <summary>
    /// States which measurements the caller cancelled. They are ignored, because the dependency did not fail; but they are bad if they were
    /// later than the latency threshold or than <see cref="Timeout"/>. Comes after <see cref="IgnoreWhen"/> and before
    /// <see cref="BadWhen"/>.
    /// </summary>
    /// <param name="key">The tag's key.</param>
    /// <param name="pattern">See <see cref="TagFilter"/>, for example <c>*CanceledException</c>.</param>
    public InstrumentIndicatorBuilder CancelledWhen(string key, string pattern) => Add(_cancelledWhen, key, pattern);

    /// <summary>States when the caller's time-out cancels, for instruments that do not distinguish a time-out from a
    /// cancellation.</summary>
    /// <param name="timeout">What is cancelled after 95 % of this time or later is bad: an instrument may begin to measure after the
    /// time-out began.</param>
    public InstrumentIndicatorBuilder Timeout(TimeSpan timeout)
    {
        _timeout = timeout;
        return this;
    }

    /// <summary>
    /// Counts the events of a second instrument of the same meter as bad, for a pair of counters of successes and failures.
    /// </summary>
    /// <param name="instrument">The name of the instrument that counts failures.</param>
    /// <param name="isIncluded">Whether the first instrument measures failures too, as attempts: then each makes one of its events bad
    /// instead of good.</param>
    public InstrumentIndicatorBuilder BadFrom(string instrument, bool isIncluded = false)
    {
        _isBadIncluded = isIncluded;
        _badInstrumentName = instrument;
        return this;
    }

    /// <summary>
    /// Makes values above a limit bad: the age of a queue, a lag, a length. For durations prefer <c>FasterThan</c>, which considers the
    /// unit.
    /// </summary>
    /// <param name="limit">In the unit of the instrument; a value exactly at the limit is good.</param>
    public InstrumentIndicatorBuilder AtMost(double limit)
    {
        _atMost = limit;
        return this;
    }

    /// <summary>Makes values below a limit bad: workers alive, free space.</summary>
    /// <param name="limit">In the unit of the instrument; a value exactly at the limit is good.</param>
    public InstrumentIndicatorBuilder AtLeast(double limit)
    {
        _atLeast = limit;
        return this;
    }

    internal InstrumentIndicatorBuilder Refuse(SloFinding finding)
    {
        _findings.Add(finding);
        return this;
    }

    internal InstrumentIndicator Build()
    {
        if (string.IsNullOrWhiteSpace(meterName) || string.IsNullOrWhiteSpace(instrumentName))
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.Missing,
                $"instrument '{meterName}'/'{instrumentName}': needs the name of a meter and of an instrument, for example Npgsql "
                + "and db.client.operation.duration", "instrument"));
        }

        if (_atMost is { } most && !double.IsFinite(most) || _atLeast is { } least && !double.IsFinite(least) || _atLeast > _atMost)
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.OutOfRange,
                FormattableString.Invariant($"instrument {instrumentName}: limits at least {_atLeast} and at most {_atMost} ")
                + "must be numbers, the first not above the second", "instrument"));
        }

        if (_timeout is { } timeout && (timeout <= TimeSpan.Zero || _cancelledWhen.Count == 0))
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.OutOfRange,
                $"instrument {instrumentName}: the time-out {SloDuration.Format(timeout)} must be above zero, and goes with CancelledWhen",
                "instrument"));
        }

        return new InstrumentIndicator(
            meterName, instrumentName, _badInstrumentName, _isBadIncluded, _where.AsReadOnly(), _badWhen.AsReadOnly(),
            _ignoreWhen.AsReadOnly(), _cancelledWhen.AsReadOnly(), _timeout, _atMost, _atLeast);
    }

    private InstrumentIndicatorBuilder Add(List<TagFilter> to, string key, string pattern)
    {
        if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(pattern))
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.Missing,
                $"instrument {instrumentName}: the tag condition '{key}' = '{pattern}' needs a key and a pattern (* for any value)",
                "instrument"));
        }

        to.Add(new TagFilter(key, pattern));
        return this;
    }
}
