using System.Runtime.CompilerServices;

namespace Slo.Windows;

/// <summary>
/// Where "now" is on a line that never goes back: the position, in ticks of 100 ns since 1970 UTC, moves with the monotonic clock.
/// The wall clock only moves it forward: after a suspension or a forward step the unmeasured time is a gap.
/// A wall clock that went back changes nothing but what is shown. So windows neither freeze nor count twice.
/// </summary>
internal sealed class Timeline
{
    // A step, not drift: smaller differences are taken up silently, a tick at a time.
    private const long StepTicks = 5 * TimeSpan.TicksPerSecond;

    /// <summary>Intervals without a move after which the process has stood still.</summary>
    internal const int MostIntervals = 5;

    // The frequency of the system's clock on Linux and macOS. A division by a constant costs a tenth of one by a variable.
    private const long NanosecondsPerSecond = TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;

    private readonly TimeProvider _time;
    private readonly long _frequency;

    // Swapped as one object, so that a reader on another thread never mixes two anchors.
    private volatile Anchor _anchor;
    private long _lead;
    private long _last;

    internal Timeline(TimeProvider time)
    {
        _time = time;
        _frequency = time.TimestampFrequency;
        _anchor = new Anchor(time.GetTimestamp(), WallTicks());
        Origin = _anchor.Position;
        _last = Origin;
    }

    /// <summary>The position at which observation began.</summary>
    internal long Origin { get; }

    /// <summary>The current position. Any thread; costs one clock read.</summary>
    internal long Now => _anchor.PositionAt(_time.GetTimestamp(), _frequency);

    /// <summary>The position of a UTC instant, by the clock as it is set now.</summary>
    internal long PositionOf(DateTimeOffset instant) => instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - Volatile.Read(ref _lead);

    /// <summary>The UTC instant of a position, by the clock as it is set now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DateTimeOffset InstantOf(long position) =>
        new(Math.Clamp(position + Volatile.Read(ref _lead) + DateTimeOffset.UnixEpoch.UtcTicks, 0, DateTimeOffset.MaxValue.UtcTicks),
            TimeSpan.Zero);

    /// <summary>
    /// The same without the drift of the clock, for what is aligned: a step of a chart stays on its second, whatever the microseconds.
    /// </summary>
    internal long AlignedPositionOf(DateTimeOffset instant) => PositionOf(instant) + Drift;

    /// <summary>The UTC instant of an aligned position.</summary>
    internal DateTimeOffset AlignedInstantOf(long position) => InstantOf(position - Drift);

    // What the lead has beyond whole seconds.
    private long Drift
    {
        get
        {
            var lead = Volatile.Read(ref _lead);
            return lead - ((lead - (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        }
    }

    /// <summary>
    /// Continues after a position of another process. If the wall clock is not there yet, because it was set back in between, the
    /// timeline leads. One thread at a time, with <see cref="Advance"/>.
    /// </summary>
    internal void ContinueFrom(long position)
    {
        var timestamp = _time.GetTimestamp();
        if (_anchor.PositionAt(timestamp, _frequency) < position)
        {
            _anchor = new Anchor(timestamp, position);
            Volatile.Write(ref _lead, WallTicks() - position);
            _last = position;
        }
    }

    /// <summary>Moves on to now. One thread at a time.</summary>
    /// <param name="interval">How often, in ticks; 0: at no interval. If nothing moved it for much longer, the process stood still, and all
    /// but the first interval of that time is a gap.</param>
    /// <param name="ran">A position at which the process ran.</param>
    internal TimelineStep Advance(long interval = 0, long ran = 0)
    {
        TimelineStep step = Move();
        var last = _last;
        _last = step.To;
        return interval > 0 && step.ObservedUntil - last > Math.Max(StepTicks, MostIntervals * interval)
            ? step with { ObservedUntil = Math.Max(last + interval, Math.Min(ran, step.ObservedUntil)) }
            : step;
    }

    private TimelineStep Move()
    {
        var timestamp = _time.GetTimestamp();
        var observed = _anchor.PositionAt(timestamp, _frequency);
        var lead = WallTicks() - observed;
        var step = lead - _lead;
        if (lead <= 0)
        {
            Volatile.Write(ref _lead, lead);
            return new TimelineStep(observed, observed,
                step < -StepTicks ? ClockStep.Back : step > StepTicks ? ClockStep.Forward : ClockStep.None);
        }

        _anchor = new Anchor(timestamp, observed + lead);
        Volatile.Write(ref _lead, 0);
        return step > StepTicks
            ? new TimelineStep(observed, observed + lead, ClockStep.Forward)
            : new TimelineStep(observed + lead, observed + lead, ClockStep.None);
    }

    private long WallTicks() => _time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    private sealed record Anchor(long Timestamp, long Position)
    {
        internal long PositionAt(long timestamp, long frequency)
        {
            var elapsed = Math.Max(0, timestamp - Timestamp);
            if (frequency == NanosecondsPerSecond)
            {
                return Position + (elapsed / TimeSpan.NanosecondsPerTick);
            }

            // In two parts, because a year of timestamps times ten million may not fit a long.
            var seconds = elapsed / frequency;
            return Position + (seconds * TimeSpan.TicksPerSecond)
                + ((elapsed - (seconds * frequency)) * TimeSpan.TicksPerSecond / frequency);
        }
    }
}
