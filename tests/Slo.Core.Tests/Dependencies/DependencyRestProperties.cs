using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>What a sum over processes says of the dependencies that it does not name, against lists of requests.</summary>
[SeededProperties]
public sealed class DependencyRestProperties
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

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
        foreach (var isGood in new[] { true, false })
        {
            AssertBetween(processes, named, isGood, mustBeTroubled: false, isGood ? other.Requests.Good : other.Requests.Bad);
            AssertBetween(processes, named, isGood, mustBeTroubled: true, isGood ? other.TroubledRequests.Good : other.TroubledRequests.Bad);
            AssertBetween(processes, named, isGood, mustBeTroubled: true, isGood ? other.TotalTroubledRequests.Good : other.TotalTroubledRequests.Bad);
        }
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

    private static SloDependencyStatus Other(Request[] requests) => SloDependencyCounts.Sum(
        [
            Count([new(true, [.. Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat(new Call($"named-{i}", false), 20))])]),
            Count(requests),
        ]).Dependencies.Single(one => one.Name == SloDependencyStatus.Other);

    private static IEnumerable<string> Rest(int count) => Enumerable.Range(0, count).Select(i => $"other-{i}");

    private static void AssertBetween(Request[][] processes, HashSet<string> named, bool isGood, bool mustBeTroubled, long actual)
    {
        long least = 0;
        long exact = 0;
        foreach (Request[] process in processes)
        {
            Call[][] calls =
            [
                .. process.Where(request => request.IsGood == isGood)
                    .Select(request => request.Calls.Where(call => !named.Contains(call.Name) && (!mustBeTroubled || call.IsFailed)).ToArray()),
            ];
            exact += calls.Count(one => one.Length > 0);
            least += calls.SelectMany(one => one.Select(call => call.Name).Distinct()).GroupBy(name => name).Select(same => same.Count()).DefaultIfEmpty().Max();
        }

        Assert.InRange(actual, least, exact);
    }

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
