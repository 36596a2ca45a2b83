using FsCheck.Xunit;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>What several processes called, added up, against loops over numbers.</summary>
public sealed class DependencySumProperties
{
    [Property(MaxTest = 300)]
    public void Sum_OfProcesses_IsThatOfTheirNumbers(int seed)
    {
        Random random = new(seed);
        SloDependencyCounts[] all = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Process(random, names: 8))];

        var sum = SloDependencyCounts.Sum(all);

        Dictionary<string, long[]> expected = new(StringComparer.OrdinalIgnoreCase);
        long[] requests = new long[8];
        foreach (SloDependencyCounts one in all)
        {
            Add(requests, RequestsOf(one));
            foreach (SloDependencyStatus dependency in one.Dependencies)
            {
                expected.TryAdd(dependency.Name, new long[11]);
                Add(expected[dependency.Name], NumbersOf(dependency));
            }
        }

        Assert.Equal(requests, RequestsOf(sum));
        Assert.Equal(expected.Count, sum.Dependencies.Count);
        Assert.All(sum.Dependencies, dependency => Assert.Equal(expected[dependency.Name], NumbersOf(dependency)));
        Assert.Equal(all.Length == 0 ? TimeSpan.Zero : all.Max(one => one.Window), sum.Window);
    }

    // Whatever comes beyond the limit is in the one that all others share: no call is lost.
    [Property(MaxTest = 50)]
    public void Sum_OfManyNames_IsBounded_AndLosesNoCall(int seed)
    {
        Random random = new(seed);
        SloDependencyCounts[] all = [.. Enumerable.Range(0, 8).Select(_ => Process(random, names: 400))];

        var sum = SloDependencyCounts.Sum(all);

        Assert.True(sum.Dependencies.Count <= SloDependencyStatus.MostDependencies + 1);
        Assert.Equal(
            all.SelectMany(one => one.Dependencies).Aggregate(new long[11], Added)[..5], sum.Dependencies.Aggregate(new long[11], Added)[..5]);
        Assert.All(
            all.SelectMany(one => one.Dependencies).Where(one => one.IsDeclared).Select(one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(SloDependencyStatus.MostDependencies / 8),
            name => Assert.Contains(sum.Dependencies, one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
    }

    // The order in which instances are read does not matter.
    [Property(MaxTest = 100)]
    public void Sum_OfSums_IsTheSum(int seed)
    {
        Random random = new(seed);
        SloDependencyCounts[] all = [.. Enumerable.Range(0, 4).Select(_ => Process(random, names: 8))];

        var sum = SloDependencyCounts.Sum(all);
        var other = SloDependencyCounts.Sum([SloDependencyCounts.Sum([all[3], all[1]]), SloDependencyCounts.Sum([all[2], all[0]])]);

        Assert.Equal(RequestsOf(sum), RequestsOf(other));
        Assert.Equal(
            sum.Dependencies.Select(one => (one.Name.ToUpperInvariant(), string.Join(' ', NumbersOf(one)), one.IsDeclared, one.IsObserved)).Order(),
            other.Dependencies.Select(one => (one.Name.ToUpperInvariant(), string.Join(' ', NumbersOf(one)), one.IsDeclared, one.IsObserved)).Order());
        Assert.Equal(
            (sum.Judge(true).Verdict, sum.Judge(true).ExplainedRatio), (other.Judge(true).Verdict, other.Judge(true).ExplainedRatio));
    }

    [Fact]
    public void Sum_OfHalves_GivesAVerdict_ThatNoHalfGives()
    {
        SloDependencyCounts half = new(
            TimeSpan.FromHours(1), new(100, 8),
            [new("payments", true, true) { Calls = new(100, 8), TotalCalls = new(100, 8), Requests = new(100, 8), TroubledRequests = new(0, 8) }])
        {
            TotalEvents = new(100, 8),
            TroubledRequests = new(0, 8),
        };

        Assert.Equal(SloDependencyVerdict.Unknown, half.Judge(isBurning: true).Verdict);
        SloDependencyReport whole = SloDependencyCounts.Sum([half, half]).Judge(isBurning: true);
        Assert.Equal((SloDependencyVerdict.Reporting, new SloEventCounts(200, 16)), (whole.Verdict, whole.Events));
        Assert.True(Assert.Single(whole.Dependencies).IsCause);
        Assert.Equal(SloDependencyVerdict.Healthy, SloDependencyCounts.Sum([half, half]).Judge(isBurning: false).Verdict);
    }

    [Fact]
    public void Sum_WithAProcess_ThatKnowsNothing_IsUnknown()
    {
        SloDependencyCounts known = new(TimeSpan.FromHours(1), new(100, 80), []);

        Assert.Equal(SloDependencyVerdict.Causing, known.Judge(isBurning: true).Verdict);
        SloDependencyReport report = SloDependencyCounts.Sum([known, known with { WhyUnknown = "calls are not observed" }]).Judge(isBurning: true);
        Assert.Equal((SloDependencyVerdict.Unknown, "calls are not observed"), (report.Verdict, report.Reason));
    }

    // A worker that has just started says that no call was linked: those that have requests know better.
    [Fact]
    public void Sum_WithAProcess_ThatHadNoRequests_KeepsTheVerdict()
    {
        SloDependencyCounts known = new(TimeSpan.FromHours(1), new(100, 80), []);
        SloDependencyCounts idle = new(TimeSpan.FromHours(1), default, []) { WhyUnknown = "no call was linked to its events" };

        Assert.Equal(SloDependencyVerdict.Causing, SloDependencyCounts.Sum([idle, known]).Judge(isBurning: true).Verdict);
    }

    private static SloDependencyCounts Process(Random random, int names) => new(
        TimeSpan.FromMinutes(random.Next(1, 60)), Counts(random),
        [
            .. Enumerable.Range(0, random.Next(20)).Select(_ => $"{(random.Next(2) == 0 ? "service" : "SERVICE")}-{random.Next(names)}")
                .DistinctBy(name => name.ToUpperInvariant()).Select(name => new SloDependencyStatus(name, random.Next(4) == 0, random.Next(2) == 0)
                {
                    TotalCalls = Counts(random),
                    Calls = Counts(random),
                    SlowCalls = random.Next(100),
                    Requests = Counts(random),
                    TroubledRequests = Counts(random),
                    TotalTroubledRequests = Counts(random),
                }),
        ])
    {
        TotalEvents = Counts(random),
        TroubledRequests = Counts(random),
        TotalTroubledRequests = Counts(random),
    };

    private static SloEventCounts Counts(Random random) => new(random.Next(100), random.Next(100));

    private static long[] RequestsOf(SloDependencyCounts one) =>
    [
        one.Events.Good, one.Events.Bad, one.TotalEvents.Good, one.TotalEvents.Bad, one.TroubledRequests.Good, one.TroubledRequests.Bad,
        one.TotalTroubledRequests.Good, one.TotalTroubledRequests.Bad,
    ];

    private static long[] NumbersOf(SloDependencyStatus one) =>
    [
        one.TotalCalls.Good, one.TotalCalls.Bad, one.Calls.Good, one.Calls.Bad, one.SlowCalls, one.Requests.Good, one.Requests.Bad,
        one.TroubledRequests.Good, one.TroubledRequests.Bad, one.TotalTroubledRequests.Good, one.TotalTroubledRequests.Bad,
    ];

    private static long[] Added(long[] sum, SloDependencyStatus one)
    {
        Add(sum, NumbersOf(one));
        return sum;
    }

    private static void Add(long[] sum, long[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            sum[i] += numbers[i];
        }
    }
}
