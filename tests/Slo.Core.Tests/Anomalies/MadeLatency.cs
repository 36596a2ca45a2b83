using Slo.Anomalies;

namespace Slo.Tests.Anomalies;

/// <summary>
/// Streams of timed events in slices of five minutes, made from a seed: durations are log-normal, as multiples of the latency threshold.
/// In weeks 4 and 5 they are slower for an hour, by factors that leave nearly all of them below the threshold.
/// </summary>
/// <param name="Name">As docs/insight.md calls it.</param>
/// <param name="Volume">Events in a slice, by the hour since Monday.</param>
/// <param name="Median">The median of the durations, by the hour since Monday.</param>
/// <param name="Missing">The share of slices that are not observed.</param>
/// <param name="Noise">How much the median strays for some slices.</param>
/// <param name="BurstsADay">How often the volume is five times as high for half an hour.</param>
internal sealed record MadeLatency(
    string Name, Func<double, double> Volume, Func<double, double> Median, double Missing = 0, double Noise = 0, double BurstsADay = 0)
{
    private const int SlicesPerWeek = 2016;
    private const int Weeks = 5;
    private const double Spread = 0.4;
    private const double Usual = 0.15;

    private static readonly (double Factor, int Start, int Length)[] Faults =
    [
        (1.5, (3 * SlicesPerWeek) + 420, 12),
        (2, (4 * SlicesPerWeek) + 450, 12),
    ];

    internal static MadeLatency[] All { get; } =
    [
        new("steady, 600 events", _ => 600, _ => Usual),
        new("daily season of the volume, 50 to 1,000", hour => Day(hour, 50, 1000), _ => Usual),
        new("slower with the volume of the day", hour => Day(hour, 100, 1000), hour => Usual * Day(hour, 0.7, 1)),
        new("slower by day, not on weekends", hour => Day(hour, 100, 1000), hour => Usual * (hour >= 120 ? 0.7 : Day(hour, 0.7, 1))),
        new("bursts of volume", _ => 200, _ => Usual, BurstsADay: 2),
        new("small counts, 3 events", _ => 3, _ => Usual),
        new("a tenth of slices missing", hour => Day(hour, 100, 1000), _ => Usual, Missing: 0.1),
        new("noisy durations", _ => 600, _ => Usual, Noise: 0.5),
        new("near the threshold", _ => 600, _ => 0.4),
        new("far below both marks", _ => 600, _ => 0.03),
    ];

    /// <summary>What was observed with these seeds: false observations a week, and delays in minutes by factor.</summary>
    internal (double FalsePerWeek, List<int> Half, List<int> Twice) Run(int seeds)
    {
        var isFalse = 0;
        Dictionary<double, List<int>> delays = new() { [1.5] = [], [2] = [] };
        for (var seed = 1; seed <= seeds; seed++)
        {
            isFalse += Run(seed, delays);
        }

        return (isFalse / (double)(seeds * Weeks), delays[1.5], delays[2]);
    }

    /// <summary>The greatest share of events above the threshold when they take so much longer.</summary>
    internal double TooSlow(double factor) => Enumerable.Range(0, 168).Max(hour => Beyond(1 / (factor * Median(hour))));

    private int Run(int seed, Dictionary<double, List<int>> delays)
    {
        Random random = new(seed);
        LatencyState state = new(Name, TimeSpan.FromMilliseconds(300));
        DateTimeOffset monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        HashSet<DateTimeOffset> seen = [];
        HashSet<double> found = [];
        var (noise, burst, isFalse) = (0.0, 0, 0);
        for (var i = 0; i < Weeks * SlicesPerWeek; i++)
        {
            noise = (0.9 * noise) + (0.1 * Normal(random));
            burst = burst > 0 ? burst - 1 : random.NextDouble() < BurstsADay / 288 ? 6 : 0;
            LatencyCounts counts = Counts(random, i, noise, burst > 0 ? 5 : 1);
            if (random.NextDouble() < Missing)
            {
                continue;
            }

            state.Add(monday.AddMinutes(5 * i), monday.AddMinutes(5 * (i + 1)), counts);
            if (state.Observations is not [{ EndedAt: null } open, ..] || !seen.Add(open.StartedAt))
            {
                continue;
            }

            (double factor, int start, _) = Array.Find(Faults, fault => i >= fault.Start && i <= fault.Start + fault.Length + 3);
            isFalse += factor == 0 ? 1 : 0;
            if (factor > 0 && found.Add(factor))
            {
                delays[factor].Add(5 * (i - start + 1));
            }
        }

        return isFalse;
    }

    private LatencyCounts Counts(Random random, int slice, double noise, double burst)
    {
        (double factor, _, _) = Array.Find(Faults, fault => slice >= fault.Start && slice < fault.Start + fault.Length);
        var hour = slice / 12.0 % 168;
        var median = Median(hour) * Math.Exp(Noise * noise) * (factor == 0 ? 1 : factor);
        var total = Poisson(random, Volume(hour) * burst);
        var beyondQuarter = Beyond(0.25 / median);
        var quarter = Binomial(random, total, beyondQuarter);
        return new(total, quarter, Binomial(random, quarter, Beyond(0.5 / median) / beyondQuarter));
    }

    // The share of log-normal durations above this multiple of the median: the upper tail of a normal distribution, as M. Abramowitz and
    // I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.2.17.
    private static double Beyond(double multiple)
    {
        var x = Math.Log(multiple) / Spread;
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * series;
        return x >= 0 ? tail : 1 - tail;
    }

    private static long Binomial(Random random, long count, double ratio)
    {
        if (ratio > 0.5)
        {
            return count - Binomial(random, count, 1 - ratio);
        }

        var mean = count * ratio;
        if (mean > 50)
        {
            return Math.Clamp((long)Math.Round(mean + (Math.Sqrt(mean * (1 - ratio)) * Normal(random))), 0, count);
        }

        if (count > 1000)
        {
            return Math.Min(count, Poisson(random, mean));
        }

        long hits = 0;
        for (var i = 0L; i < count; i++)
        {
            hits += random.NextDouble() < ratio ? 1 : 0;
        }

        return hits;
    }

    private static double Day(double hour, double low, double high) =>
        low + ((high - low) * (0.5 - (0.5 * Math.Cos(2 * Math.PI * (hour - 3) / 24))));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static long Poisson(Random random, double mean)
    {
        if (mean > 50)
        {
            return Math.Max(0, (long)Math.Round(mean + (Math.Sqrt(mean) * Normal(random))));
        }

        var limit = Math.Exp(-mean);
        long count = -1;
        for (var product = 1.0; product > limit || count < 0; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
