using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Crossing;

/// <summary>Random rules that an objective may have, in its order: burn-rate rules first.</summary>
internal static class CrossingRules
{
    private static readonly (TimeSpan Long, TimeSpan Short)[] Windows =
    [
        (Minutes(10), Minutes(1)), (Minutes(30), Minutes(5)), (Minutes(60), Minutes(5)), (Minutes(60), Minutes(10)), (Minutes(60), Minutes(60)),
        (Minutes(360), Minutes(60)), (Minutes(360), Minutes(30)), (Minutes(1440), Minutes(120)), (Minutes(4320), Minutes(360)),
    ];

    private static readonly Gen<TimeSpan> Waits = Gen.Frequency(
        (3, Gen.Constant(TimeSpan.Zero)), (2, Gen.Choose(1, 30).Select(seconds => TimeSpan.FromSeconds(seconds))),
        (2, Gen.Choose(1, 90).Select(minutes => TimeSpan.FromMinutes(minutes))));

    private static readonly Gen<AlertRuleSettings> Settings =
        from hold in Waits
        from keep in Waits
        from cool in Waits
        select new AlertRuleSettings { Hold = hold, KeepFiring = keep, CoolDown = cool };

    internal static Gen<IReadOnlyList<CrossingRule>> Of(TimeSpan period, decimal target, TimeSpan slice) =>
        from count in Gen.Choose(0, 4)
        from rules in Gen.ArrayOf(Gen.OneOf(Burning(period, target, slice), Burning(period, target, slice), Other(period)), count)
        select (IReadOnlyList<CrossingRule>)
            [.. rules.DistinctBy(rule => (rule.Kind, rule.Severity, rule.LongWindow, rule.ShortWindow)).OrderByDescending(rule => rule.IsBurnRate)];

    private static Gen<CrossingRule> Burning(TimeSpan period, decimal target, TimeSpan slice) =>
        from kind in Gen.Elements(CrossingRuleKind.Factor, CrossingRuleKind.BudgetFraction, CrossingRuleKind.ErrorRatio)
        from windows in Gen.Elements(Windows.Where(one => one.Long <= period
            && (slice == TimeSpan.Zero || (one.Long.Ticks % slice.Ticks == 0 && one.Short.Ticks % slice.Ticks == 0))).ToArray())
        from value in ValueOf(kind, windows.Long / period, target)
        from severity in Gen.Elements(Enum.GetValues<AlertSeverity>())
        from isAbove in Gen.Elements(false, false, true)
        from events in Gen.Elements(0, 0, 0, 10, 1_000)
        from bad in Gen.Elements(0, 0, 0, 2, 20)
        from confidence in Gen.Elements<decimal?>(null, null, 0.8m, 0.95m)
        from settings in Settings
        select new CrossingRule(
            kind, severity, value, windows.Long, kind == CrossingRuleKind.ErrorRatio ? windows.Long : windows.Short, isAbove, events,
            settings with { MinimumBadEvents = bad, Confidence = confidence });

    // A rule that can never hold is refused.
    private static Gen<decimal> ValueOf(CrossingRuleKind kind, double share, decimal target) => kind switch
    {
        CrossingRuleKind.ErrorRatio => Gen.Elements(0.01m, 0.1m, 0.5m),
        CrossingRuleKind.Factor => Gen.Elements(((decimal[])[0.5m, 0.9333m, 1, 2, 6, 14.4m]).Where(factor => factor * (1 - target) < 1).ToArray()),
        _ => Gen.Elements(((decimal[])[0.00001m, 0.001m, 0.02m, 0.05m, 0.1m])
            .Where(fraction => fraction == 0.00001m || (double)(fraction * (1 - target)) < share).ToArray()),
    };

    private static Gen<CrossingRule> Other(TimeSpan period) =>
        from kind in Gen.Elements(CrossingRuleKind.BudgetLeft, CrossingRuleKind.Exhaustion, CrossingRuleKind.Silence)
        from severity in Gen.Elements(Enum.GetValues<AlertSeverity>())
        from value in Gen.Elements(0, 0.25m, 0.9m)
        from minutes in Gen.Elements(1, 10, 60, 360, 1_440, 20_000)
        from settings in Settings
        select new CrossingRule(
            kind, severity, value, Minutes(minutes) < period ? Minutes(minutes) : period, TimeSpan.Zero, false, 0, settings);

    private static TimeSpan Minutes(int value) => TimeSpan.FromMinutes(value);
}
