using System.Diagnostics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Calls are linked to the work that makes them, through activities, scopes and the execution context.</summary>
[Collection("calls")]
public sealed class CallTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Begin_WithoutObservation_ObservesNothing()
    {
        using Source source = new();

        SloCallScope scope = SloCalls.Begin();
        source.Call("db.internal");

        Assert.Null(scope.End());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_OfWork_AreItsOwn(bool hasActivity)
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        SloEventCounts[] calls = await Task.WhenAll(Enumerable.Range(1, 8).Select(count => Task.Run(async () =>
        {
            using World world = new();
            using Activity? root = hasActivity ? new Activity("request").Start() : null;
            SloCallScope scope = SloCalls.Begin();
            for (var i = 0; i < count; i++)
            {
                using Activity step = new Activity("step").Start();
                await Task.Yield();
                source.Call("db.internal", 5432, status: i % 2 == 0 ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            }

            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
            return Assert.Single(world.Tracker.GetDependencies().Dependencies).TotalCalls;
        })));

        Assert.Equal(Enumerable.Range(1, 8).Select(count => new SloEventCounts((count + 1) / 2, count / 2)), calls);
    }

    [Fact]
    public void Call_ThatEndsAfterItsWork_CountsOnceAndByItsTimeSoFar()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        using Activity root = new Activity("request").Start();
        SloCallScope scope = SloCalls.Begin();
        using Activity? call = source.Start("payments", 8080);

        SloCalls? calls = scope.End();
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Calls = calls });
        call!.Stop();

        SloDependencyStatus status = Assert.Single(world.Tracker.GetDependencies().Dependencies);
        Assert.Equal(("payments:8080", new SloEventCounts(1, 0)), (status.Name, status.TotalCalls));
        Assert.Null(scope.End());
    }

    [Fact]
    public void Call_WithinACall_CountsOnceAsTheOuterOne()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        using Activity root = new Activity("request").Start();
        SloCallScope scope = SloCalls.Begin();

        // As gRPC calls by HTTP: the outer one has the status, the inner one the address.
        using (Activity? outer = source.Start(null))
        {
            outer!.SetTag("grpc.status_code", "14");
            source.Call("payments.internal", 443, httpStatus: 200);
        }

        using (SloDependency own = SloDependency.Start("search"))
        {
            source.Call("10.0.0.7", 9200, httpStatus: 500);
        }

        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });

        Assert.Equal(
            [("payments.internal", new SloEventCounts(0, 1)), ("search", new SloEventCounts(1, 0))],
            world.Tracker.GetDependencies().Dependencies.OrderBy(status => status.Name, StringComparer.Ordinal)
                .Select(status => (status.Name, status.TotalCalls)));
    }

    [Fact]
    public async Task Scopes_OfOwnCalls_CountByTheirEnd()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        SloCallScope scope = SloCalls.Begin();
        using (SloDependency call = SloDependency.Start("a"))
        {
            call.Fail();
            call.Dispose();
        }

        Assert.Equal(3, await SloDependency.RunAsync("b", () => Task.FromResult(3)));
        await Assert.ThrowsAsync<TimeoutException>(() => SloDependency.RunAsync<int>("c", () => throw new TimeoutException()));

        // Something else failed, so its cancellation is a consequence.
        await Assert.ThrowsAsync<TaskCanceledException>(() => SloDependency.RunAsync<int>("d", () => throw new TaskCanceledException()));
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });

        Assert.Equal(
            ["a 0/1", "b 1/0", "c 0/1", "d 1/0"],
            world.Tracker.GetDependencies().Dependencies.OrderBy(status => status.Name, StringComparer.Ordinal)
                .Select(status => $"{status.Name} {status.TotalCalls.Good}/{status.TotalCalls.Bad}"));
        SloDependency.Start("outside").Fail();
        Assert.Null(SloCalls.Begin().End());
    }

    [Fact]
    public void Cancelled_Alone_CountsAsFailed()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        SloCallScope scope = SloCalls.Begin();
        using (SloDependency call = SloDependency.Start("a"))
        {
            call.Cancel();
        }

        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Calls = scope.End() });

        Assert.Equal(new(0, 1), Assert.Single(world.Tracker.GetDependencies().Dependencies).TotalCalls);
    }

    [Theory]
    [InlineData("db.internal", 5432, "shop", "db.internal/shop")]
    [InlineData("db.internal", 6432, "shop", "db.internal:6432/shop")]
    [InlineData("Payments.Internal", 443, null, "Payments.Internal")]
    [InlineData("::1", 5000, null, "[::1]:5000")]
    [InlineData("[::1]", 443, "shop", "[::1]/shop")]
    [InlineData("fe80::1%3", 5432, null, "[fe80::1%3]")]
    [InlineData("evil\r\nhost", 80, null, SloDependencyStatus.Other)]
    [InlineData("<script>", 80, null, SloDependencyStatus.Other)]
    [InlineData("user:secret@host", 80, null, SloDependencyStatus.Other)]
    [InlineData("host?key=secret", 80, null, SloDependencyStatus.Other)]
    [InlineData("", 80, null, SloDependencyStatus.Other)]
    public void Name_IsHostPortAndDatabase_AndNothingElse(string host, int port, string? database, string expected)
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        SloCallScope scope = SloCalls.Begin();
        source.Call(host, port, database);
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });

        Assert.Equal(expected, Assert.Single(world.Tracker.GetDependencies().Dependencies).Name);
    }

    // A connection that fails has no address: only what its data source is called.
    [Theory]
    [InlineData("Host=db.internal;Port=6543;Username=slo;Database=shop", "db.internal:6543/shop")]
    [InlineData("Host=db.internal;Username=slo;Database=shop;Timeout=5", "db.internal/shop")]
    [InlineData("Host=db.internal;Port=5432;Username=slo", "db.internal")]
    [InlineData("orders", "orders")]
    [InlineData("Host=a.internal,b.internal;Database=shop", SloDependencyStatus.Other)]
    [InlineData("Username=slo;Password=secret", SloDependencyStatus.Other)]
    [InlineData("=;Host;Port=x;;", SloDependencyStatus.Other)]
    public void Name_OfAConnectionThatFails_IsThatOfItsDataSource(string dataSource, string expected)
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        SloCallScope scope = SloCalls.Begin();
        using (Activity activity = source.Start(null)!)
        {
            activity.SetTag("db.npgsql.data_source", dataSource);
            activity.SetTag("error.type", "System.Net.Sockets.SocketException");
        }

        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Calls = scope.End() });

        SloDependencyStatus status = Assert.Single(world.Tracker.GetDependencies().Dependencies);
        Assert.Equal((expected, new SloEventCounts(0, 1)), (status.Name, status.TotalCalls));
    }

    [Fact]
    public void Names_OfAThousandHosts_ShareOneBeyondTheLimitAndDeclaredOnesKeepTheirPlace()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new(builder => builder.DependsOn("payments"));
        for (var i = 0; i < 1_000; i++)
        {
            SloCallScope scope = SloCalls.Begin();
            source.Call($"host{i}");
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
        }

        var before = world.Tracker.AllocatedBytes;
        SloCallScope last = SloCalls.Begin();
        source.Call("payments");
        source.Call(new string('x', 100_000));
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = last.End() });
        IReadOnlyList<SloDependencyStatus> all = world.Tracker.GetDependencies().Dependencies;

        Assert.Equal(SloDependencyStatus.MostDependencies + 2, all.Count);
        Assert.Contains(all, status => status is { Name: "payments", IsDeclared: true, IsObserved: true, TotalCalls: { Good: 1, Bad: 0 } });
        Assert.Equal(1_002, all.Sum(status => status.TotalCalls.Total));
        Assert.InRange(world.Tracker.AllocatedBytes - before, 0, 20_000);
    }

    [Fact]
    public void Work_WithoutCalls_AllocatesNothing()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new();
        using Activity root = new Activity("request").Start();

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                SloCallScope scope = SloCalls.Begin();
                world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
            }
        }));
        Assert.Empty(world.Tracker.GetDependencies().Dependencies);
    }

    // docs/insight.md has the number.
    [Fact]
    public void Edge_AfterThreeDays_TakesAtMost13KiB()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        using World plain = new();
        SloCallScope scope = SloCalls.Begin();
        SloDependency.Start("a").Dispose();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
        for (var i = 0; i < 500; i++)
        {
            world.After(TimeSpan.FromMinutes(10));
            plain.After(TimeSpan.FromMinutes(10));
        }

        // The count of requests with any trouble is one more.
        Assert.InRange((world.Tracker.AllocatedBytes - plain.Tracker.AllocatedBytes) * 4 / 5, 10 * 1024, 13 * 1024);
    }

    [Fact]
    public void Client_OutsideOfWork_GetsNoActivity()
    {
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);

        Assert.Null(source.Start("db.internal"));
        SloCallScope scope = SloCalls.Begin();
        using (Activity? call = source.Start("db.internal"))
        {
            Assert.False(call!.Recorded);
        }

        Assert.Equal(1, scope.End()!.Count);
        observation.Dispose();
        Assert.False(SloCalls.Begin().IsObserved);
    }

    [Fact]
    public void Threshold_IsThatOfTheCaller_ForOneCallAndForAllTogether()
    {
        ManualTime time = new();
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new(builder => builder.FasterThan(Second));
        foreach (var seconds in (double[][])[[1], [1.5], [0.4, 0.4, 0.4]])
        {
            SloCallScope scope = SloCalls.Begin();
            foreach (var one in seconds)
            {
                using SloDependency call = SloDependency.Start("a", time);
                time.Advance(TimeSpan.FromSeconds(one));
            }

            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });
        }

        SloDependencyStatus status = Assert.Single(world.Tracker.GetDependencies().Dependencies);
        Assert.Equal((1, new SloEventCounts(2, 0)), (status.SlowCalls, status.TroubledRequests));
    }

    [Theory]
    [InlineData("http://[::1]:5000/path?query", "[::1]:5000")]
    [InlineData("https://[::1]/", "[::1]")]
    [InlineData("http://user:secret@payments.internal:8080/", "payments.internal:8080")]
    [InlineData("http://payments.internal:443/", "payments.internal")]
    [InlineData("/relative", SloDependencyStatus.Other)]
    public void Address_HasTheNameThatItsActivityHas(string address, string expected)
    {
        using IDisposable observation = SloDependency.Observe("none");
        using World world = new();
        SloCallScope scope = SloCalls.Begin();
        SloDependency.Start(new Uri(address, UriKind.RelativeOrAbsolute)).Dispose();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = scope.End() });

        Assert.Equal(expected, Assert.Single(world.Tracker.GetDependencies().Dependencies).Name);
    }

    [Fact]
    public void Address_OfACallThatIsNotLinked_AllocatesNothing()
    {
        using IDisposable observation = SloDependency.Observe("none");
        Uri address = new("http://payments.internal:8080/");
        SloDependency.Start(address).Dispose();

        Assert.Equal(0, Allocations.Of(() => SloDependency.Start(address).Dispose()));
    }

    [Fact]
    public void Scope_EndedTwice_LeavesTheNextWorkOfItsActivityAlone()
    {
        using IDisposable observation = SloDependency.Observe("none");
        using Activity root = new Activity("request").Start();
        SloCallScope first = SloCalls.Begin();
        first.End();
        SloCallScope second = SloCalls.Begin();
        SloDependency.Start("a").Dispose();

        Assert.Null(first.End());
        SloDependency.Start("a").Dispose();
        Assert.Equal(2, second.End()!.Count);
        Assert.Null(second.End());
        Assert.NotEqual(first, second);
    }

    // What an explanation blames is what the map blames: also a call that timed out, and many calls that are slow together.
    [Theory]
    [InlineData("search 0.2, payments 0.2 cancelled", "payments")]
    [InlineData("payments 0.2 cancelled, search 0.2 failed", "search")]
    [InlineData("search 0.2, payments 1.5", "payments")]
    [InlineData("search 0.2, payments 0.4, payments 0.4, payments 0.4", "payments")]
    [InlineData("payments 0.4, payments 0.4, payments 0.4, search 1.5", "search")]
    [InlineData("search 0.9, payments 0.9", null)]
    public void BadRequest_IsOfTheDependencyThatTheMapBlames(string calls, string? expected)
    {
        ManualTime time = new();
        using Source source = new();
        using IDisposable observation = SloDependency.Observe(source.Name);
        using World world = new(builder => builder.FasterThan(Second).Rolling(TimeSpan.FromDays(1)));
        for (var i = 0; i < 20; i++)
        {
            SloCallScope scope = SloCalls.Begin();
            foreach (var one in calls.Split(", "))
            {
                Make(one.Split(' '), time);
            }

            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Calls = scope.End() });
        }

        world.After(TimeSpan.FromMinutes(1));
        SloAttribution found = world.Tracker.GetContributors(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.Equal(expected, found.Contributors.Count == 0 ? null : Assert.Single(found.Contributors).Name);
    }

    private static void Make(string[] words, ManualTime time)
    {
        using SloDependency call = SloDependency.Start(words[0], time);
        time.Advance(TimeSpan.FromSeconds(double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)));
        switch (words.ElementAtOrDefault(2))
        {
            case "failed":
                call.Fail();
                break;
            case "cancelled":
                call.Cancel();
                break;
        }
    }
}
