using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Crossing;

/// <summary>Random declarations.</summary>
public static class CrossingCases
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly (TimeSpan Period, CalendarUnit? Unit)[] Periods =
    [
        (Hour, null), (6 * Hour, null), (TimeSpan.FromDays(1), null), (TimeSpan.FromDays(7), null), (TimeSpan.FromDays(30), null),
        (TimeSpan.FromDays(1), CalendarUnit.Day), (TimeSpan.FromDays(1), CalendarUnit.Day), (TimeSpan.FromDays(7), CalendarUnit.Week),
        (TimeSpan.FromDays(30), CalendarUnit.Month),
    ];

    // Each a little before a period ends there, or the clocks change: in Beirut at midnight.
    private static readonly (string Zone, DateTimeOffset Start)[] Zones =
    [
        ("UTC", Utc(5, 31, 23)), ("UTC", Utc(3, 28, 12)), ("Europe/Berlin", Utc(3, 28, 22)), ("Europe/Berlin", Utc(10, 24, 21)),
        ("Asia/Kolkata", Utc(5, 31, 17)), ("Australia/Lord_Howe", Utc(4, 4, 12)), ("Asia/Beirut", Utc(3, 28, 20)),
        ("America/New_York", Utc(11, 1, 3)),
    ];

    private static readonly Gen<TimeSpan> Intervals = Gen.Elements(400, 1_000, 1_000, 7_300, 10_000, 15_000, 60_000, 300_000, 1_700_000)
        .Select(value => TimeSpan.FromMilliseconds(value));

    // On a slice as often as not.
    private static readonly Gen<TimeSpan> Phases = Gen.Frequency(
        (3, Gen.Constant(TimeSpan.Zero)), (2, Gen.Choose(0, 3_599).Select(value => TimeSpan.FromSeconds(value))),
        (3, Gen.Choose(0, 3_599_999).Select(value => TimeSpan.FromMilliseconds(value))));

    private static readonly Gen<CrossingCase> Cases =
        from period in Gen.Elements(Periods)
        from zone in Gen.Elements(Zones)
        from phase in Phases
        from method in Gen.Elements(Enum.GetValues<BudgetingMethodKind>())
        from target in Gen.Elements(0.5m, 0.9m, 0.95m, 0.99m, 0.999m)
        from reading in Gen.Elements(Enum.GetValues<UnobservedTime>())
        from interval in Intervals
        from isTicker in Gen.Elements(true, false)
        from isCompact in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from groups in Gen.Elements(0, 2, 2, 10)
        from perGroup in Gen.Elements(true, false)
        from slice in SlicesOf(method, period.Period, period.Unit, isCompact || (groups > 0 && perGroup))
        from rules in CrossingRules.Of(period.Period, target, slice)
        select new CrossingCase
        {
            Method = method,
            Slice = slice,
            Period = period.Period,
            Unit = period.Unit,
            Zone = period.Unit is null ? "UTC" : zone.Zone,
            Start = zone.Start + phase,
            Target = target,
            Reading = reading,
            Interval = interval,
            IsTicker = isTicker,
            IsCompact = isCompact,
            Groups = groups,
            AlertPerGroup = groups > 0 && perGroup,
            Rules = rules,
        };

    public static Arbitrary<CrossingCase> Declarations() => Arb.From(Cases, Simpler);

    public static Arbitrary<CrossingBeat[]> Scripts() => CrossingBeats.Scripts();

    // Where the past is kept in slices that are a multiple of these, so that it answers exactly.
    private static Gen<TimeSpan> SlicesOf(BudgetingMethodKind method, TimeSpan period, CalendarUnit? unit, bool isCompact) =>
        method == BudgetingMethodKind.Occurrences ? Gen.Constant(TimeSpan.Zero)
        : isCompact || (unit is null && period.TotalDays > 7) ? Gen.Constant(Hour)
        : Gen.Elements(1, 1, 5, 10, 60).Select(minutes => TimeSpan.FromMinutes(minutes));

    private static IEnumerable<CrossingCase> Simpler(CrossingCase declared)
    {
        for (var i = 0; i < declared.Rules.Count; i++)
        {
            yield return declared with { Rules = [.. declared.Rules.Where((_, at) => at != i)] };
        }

        if (declared.Groups > 0)
        {
            yield return declared with { Groups = 0, AlertPerGroup = false };
        }

        if (declared.AlertPerGroup)
        {
            yield return declared with { AlertPerGroup = false };
        }

        if (declared.IsTicker)
        {
            yield return declared with { IsTicker = false };
        }
    }

    private static DateTimeOffset Utc(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);
}
