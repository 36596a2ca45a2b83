using Slo.Recording;
using Slo.Windows;

namespace Slo.Attribution;

/// <summary>
/// The bad events of one objective, by their properties. Memory is made by the first one; good events never come here.
/// </summary>
/// <remarks>
/// The lock is only tried: if another thread holds it, the event is counted, and its properties are not kept. So recording never waits.
/// Nothing but copying runs under it.
/// </remarks>
/// <param name="timeline">The positions.</param>
/// <param name="isCompact">Whether fewer events are kept (<see cref="SloObjective.IsCompact"/>).</param>
internal sealed class BadEvents(Timeline timeline, bool isCompact = false)
{
    private readonly Lock _gate = new();
    private readonly SharedCounter _missed = new();
    private SampleLadder? _ladder;
    private ValueTable[] _tables = [];
    private long _takenOver;

    /// <summary>The position from which on bad events are kept.</summary>
    internal long Since { get; } = timeline.Now;

    /// <summary>The bytes held, at most; see docs/insight.md.</summary>
    internal long AllocatedBytes
    {
        get
        {
            lock (_gate)
            {
                return (_ladder?.AllocatedBytes ?? 0) + _tables.Sum(table => table.AllocatedBytes);
            }
        }
    }

    /// <summary>Books a bad event. Never throws, never waits; allocates only for values and stretches of time that are new.</summary>
    /// <param name="event">Its properties.</param>
    /// <param name="reason">Why it is bad.</param>
    /// <param name="milliseconds">Its duration; negative: not measured.</param>
    internal void Record(in SloEvent @event, string? reason, float milliseconds)
    {
        (Correlation Value, byte RequestId) correlation = Correlation.Of(@event);
        var now = timeline.Now;
        if (!_gate.TryEnter())
        {
            _missed.Increment();
            return;
        }

        try
        {
            Keep(@event, reason, milliseconds, correlation, now);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Gives all memory back when no event is kept any more: without a new bad event nothing else would.</summary>
    internal void Release(long now)
    {
        // An event that is being recorded is a reason to keep it.
        if (_ladder is null || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (_ladder?.IsOver(now) == true)
            {
                (_ladder, _tables, _takenOver) = (null, [], _missed.Count);
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>A copy of all that is kept.</summary>
    internal BadEventsCopy Copy()
    {
        lock (_gate)
        {
            if (_ladder is null)
            {
                return BadEventsCopy.Empty;
            }

            TakeMissed(_ladder.Buckets[^1]);
            return new(
                [.. _ladder.Buckets.Select(bucket => new BucketCopy(bucket.Start, bucket.End, bucket.Count, bucket.Events.ToArray()))],
                [.. _tables.Select(table => table.Copy())], [.. _tables.Select(table => table.Count)]);
        }
    }

    private void Keep(in SloEvent @event, string? reason, float milliseconds, (Correlation Value, byte RequestId) correlation, long now)
    {
        SampleLadder ladder = _ladder ?? Make();
        if (ladder.IsNew(now))
        {
            ladder.Begin(now);
            FreeValues(ladder);
        }

        ValueSet values = Number(@event, reason, now);
        (SampleBucket bucket, var place) = ladder.Add();
        TakeMissed(bucket);
        if (place >= 0)
        {
            var offset = (uint)(Math.Max(0, now - bucket.Start) / TimeSpan.TicksPerMillisecond);
            bucket.Set(place, new BadEvent(
                values.With(ValueSet.Dimensions, correlation.RequestId), offset, milliseconds, correlation.Value));
        }
    }

    private ValueSet Number(in SloEvent @event, string? reason, long now)
    {
        ValueTable[] tables = _tables;
        return new ValueSet(
            tables[(int)SloDimension.Reason].NumberOf(reason, now)
            | ((ulong)tables[(int)SloDimension.Operation].NumberOf(@event.Operation, now) << 8)
            | ((ulong)tables[(int)SloDimension.Dependency].NumberOf(@event.Dependency, now) << 16)
            | ((ulong)tables[(int)SloDimension.Cohort].NumberOf(@event.Cohort, now) << 24)
            | ((ulong)tables[(int)SloDimension.Instance].NumberOf(@event.Instance, now) << 32)
            | ((ulong)tables[(int)SloDimension.Caller].NumberOf(@event.Caller, now) << 40)
            | ((ulong)tables[(int)SloDimension.Group].NumberOf(@event.Group, now) << 48));
    }

    private SampleLadder Make()
    {
        _tables = [.. ValueTable.Limits.Select(limit => new ValueTable(limit))];
        return _ladder = new SampleLadder(isCompact);
    }

    private void TakeMissed(SampleBucket bucket)
    {
        var missed = _missed.Count;
        if (missed != _takenOver)
        {
            bucket.AddUnknown(missed - _takenOver);
            _takenOver = missed;
        }
    }

    // Values that nearly no event has make room, once for each new bucket: a flood of values does not keep the table full.
    private void FreeValues(SampleLadder ladder)
    {
        for (var dimension = 0; dimension < _tables.Length; dimension++)
        {
            if (!_tables[dimension].IsOverfull)
            {
                continue;
            }

            var uses = new int[256];
            var isFreed = new bool[256];
            foreach (SampleBucket bucket in ladder.Buckets)
            {
                foreach (BadEvent one in bucket.Events)
                {
                    uses[one.Values[dimension]]++;
                }
            }

            _tables[dimension].Free(uses, isFreed);
            Share(ladder, dimension, isFreed);
        }
    }

    private static void Share(SampleLadder ladder, int dimension, bool[] isFreed)
    {
        foreach (SampleBucket bucket in ladder.Buckets)
        {
            foreach (ref BadEvent one in bucket.Events)
            {
                if (isFreed[one.Values[dimension]])
                {
                    one = one with { Values = one.Values.With(dimension, ValueTable.Other) };
                }
            }
        }
    }
}
