using System.Collections.Concurrent;
using System.Diagnostics;
using Slo.Dependencies;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>The calls of work are used again for other work. Neither what a request left running nor what is given back twice may reach
/// that.</summary>
[Collection("calls")]
public sealed class ReusedCallsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Calls_GivenBack_AreUsedAgain(bool hasActivity)
    {
        using IDisposable observation = SloDependency.Observe("none");
        using Activity? root = hasActivity ? new Activity("request").Start() : null;
        SloCallScope first = SloCalls.Begin();
        SloDependency.Start("a").Dispose();
        SloCalls calls = first.End()!;
        first.Release(calls);
        SloCallScope second = SloCalls.Begin();
        SloDependency.Start("b").Dispose();

        Assert.Same(calls, second.End());
        Assert.Equal(1, calls.Count);
        second.Release(calls);
    }

    // Without the comparison of tickets in SloCalls, each of these three adds a call of the first work to the second.
    [Fact]
    public void Link_ToWorkThatIsOver_DoesNothing()
    {
        WorkTable table = new(1, 1);
        using Activity client = new("client");
        CallLink first = table.Add();
        first.Open(new OpenCall(client, 0));
        first.Calls!.Release(first.Ticket);
        SloCalls calls = first.End()!;
        first.Open(new OpenCall(client, 0));
        Assert.Equal(1, calls.Count);
        calls.Release(first.Ticket);
        CallLink second = table.Add();

        first.Open(new OpenCall(client, 0));
        first.Close(client, "late", 1, CallOutcome.Failed);
        Assert.False(first.TryName(client, "late"));
        Assert.Null(first.End());

        Assert.Same(calls, second.Calls);
        Assert.Equal(0, calls.Count);
        Assert.Null(second.End());
    }

    [Fact]
    public void Calls_GivenBackTwiceOrForOtherWork_AreOfOneRequestAtATime()
    {
        WorkTable table = new(1, 1);
        CallLink first = Ended(table);
        first.Calls!.Release(0);
        first.Calls.Release(first.Ticket + 1);
        Assert.Equal(1, first.Calls.Count);
        first.Calls.Release(first.Ticket);
        first.Calls.Release(first.Ticket);
        first.Calls.Release(0);
        CallLink second = Ended(table);
        first.Calls.Release(first.Ticket);

        Assert.Same(first.Calls, second.Calls);
        Assert.Equal(1, second.Calls!.Count);
        Assert.NotSame(first.Calls, table.Add().Calls);
    }

    [Fact]
    public void Table_KeepsFewCalls()
    {
        WorkTable table = new(1, 1);
        CallLink[] busy = [.. Enumerable.Range(0, 3 * WorkTable.MostFree).Select(_ => Ended(table))];
        Array.ForEach(busy, link => link.Calls!.Release(link.Ticket));

        CallLink[] again = [.. busy.Select(_ => table.Add())];
        Assert.Equal(WorkTable.MostFree, again.Count(link => busy.Any(one => ReferenceEquals(one.Calls, link.Calls))));
        Assert.Equal(again.Length, again.Select(link => link.Ticket).Distinct().Count());
        Assert.Contains(
            FormattableString.Invariant($"up to {WorkTable.MostFree * RunningWork.Parts:N0} requests with calls"),
            File.ReadAllText(Repository.PathOf("docs", "insight.md")).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    // Every request leaves an own call behind, which ends later, and calls that begin later in its context: on any thread, during a request
    // that uses its calls by then. Without the comparison of tickets in SloCalls.Close and SloCalls.Open, requests have dependencies that
    // they never called; without that in SloCalls.Release, two requests have the same calls.
    [Fact]
    public async Task Requests_ThatLeaveCallsBehind_GiveThemToNoOther()
    {
        const int requests = 4_000;
        using IDisposable observation = SloDependency.Observe("none");
        using World leaving = new();
        using World clean = new();
        ConcurrentQueue<Action> left = new();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < requests; i++)
            {
                InNewContext(i % 2 == 0, () => Leave(leaving, left));
                InNewContext(i % 2 == 0, () => Call(clean, left));
            }
        })));

        SloDependencyStatus own = Assert.Single(clean.Tracker.GetDependencies().Dependencies);
        Assert.Equal(("own", new SloEventCounts(3 * requests, 0)), (own.Name, own.TotalCalls));
        SloDependencyStatus late = Assert.Single(leaving.Tracker.GetDependencies().Dependencies);
        Assert.Equal(("late", 3 * requests), (late.Name, late.Requests.Total));
    }

    private static void Leave(World world, ConcurrentQueue<Action> left)
    {
        SloCallScope scope = SloCalls.Begin();
        ExecutionContext context = ExecutionContext.Capture()!;
        SloDependency late = SloDependency.Start("late");
        left.Enqueue(late.Dispose);
        left.Enqueue(() => ExecutionContext.Run(context, static _ => SloDependency.Start("late").Dispose(), null));
        Record(world, scope);
    }

    private static void Call(World world, ConcurrentQueue<Action> left)
    {
        SloCallScope scope = SloCalls.Begin();
        SloDependency.Start("own").Dispose();
        for (var i = 0; i < 2; i++)
        {
            if (left.TryDequeue(out Action? end))
            {
                end();
            }
        }

        Record(world, scope);
    }

    private static void Record(World world, SloCallScope scope)
    {
        SloCalls? calls = scope.End();
        world.Tracker.Record(new SloEvent(SloOutcome.Good) { Calls = calls });
        scope.Release(calls);
        scope.Release(calls);
    }

    private static CallLink Ended(WorkTable table)
    {
        CallLink link = table.Add();
        link.Close(link, "a", 1, CallOutcome.Succeeded);
        link.End();
        return link;
    }

    // As a server begins each request.
    private static void InNewContext(bool hasActivity, Action request) => ExecutionContext.Run(
        ExecutionContext.Capture()!,
        _ =>
        {
            using Activity? activity = hasActivity ? new Activity("request").Start() : null;
            request();
        },
        null);
}
