using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Tests.Crossing;

/// <summary>Random scripts of a crossing.</summary>
internal static class CrossingBeats
{
    private static readonly Gen<(int Good, int Bad)> Any =
        from good in Gen.Frequency((2, Gen.Constant(0)), (4, Gen.Choose(0, 20)), (2, Gen.Choose(0, 10_000)))
        from bad in Gen.Frequency((4, Gen.Constant(0)), (3, Gen.Choose(0, 5)), (1, Gen.Choose(0, 10_000)))
        select (good, bad);

    // Exactly at a target or a threshold, if nothing else comes.
    private static readonly Gen<(int Good, int Bad)> Round = Gen.Elements((1, 1), (9, 1), (19, 1), (90, 10), (99, 1), (999, 1));

    private static readonly Gen<CrossingRecord> Record =
        from quarter in Gen.Choose(0, 4)
        from tenant in Gen.Choose(-1, 4)
        from events in Gen.Frequency((3, Any), (1, Round))
        select new CrossingRecord(quarter, tenant, events.Good, events.Bad);

    private static readonly Gen<IReadOnlyList<CrossingRecord>> Records =
        from count in Gen.Frequency((3, Gen.Constant(0)), (5, Gen.Constant(1)), (2, Gen.Choose(2, 4)))
        from records in Gen.ArrayOf(Record, count)
        select (IReadOnlyList<CrossingRecord>)[.. records.OrderBy(record => record.Quarter)];

    // No longer than the minutes of a compact history: a late tick is divided among slices.
    private static readonly Gen<TimeSpan> Times = Gen.OneOf(
        Gen.Choose(5_001, 120_000).Select(value => TimeSpan.FromMilliseconds(value)),
        Gen.Choose(1, 120).Select(value => TimeSpan.FromMinutes(value)),
        Gen.Choose(1, 18_000_000).Select(value => TimeSpan.FromMilliseconds(value)),
        Gen.Choose(1, 5).Select(value => TimeSpan.FromHours(value)));

    private static readonly Gen<CrossingBeat> One =
        from kind in Gen.Frequency(
            (12, Gen.Constant(CrossingBeatKind.Run)), (4, Gen.Constant(CrossingBeatKind.Late)), (1, Gen.Constant(CrossingBeatKind.Suspend)),
            (1, Gen.Constant(CrossingBeatKind.Restart)))
        from ticks in Gen.Choose(1, 4)
        from time in Times
        from records in Records
        select new CrossingBeat(kind, ticks, kind == CrossingBeatKind.Suspend ? time + TimeSpan.FromSeconds(6) : time, records);

    // With room for the gaps that are remembered.
    internal static Arbitrary<CrossingBeat[]> Scripts() => Arb.From(One.ArrayOf().Select(Bounded), script => Fewer.Of(script, Simpler));

    private static CrossingBeat[] Bounded(CrossingBeat[] script)
    {
        var gaps = 0;
        return [.. script.Where(beat => beat.Kind == CrossingBeatKind.Run || ++gaps <= 60)];
    }

    private static IEnumerable<CrossingBeat> Simpler(CrossingBeat beat)
    {
        if (beat.Events.Count > 0)
        {
            yield return beat with { Events = [.. beat.Events.Skip(1)] };
            yield return beat with { Events = [.. beat.Events.Select(one => one with { Quarter = 0 })] };
        }

        if (beat is { Kind: CrossingBeatKind.Run, Ticks: > 1 })
        {
            yield return beat with { Ticks = 1 };
        }
    }
}
