using System.Globalization;

namespace Slo.Tests.Crossing;

/// <summary>Whether the conditions of rules hold, by docs/math.md and docs/alerting.md, in exact fractions.</summary>
internal sealed class NaiveConditions(CrossingCase declared, NaiveStream stream)
{
    /// <summary>Of the normal distribution, for the confidences of the generator.</summary>
    private static readonly Dictionary<decimal, double> Quantiles = new()
    {
        [0.8m] = 0.8416212335729143,
        [0.95m] = 1.6448536269514722,
    };

    /// <summary>Whether a rule holds; null: the accuracy of the history lets it be either.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="status">The counts, which were checked before.</param>
    /// <param name="held">Whether it held at the evaluation before.</param>
    /// <param name="silent">For how long nothing was counted.</param>
    internal bool? Holds(CrossingRule rule, SloStatus status, bool held, TimeSpan silent) => rule.Kind switch
    {
        CrossingRuleKind.BudgetLeft => stream.PeriodUnits(status.Events) is { IsNone: false } units
            && (units.BadRatio / stream.Budget).CompareTo(1 - Exact(rule.Value)) > 0,
        CrossingRuleKind.Exhaustion => new NaiveForecast(declared, stream, status).EndsWithin(rule.LongWindow),
        CrossingRuleKind.Silence => silent >= rule.LongWindow,
        _ => Burns(rule, status, held),
    };

    internal static Rational Exact(decimal value) => Rational.Parse(value.ToString(CultureInfo.InvariantCulture));

    private bool? Burns(CrossingRule rule, SloStatus status, bool held)
    {
        SloEventCounts events = EventsOf(status, rule.LongWindow);
        if (events.Total < rule.MinimumEvents)
        {
            return held && events.Bad > 0;
        }

        if (events.Bad < rule.Settings.MinimumBadEvents)
        {
            return false;
        }

        var isLong = Reaches(rule, stream.Window(rule.LongWindow, events));
        var isShort = Reaches(rule, stream.Window(rule.ShortWindow, EventsOf(status, rule.ShortWindow)));
        return isLong == false || isShort == false ? false : isLong is null || isShort is null ? null : true;
    }

    private static SloEventCounts EventsOf(SloStatus status, TimeSpan window) => status.Windows.Single(one => one.Window == window).Events;

    private bool? Reaches(CrossingRule rule, NaiveUnits units)
    {
        if (units.IsNone || units.Bad.Numerator.IsZero)
        {
            return false;
        }

        Rational threshold = ThresholdOf(rule);
        var compared = units.BadRatio.CompareTo(threshold);
        return compared < 0 || (compared == 0 && rule.IsAbove) ? false
            : rule.Settings.Confidence is { } confidence ? IsCertain(units, threshold, Quantiles[confidence]) : true;
    }

    // The lower end of Wilson's interval, as the root of |p - ratio| = z sqrt(p (1 - p) / n) below the ratio. Unobserved time counts as
    // good events do.
    private static bool? IsCertain(NaiveUnits units, Rational threshold, double z)
    {
        var n = (units.All / units.Share).ToDouble();
        var p = units.BadRatio.ToDouble();
        var (a, b, c) = (1 + (z * z / n), (2 * p) + (z * z / n), p * p);
        var bound = (b - Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c)))) / (2 * a);
        var least = threshold.ToDouble();
        return Math.Abs(bound - least) < 1e-9 ? null : bound > least;
    }

    private Rational ThresholdOf(CrossingRule rule) => rule.Kind switch
    {
        CrossingRuleKind.ErrorRatio => Exact(rule.Value),
        CrossingRuleKind.Factor => Exact(rule.Value) * stream.Budget,
        _ => Exact(rule.Value) * new Rational(declared.Period.Ticks, rule.LongWindow.Ticks) * stream.Budget,
    };
}
