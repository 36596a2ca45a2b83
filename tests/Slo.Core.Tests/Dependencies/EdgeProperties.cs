using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>The edges of an objective against plain lists of requests.</summary>
[SeededProperties]
[Collection("calls")]
public sealed class EdgeProperties
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(100);

    // Each number is a request: its calls, what they were and took, how it ended, and the time to the next one.
    [Property(MaxTest = 100)]
    public void AnyRequests_Edges_AreTheSumsOfTheirCalls(int[] script)
    {
        using IDisposable observation = SloDependency.Observe();
        using World world = new(builder => builder.FasterThan(Threshold));
        List<Request> requests = [];
        foreach (var seed in script)
        {
            Request request = Request.Of(new Random(seed), names: 4);
            Play(world, request);
            requests.Add(request);
            world.After(TimeSpan.FromSeconds(1 + (seed & 15)));
        }

        AssertCounts(requests, world.Tracker.GetDependencies(TimeSpan.FromDays(3)));
    }

    // What has no place of its own is one dependency: a request that calls several of them called it once, by several calls.
    [Property(MaxTest = 20)]
    public void MoreNamesThanPlaces_CountAsOneDependency(int seed)
    {
        using IDisposable observation = SloDependency.Observe();
        using World world = new(builder => builder.FasterThan(Threshold));
        Random random = new(seed);
        HashSet<string> places = [];
        List<Request> requests = [];
        for (var i = 0; i < 200; i++)
        {
            Request request = Request.Of(random, names: 120);
            Play(world, request);
            requests.Add(request with
            {
                Calls =
                [
                    .. request.Calls.Select(call => places.Contains(call.Name) || (places.Count < SloDependencyStatus.MostDependencies && places.Add(call.Name))
                        ? call : call with { Name = SloDependencyStatus.Other }),
                ],
            });
            world.After(TimeSpan.FromSeconds(1));
        }

        SloDependencyReport report = world.Tracker.GetDependencies(TimeSpan.FromDays(3));

        Assert.Equal(SloDependencyStatus.MostDependencies + 1, report.Dependencies.Count);
        Assert.Contains(requests, request => request.Calls.Count(call => call.Name == SloDependencyStatus.Other) > 1);
        AssertCounts(requests, report);
    }

    private static void AssertCounts(List<Request> requests, SloDependencyReport report)
    {
        Assert.Equal(requests.Count(request => request.IsGood), report.Events.Good);
        Assert.Equal(requests.Count(request => !request.IsGood), report.Events.Bad);
        Assert.Equal(Counts(requests, request => request.Calls.Any(call => request.IsTroubled(call.Name))), report.TroubledRequests);
        Assert.Equal(
            requests.SelectMany(request => request.Calls).Select(call => call.Name).Distinct().Order(StringComparer.Ordinal),
            report.Dependencies.Select(status => status.Name).Order(StringComparer.Ordinal));
        foreach (SloDependencyStatus status in report.Dependencies)
        {
            Call[] calls = [.. requests.SelectMany(request => request.Calls).Where(call => call.Name == status.Name)];
            Assert.Equal(new(calls.Count(call => !call.IsFailed), calls.Count(call => call.IsFailed)), status.TotalCalls);
            Assert.Equal(status.TotalCalls, status.Calls);
            Assert.Equal(calls.Count(call => call.Took > Threshold), status.SlowCalls);
            Assert.Equal(Counts(requests, request => request.Calls.Any(call => call.Name == status.Name)), status.Requests);
            Assert.Equal(Counts(requests, request => request.IsTroubled(status.Name)), status.TroubledRequests);
            Assert.InRange(status.ChanceRatio ?? 0, 0, 1);
        }
    }

    private static SloEventCounts Counts(List<Request> requests, Func<Request, bool> isCounted) => new(
        requests.Count(request => request.IsGood && isCounted(request)), requests.Count(request => !request.IsGood && isCounted(request)));

    private static void Play(World world, Request request)
    {
        ManualTime time = new();
        SloCallScope scope = SloCalls.Begin();
        foreach (Call call in request.Calls)
        {
            using SloDependency one = SloDependency.Start(call.Name, time);
            time.Advance(call.Took);
            if (call.IsFailed)
            {
                one.Fail();
            }
        }

        world.Tracker.Record(new SloEvent(request.IsGood ? SloOutcome.Good : SloOutcome.Bad) { Calls = scope.End() });
    }

    private sealed record Call(string Name, TimeSpan Took, bool IsFailed);

    private sealed record Request(bool IsGood, Call[] Calls)
    {
        internal static Request Of(Random random, int names)
        {
            return new(random.Next(3) > 0,
            [
                .. Enumerable.Range(0, random.Next(6)).Select(_ => new Call(
                    "d" + random.Next(names), TimeSpan.FromMilliseconds(random.Next(5) * 40), random.Next(4) == 0)),
            ]);
        }

        internal bool IsTroubled(string name)
        {
            Call[] own = [.. Calls.Where(call => call.Name == name)];
            return own.Any(call => call.IsFailed) || own.Sum(call => call.Took.TotalMilliseconds) > Threshold.TotalMilliseconds;
        }
    }
}
