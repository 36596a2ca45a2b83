using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>A reaction of a fleet: one instance runs it, and the next one continues it.</summary>
public sealed class FleetReactionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Names = ["one", "two", "three"];

    // The leader loses its database while it makes the call, which never returns: whether it was carried out is known to nobody.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leader_LostDuringACall_IsFollowedByOne_ThatRepeatsOnlyWhatMayBeRepeated(bool isRepeatable)
    {
        var schema = postgres.NewSchema();
        Counter counter = new(isRepeatable) { Hangs = true };
        Dictionary<string, CuttableProxy> proxies = Names.ToDictionary(name => name, _ => new CuttableProxy(postgres.Server.Port));
        Dictionary<string, FleetHost> hosts = [];
        foreach (var name in Names)
        {
            hosts[name] = await FleetHost.StartAsync(
                PostgresServer.ConnectionStringOf(proxies[name].Port), schema, name,
                build: slo => slo.AddReaction("drain", reaction => reaction.On("x").Step(new CountedAction(counter, name))));
        }

        await Eventually.TrueAsync(
            () =>
            {
                hosts["one"].Tracker.Record(good: 0, bad: 100);
                return !counter.Applied.IsEmpty;
            },
            "it is applied");
        (var first, var key) = Assert.Single(counter.Applied);
        counter.Hangs = false;
        proxies[first].Cut();
        FleetHost[] others = [.. hosts.Values.Where(host => host != hosts[first])];
        SloReactionStepState expected = isRepeatable ? SloReactionStepState.Applied : SloReactionStepState.Unknown;

        // On a busy machine, the alert would end before another one leads.
        await Eventually.TrueAsync(
            () =>
            {
                others[0].Tracker.Record(good: 0, bad: 10);
                return others.Any(host => host.Fleet.IsLeading && host.Reactions.All[0].Steps[0].State == expected);
            },
            "another one leads and continues it");

        // The first one is back, and does not lead: it asks the store.
        proxies[first].Mend();
        await Eventually.TrueAsync(
            async () => (await hosts[first].Reactions.ReadAsync(TestContext.Current.CancellationToken))[0].Steps[0].State == expected, () => "the first one knows");
        Assert.InRange(counter.Applied.Count, isRepeatable ? 2 : 1, isRepeatable ? int.MaxValue : 1);
        Assert.All(counter.Applied, call => Assert.Equal(key, call.Key));
        await EndAsync(hosts, proxies);
    }

    [Fact]
    public async Task Decision_OnAnyInstance_ReachesTheLeader()
    {
        var schema = postgres.NewSchema();
        Counter counter = new(isRepeatable: true);
        Dictionary<string, FleetHost> hosts = [];
        foreach (var name in Names)
        {
            hosts[name] = await FleetHost.StartAsync(
                postgres.Server.ConnectionString, schema, name,
                build: slo => slo.AddReaction("drain", reaction => reaction.On("x").Step(new CountedAction(counter, name))));
        }

        await Eventually.TrueAsync(() => hosts.Values.Any(host => host.Fleet.IsLeading), "one leads");
        FleetHost other = hosts.Values.First(host => !host.Fleet.IsLeading);
        await other.Reactions.DecideAsync(
            "drain", SloReactionOverrideKind.Force, "drill", "ann", cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => counter.Applied.Count == 1, "applied");
        Assert.True(hosts[counter.Applied.Single().Instance].Fleet.IsLeading);
        await other.Reactions.DecideAsync(
            "drain", SloReactionOverrideKind.Undo, "enough", "ann", cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => counter.Undone == 1, "undone");
        await EndAsync(hosts, []);
    }

    // Alertmanager sends each message to one instance, which need not be the leader, nor the one of the message before.
    [Fact]
    public async Task AlertFromElsewhere_OnAnyInstance_ReachesTheLeader()
    {
        var schema = postgres.NewSchema();
        Counter counter = new(isRepeatable: true);
        Dictionary<string, FleetHost> hosts = [];
        foreach (var name in Names)
        {
            hosts[name] = await FleetHost.StartAsync(
                postgres.Server.ConnectionString, schema, name,
                build: slo => slo.AddReaction("drain", reaction =>
                {
                    reaction.Alerts.Add("CanaryErrors");
                    reaction.RecoverFor = TimeSpan.Zero;
                    reaction.Step(new CountedAction(counter, name));
                }));
        }

        await Eventually.TrueAsync(() => hosts.Values.Any(host => host.Fleet.IsLeading), "one leads");
        FleetHost[] others = [.. hosts.Values.Where(host => !host.Fleet.IsLeading)];
        SloAlertTransition fired = new()
        {
            Source = SloAlertSource.Alertmanager,
            Kind = SloAlertTransitionKind.Fired,
            At = TimeProvider.System.GetUtcNow(),
            Name = "CanaryErrors",
            Fingerprint = "f",
            After = AlertSeverity.Page,
            StartedAt = TimeProvider.System.GetUtcNow(),
        };
        others[0].Alerts.Post(fired);
        await Eventually.TrueAsync(() => !counter.Applied.IsEmpty, "applied");
        Assert.True(hosts[Assert.Single(counter.Applied).Instance].Fleet.IsLeading);

        others[1].Alerts.Post(fired with { Kind = SloAlertTransitionKind.Resolved, Before = AlertSeverity.Page, After = null });
        await Eventually.TrueAsync(() => counter.Undone == 1, "undone");
        await EndAsync(hosts, []);
    }

    private static async Task EndAsync(Dictionary<string, FleetHost> hosts, Dictionary<string, CuttableProxy> proxies)
    {
        foreach (FleetHost host in hosts.Values)
        {
            await host.DisposeAsync();
        }

        foreach (CuttableProxy proxy in proxies.Values)
        {
            await proxy.DisposeAsync();
        }
    }

    private sealed class Counter(bool isRepeatable)
    {
        internal bool IsRepeatable => isRepeatable;

        internal bool Hangs { get; set; }

        internal ConcurrentQueue<(string Instance, string Key)> Applied { get; } = new();

        internal int Undone { get; set; }
    }

    private sealed class CountedAction : SloReactionAction
    {
        private readonly Counter _counter;
        private readonly string _instance;

        internal CountedAction(Counter counter, string instance)
        {
            _counter = counter;
            _instance = instance;
            Timeout = TimeSpan.FromMinutes(5);
        }

        public override string Resource => "counter";

        protected override bool IsIdempotent => _counter.IsRepeatable;

        public override async Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken)
        {
            var hangs = _counter.Hangs;
            _counter.Applied.Enqueue((_instance, request.Key));
            if (hangs)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return SloReactionResult.Done("counted");
        }

        public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken)
        {
            _counter.Undone++;
            return Task.FromResult(SloReactionResult.Done("taken back"));
        }

        public override string ToString() => "count";
    }
}
