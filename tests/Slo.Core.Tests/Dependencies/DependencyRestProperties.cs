using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>What a sum over processes says of the dependencies that it does not name, against lists of requests.</summary>
[SeededProperties]
public sealed class DependencyRestProperties
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // A process with so many calls that these have the names. Counted once: there are 32,000.
    private static readonly SloDependencyCounts Named =
        Count([new(true, [.. Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat(new Call($"named-{i}", false), 500))])]);

    // Each process calls 40 of 100 dependencies: at least 36 are not named by the sum.
    [Property(MaxTest = 100)]
    public void Other_OfAnyRequests_CountsNoneTwice_AndEveryCall(int seed)
    {
        Random random = new(seed);
        Request[][] processes = [.. Enumerable.Range(0, random.Next(3, 6)).Select(index => Requests(random, first: index * 20))];

        var sum = SloDependencyCounts.Sum([.. processes.Select(Count)]);

        HashSet<string> named = [.. sum.Dependencies.Select(one => one.Name)];
        if (!named.Contains(SloDependencyStatus.Other))
        {
            Assert.True(named.Count <= SloDependencyStatus.MostDependencies);
            return;
        }

        SloDependencyStatus other = sum.Dependencies.Single(one => one.Name == SloDependencyStatus.Other);
        Assert.Equal(processes.Sum(process => process.Sum(request => request.Calls.Count(call => !named.Contains(call.Name)))), other.Calls.Total);
        AssertBetween(processes, named, mustBeTroubled: false, other.Requests);
        AssertBetween(processes, named, mustBeTroubled: true, other.TroubledRequests);
        AssertBetween(processes, named, mustBeTroubled: true, other.TotalTroubledRequests);
    }

    // The dependencies without a name fail together or alone, in good requests otherwise than in bad ones: what the sum does not know of that
    // must not make a cause of them that one process, which had seen all requests, would not name.
    [Property(MaxTest = 200)]
    public void Other_IsACause_OnlyIfTheRequestsSayThatToo(int seed)
    {
        Random random = new(seed);
        (int Together, double Failing) good = (random.Next(4), random.NextDouble());
        (int Together, double Failing) bad = (random.Next(4), random.NextDouble());
        Request[] requests = [.. Enumerable.Range(0, 200).Select(i => Mixed(random, i % 2 == 0, i % 2 == 0 ? good : bad))];
        Request[] seen = [.. requests.Select(request => request with { Calls = [.. request.Calls.Select(Renamed)] })];

        SloDependencyStatus other = OtherOf(SloDependencyCounts.Sum([Named, Count(requests)]));
        SloDependencyStatus exact = OtherOf(SloDependencyCounts.Sum([Named, Count(seen)]));

        Assert.True(exact.IsCause || !other.IsCause, $"{other} instead of {exact}");
    }

    // One of the three failed in 45 % of the good requests and all of them in 40 % of the bad ones: they are no cause. Of each it is known that
    // it failed in 15 % of the good ones.
    [Fact]
    public void Other_ThatFailsMoreOftenInGoodRequests_IsNoCause()
    {
        Call[] three = [.. Rest(3).Select(name => new Call(name, true))];
        Request[] requests =
        [
            .. Enumerable.Range(0, 100).Select(i => new Request(true, i < 45 ? [three[i % 3], new("named-0", true)] : [])),
            .. Enumerable.Range(0, 100).Select(i => new Request(false, [.. i < 40 ? three : [], new("named-1", true)])),
        ];

        SloDependencyReport report = SloDependencyCounts.Sum([Named, Count(requests)]).Judge(isBurning: true);

        Assert.Equal((SloDependencyVerdict.Reporting, "named-1"), (report.Verdict, Assert.Single(report.Dependencies, one => one.IsCause).Name));
        SloDependencyStatus other = report.Dependencies.Single(one => one.Name == SloDependencyStatus.Other);
        Assert.Equal((0.45, 0.4), (Math.Round(other.GoodRatio!.Value, 2), Math.Round(other.BadRatio!.Value, 2)));
    }

    // Each request calls all three that have no name of their own in the sum.
    [Fact]
    public void Request_WithSeveralOthers_CountsOnce()
    {
        SloDependencyStatus other = Other([.. Enumerable.Range(0, 10).Select(i => new Request(i > 3, [.. Rest(3).Select(name => new Call(name, i <= 3))]))]);

        Assert.Equal((new(6, 4), new(0, 4), 30), (other.Requests, other.TroubledRequests, other.Calls.Total));
    }

    // None of the three failed twice in the same request, and no other dependency failed: then it is known that these were different ones.
    [Fact]
    public void Requests_WithOneFailedOtherEach_AllCount()
    {
        SloDependencyStatus other = Other([.. Rest(3).Select(name => new Request(false, [new(name, true)])), new(true, [new("other-0", false)])]);

        Assert.Equal((new(1, 3), new(0, 3), 4), (other.Requests, other.TroubledRequests, other.Calls.Total));
    }

    private static SloDependencyStatus Other(Request[] requests) =>
        SloDependencyCounts.Sum([Named, Count(requests)]).Dependencies.Single(one => one.Name == SloDependencyStatus.Other);

    private static SloDependencyStatus OtherOf(SloDependencyCounts sum) =>
        sum.Judge(isBurning: true).Dependencies.Single(one => one.Name == SloDependencyStatus.Other);

    private static Call Renamed(Call call) => call.Name.StartsWith("other", StringComparison.Ordinal) ? call with { Name = SloDependencyStatus.Other } : call;

    // named-1 explains most of the bad requests, so that there is a cause at all.
    private static Request Mixed(Random random, bool isGood, (int Together, double Failing) how)
    {
        List<Call> calls = [.. random.NextDouble() < how.Failing
            ? how.Together == 0 ? [new Call($"other-{random.Next(3)}", true)] : Rest(how.Together).Select(name => new Call(name, true)) : []];
        calls.Add(new Call("named-1", !isGood));
        calls.Add(new Call("named-0", random.Next(3) == 0));
        calls.Add(new Call("other-0", false));
        return new(isGood, [.. calls]);
    }

    private static IEnumerable<string> Rest(int count) => Enumerable.Range(0, count).Select(i => $"other-{i}");

    // The fewest bad requests, and the most good ones.
    private static void AssertBetween(Request[][] processes, HashSet<string> named, bool mustBeTroubled, SloEventCounts actual)
    {
        (long Least, long Exact, long Most) good = default;
        (long Least, long Exact, long Most) bad = default;
        foreach (Request[] process in processes)
        {
            good = Add(good, Limits([.. process.Where(request => request.IsGood)], named, mustBeTroubled));
            bad = Add(bad, Limits([.. process.Where(request => !request.IsGood)], named, mustBeTroubled));
        }

        Assert.InRange(actual.Good, good.Exact, good.Most);
        Assert.InRange(actual.Bad, bad.Least, bad.Exact);
    }

    private static (long Least, long Exact, long Most) Limits(Request[] requests, HashSet<string> named, bool mustBeTroubled)
    {
        Call[][] calls =
        [
            .. requests.Select(request => request.Calls.Where(call => !named.Contains(call.Name) && (!mustBeTroubled || call.IsFailed)).ToArray()),
        ];
        long[] each = [.. calls.SelectMany(one => one.Select(call => call.Name).Distinct()).GroupBy(name => name).Select(same => (long)same.Count())];
        return (
            each.DefaultIfEmpty().Max(), calls.Count(one => one.Length > 0),
            Math.Min(each.Sum(), requests.Count(request => !mustBeTroubled || request.Calls.Any(call => call.IsFailed))));
    }

    private static (long Least, long Exact, long Most) Add((long Least, long Exact, long Most) one, (long Least, long Exact, long Most) other) =>
        (one.Least + other.Least, one.Exact + other.Exact, one.Most + other.Most);

    private static Request[] Requests(Random random, int first) =>
    [
        .. Enumerable.Range(0, 60).Select(_ => new Request(
            random.Next(3) > 0,
            [.. Enumerable.Range(0, random.Next(8)).Select(_ => new Call($"d{(first + random.Next(40)) % 100}", random.Next(4) == 0))])),
    ];

    private static SloDependencyCounts Count(Request[] requests)
    {
        SloEventCounts troubled = Counts(requests, request => request.Calls.Any(call => call.IsFailed));
        return new(
            Hour, Counts(requests, _ => true),
            [
                .. requests.SelectMany(request => request.Calls).Select(call => call.Name).Distinct().Select(name => new SloDependencyStatus(name, false, true)
                {
                    TotalCalls = Calls(requests, name),
                    Calls = Calls(requests, name),
                    Requests = Counts(requests, request => request.Calls.Any(call => call.Name == name)),
                    TroubledRequests = Counts(requests, request => request.Calls.Contains(new Call(name, true))),
                    TotalTroubledRequests = Counts(requests, request => request.Calls.Contains(new Call(name, true))),
                }),
            ])
        {
            TotalEvents = Counts(requests, _ => true),
            TroubledRequests = troubled,
            TotalTroubledRequests = troubled,
        };
    }

    private static SloEventCounts Calls(Request[] requests, string name) => new(
        requests.Sum(request => request.Calls.Count(call => call == new Call(name, false))),
        requests.Sum(request => request.Calls.Count(call => call == new Call(name, true))));

    private static SloEventCounts Counts(Request[] requests, Func<Request, bool> isCounted) => new(
        requests.Count(request => request.IsGood && isCounted(request)), requests.Count(request => !request.IsGood && isCounted(request)));

    private sealed record Call(string Name, bool IsFailed);

    private sealed record Request(bool IsGood, Call[] Calls);
}
