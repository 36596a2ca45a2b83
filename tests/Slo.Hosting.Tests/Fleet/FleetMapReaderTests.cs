using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>The map is read and judged for all who ask within a moment, and a failure is in the log.</summary>
public sealed class FleetMapReaderTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly LogRecorder _log = new();
    private readonly List<SloFleet> _fleets = [];

    public void Dispose()
    {
        _fleets.ForEach(fleet => fleet.Dispose());
        _log.Dispose();
    }

    [Fact]
    public async Task Map_AskedForByMany_IsReadOnce_AndJudgedOnceForEachWindow()
    {
        var judged = 0;
        MapStore store = new(() => [Published("a", new WatchedCallers(() => Interlocked.Increment(ref judged), Caller("x")))]);
        SloFleet fleet = New(store);
        TimeSpan?[] windows = [null, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromDays(9)];

        SloFleetMap?[] maps = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => fleet.TryReadMapAsync(windows[i % windows.Length], Cancel)));

        Assert.Equal((1, 4), (store.Reads, judged));
        Assert.Equal(4, maps.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(
            [null, TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(6), TimeSpan.FromDays(3)],
            maps.Take(windows.Length).Select(map => map!.Window));
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Same(maps[0], await fleet.TryReadMapAsync(null, Cancel));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.NotSame(maps[0], await fleet.TryReadMapAsync(null, Cancel));
        Assert.Equal((2, 5), (store.Reads, judged));
    }

    // A caller that waits for a long judgement may leave, and others get what was begun: it is not begun again each second.
    [Fact]
    public async Task Request_ThatIsCancelled_DoesNotWaitForTheJudgement()
    {
        using ManualResetEventSlim judging = new();
        using ManualResetEventSlim goOn = new();
        MapStore store = new(() => [Published("a", new WatchedCallers(
            () =>
            {
                judging.Set();
                goOn.Wait();
            },
            Caller("x")))]);
        SloFleet fleet = New(store);
        try
        {
            using CancellationTokenSource gone = new();
            Task<SloFleetMap?> first = fleet.TryReadMapAsync(null, gone.Token);
            Assert.True(judging.Wait(TimeSpan.FromSeconds(30), Cancel));
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TimeSpan.FromSeconds(30), Cancel));

            _time.Advance(TimeSpan.FromSeconds(5));
            Task<SloFleetMap?> second = fleet.TryReadMapAsync(null, Cancel);
            goOn.Set();
            Assert.Equal("x", Assert.Single((await second.WaitAsync(TimeSpan.FromSeconds(30), Cancel))!.Callers).Objective);
            Assert.Equal(1, store.Reads);
        }
        finally
        {
            goOn.Set();
        }
    }

    [Fact]
    public async Task Failure_IsLoggedOnceAMinute_WithItsPlace_AndWithoutItsMessage()
    {
        SloFleet fleet = New(new MapStore(() => throw new InvalidOperationException("Host=db;Password=secret")));
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await fleet.TryReadMapAsync(null, Cancel));
            Assert.Null(await fleet.TryReadMapAsync(TimeSpan.FromHours(1), Cancel));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var message = Assert.Single(_log.Messages(55));
        Assert.StartsWith("The map of the fleet could not be read, and those who asked for it got none: InvalidOperationException at ", message, StringComparison.Ordinal);
        Assert.EndsWith("(0 earlier failures not logged)", message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await fleet.TryReadMapAsync(null, Cancel));
        Assert.EndsWith("(9 earlier failures not logged)", _log.Messages(55)[1], StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains("secret", StringComparison.Ordinal) || line.Exception is not null);
    }

    [Fact]
    public async Task Store_ThatDoesNotAnswer_IsLoggedToo()
    {
        MapStore store = new(() => []) { Answer = new TaskCompletionSource<IReadOnlyList<SloFleetDependencies>>().Task };
        Task<SloFleetMap?> asked = New(store).TryReadMapAsync(null, Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(asked.IsCompleted);
            },
            () => "the time is over");

        Assert.Null(await asked);
        Assert.Contains("CanceledException", Assert.Single(_log.Messages(55)), StringComparison.Ordinal);
    }

    // A row may hold what no writer of ours writes.
    [Fact]
    public async Task Rows_ThatCannotBeJudged_AreAFailure()
    {
        SloFleet fleet = New(new MapStore(() => [Published("a", null!)]));

        Assert.Null(await fleet.TryReadMapAsync(null, Cancel));
        Assert.Single(_log.Messages(55));
    }

    [Fact]
    public async Task Fleet_OfThisProcess_IsThatOfItsRow_AndEachObjectiveHasItsOwn()
    {
        List<SloFleetDependencies> rows = [Published("b", [Caller("x")]), Published("a", [Caller("x"), Caller("y")]), Published("b", [Caller("X")])];
        SloFleet fleet = New(new MapStore(() => [.. rows]));

        SloFleetMap unknown = (await fleet.TryReadMapAsync(null, Cancel))!;
        rows.Add(Published("b", []) with { Process = fleet.Process });
        _time.Advance(TimeSpan.FromSeconds(1));
        SloFleetMap known = (await fleet.TryReadMapAsync(null, Cancel))!;

        Assert.Equal((null, "b"), (unknown.Fleet, known.Fleet));
        Assert.Equal([("a", "x", 1), ("b", "x", 2), ("a", "y", 1)], known.Callers.Select(caller => (caller.Fleet, caller.Objective, caller.Instances)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SloFleetDependencies Published(string fleet, IReadOnlyList<SloFleetCaller> callers) =>
        new("", "i", Guid.NewGuid(), TimeSpan.FromSeconds(10), callers) { Fleet = fleet };

    private static SloFleetCaller Caller(string objective) =>
        new(objective, null, 0.99m, [new(TimeSpan.FromHours(1), new(100, 0), [new("payments", true, true)])]);

    private SloFleet New(ISloFleetStore store)
    {
        SloFleet fleet = new(new SloRegistry(_time), store, new SloFleetOptions { Instance = "i" }, _time, _log.CreateLogger("Slo.Test"));
        _fleets.Add(fleet);
        return fleet;
    }
}
