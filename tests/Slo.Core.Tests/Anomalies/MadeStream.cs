using Slo.Anomalies;

namespace Slo.Tests.Anomalies;

/// <summary>Streams of good and bad events in slices of five minutes, made from a seed, with faults in weeks 4 and 5.</summary>
/// <param name="Name">As docs/insight.md calls it.</param>
/// <param name="Volume">Events in a slice by the hour since Monday, and by the week.</param>
/// <param name="BadRatio">The share of bad events.</param>
/// <param name="Missing">The share of slices that are not observed.</param>
internal sealed record MadeStream(string Name, Func<double, int, double> Volume, double BadRatio, double Missing = 0)
{
    internal const int SlicesPerWeek = 2016;
    internal const int Weeks = 5;

    // Each fault is injected at a time of its own, far from the others.
    private static readonly (MadeFault Fault, int Start, int Length)[] Faults =
    [
        (MadeFault.Errors, (3 * SlicesPerWeek) + 420, 12),
        (MadeFault.Outage, (3 * SlicesPerWeek) + 1300, 6),
        (MadeFault.TrafficLoss, (4 * SlicesPerWeek) + 450, 6),
        (MadeFault.TrafficBurst, (4 * SlicesPerWeek) + 1300, 12),
    ];

    internal static MadeStream[] All { get; } =
    [
        new("steady, 600 events", (_, _) => 600, 0.001),
        new("daily season, 50 to 1,000", (hour, _) => Day(hour, 50, 1000), 0.002),
        new("daily and weekly season", (hour, _) => Day(hour, 100, 2000) * (hour >= 120 ? 0.4 : 1), 0.001),
        new("growth of 10 % a week", (hour, week) => Day(hour, 200, 800) * Math.Pow(1.1, week), 0.001),
        new("small counts, 3 events", (_, _) => 3, 0.01),
        new("few bad events of many, 50,000", (hour, _) => Day(hour, 20_000, 50_000), 0.000_02),
        new("a tenth of slices missing", (hour, _) => Day(hour, 100, 1000), 0.002, Missing: 0.1),
        new("noisy volume, 300", (_, _) => -300, 0.005),
    ];

    /// <summary>What was observed with these seeds.</summary>
    internal MadeResult Run(IEnumerable<int> seeds) => seeds.Select(Run).Aggregate(new MadeResult(), (all, one) => all.With(one));

    private MadeResult Run(int seed)
    {
        Random random = new(seed);
        SignalWatch[] watches =
        [
            new(Name, SloAnomalySignal.BadRatio, new RatioDetector()), new(Name, SloAnomalySignal.Traffic, new TrafficDetector()),
        ];
        MadeResult result = new() { Weeks = Weeks };
        DateTimeOffset monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var noise = 0.0;
        HashSet<(SloAnomalySignal, DateTimeOffset)> seen = [];
        for (var i = 0; i < Weeks * SlicesPerWeek; i++)
        {
            noise = (0.9 * noise) + (0.1 * Normal(random));
            SloEventCounts counts = Counts(random, i, noise);
            if (random.NextDouble() < Missing)
            {
                continue;
            }

            foreach (SignalWatch watch in watches)
            {
                DateTimeOffset from = monday.AddMinutes(5 * i);
                if (watch.Add(from, from.AddMinutes(5), counts, out SloObservation observation)
                    && seen.Add((observation.Signal, observation.StartedAt)))
                {
                    result.Add(Array.Find(Faults, fault => i >= fault.Start && i <= fault.Start + fault.Length + 3), i);
                }
            }
        }

        return result;
    }

    private SloEventCounts Counts(Random random, int slice, double noise)
    {
        (MadeFault fault, _, _) = Array.Find(Faults, fault => slice >= fault.Start && slice < fault.Start + fault.Length);
        var volume = Volume(slice / 12.0 % 168, slice / SlicesPerWeek);

        // A negative volume: log-normal noise that lasts for some slices.
        volume = volume < 0 ? -volume * Math.Exp(noise) : volume;
        var total = Poisson(random, volume * fault switch { MadeFault.TrafficLoss => 0, MadeFault.TrafficBurst => 4, _ => 1 });
        var ratio = fault switch { MadeFault.Errors => Math.Max(0.05, 10 * BadRatio), MadeFault.Outage => 1, _ => BadRatio };
        var bad = ratio == 1 ? total : Math.Min(total, Poisson(random, total * ratio));
        return new(total - bad, bad);
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
