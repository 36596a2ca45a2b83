using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Why the alert of a fleet fires, as its API says: from what two processes keep of their bad events.</summary>
public sealed class SloApiFleetContributorsTests
{
    private const int Usual = 100;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // In each process, orders fail.
    [Fact]
    public async Task Contributors_AreThoseOfAllProcesses()
    {
        using World world = await World.StartAsync();
        await world.PlayAsync();
        world.Publish("a", "b");

        JsonNode answer = await world.App.ReadAsync("slos/x/contributors?scope=fleet");
        Assert.True(answer["isKnown"]!.GetValue<bool>());
        Assert.Equal(world.Faults["a"] + world.Faults["b"], answer["badEvents"]!.GetValue<long>());
        JsonNode found = Assert.Single(answer["contributors"]!.AsArray())!;
        Assert.Equal(["500", "POST /orders"], Values(found).Order());
        Assert.InRange(found["excessRatio"]!.GetValue<double>(), 0.9, 1);
        Assert.All(found["exemplars"]!.AsArray(), one => Assert.Single(Values(one!), value => value is "a" or "b"));

        // This process counted nothing itself.
        JsonNode range = await world.App.ReadAsync($"slos/X/contributors?scope=fleet&from={world.Began:yyyy-MM-ddTHH:mm:ssZ}&to={world.Ended:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.True(range["isKnown"]!.GetValue<bool>());
        Assert.Equal(["500", "POST /orders"], Values(Assert.Single(range["contributors"]!.AsArray())!).Order());
        Assert.Equal(0, (await world.App.ReadAsync("slos/x/contributors"))["badEvents"]!.GetValue<long>());
    }

    [Fact]
    public async Task WithoutWhatAllPublished_NothingIsKnown()
    {
        using World world = await World.StartAsync();
        await world.PlayAsync();

        foreach (string[] published in (string[][])[[], ["a"]])
        {
            world.Publish(published);
            foreach (var range in new[] { "", $"&from={world.Began:yyyy-MM-ddTHH:mm:ssZ}" })
            {
                JsonNode answer = await world.App.ReadAsync("slos/x/contributors?scope=fleet" + range);
                Assert.Equal(
                    (false, "the bad events of this time are not known", 0),
                    (answer["isKnown"]!.GetValue<bool>(), answer["summary"]!.GetValue<string>(), answer["contributors"]!.AsArray().Count));
            }

            // The reader asks the store again.
            world.App.Time.Advance(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task Objective_ThatDoesNotExist_IsNotFound()
    {
        using World world = await World.StartAsync();

        using HttpResponseMessage response = await world.App.Client.GetAsync(
            new Uri("/slo/api/v1/slos/unknown/contributors?scope=fleet", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private static IEnumerable<string> Values(JsonNode of) => of["values"]!.AsArray().Select(value => value!["value"]!.GetValue<string>());

    /// <summary>An app that takes no requests, two other processes of its fleet, and the store of all of them.</summary>
    private sealed class World : IDisposable
    {
        private readonly ToldFleet _store;
        private readonly Dictionary<string, SloRegistry> _processes;

        private World(KestrelApp app, ToldFleet store)
        {
            (App, _store) = (app, store);
            _processes = new[] { "a", "b" }.ToDictionary(name => name, _ => new SloRegistry(app.Time));
            foreach (SloRegistry registry in _processes.Values)
            {
                registry.Add(app.Registry.Get("x").Objective);
            }
        }

        internal KestrelApp App { get; }

        /// <summary>The bad events of each process since the fault began.</summary>
        internal Dictionary<string, long> Faults { get; } = [];

        internal DateTimeOffset Began { get; private set; }

        internal DateTimeOffset Ended { get; private set; }

        public void Dispose()
        {
            foreach (SloRegistry registry in _processes.Values)
            {
                registry.Dispose();
            }

            App.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        internal static async Task<World> StartAsync()
        {
            ToldFleet? store = null;
            KestrelApp app = await KestrelApp.StartAsync(
                slo => slo.AddObjective("x", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(6))
                    .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(5), Minute)),
                web => web.MapSloApi().AllowAnonymous(),
                builder => builder.Services.AddSlo().AddFleet(services => store = new ToldFleet(services.GetRequiredService<TimeProvider>())));
            return new(app, store!);
        }

        /// <summary>Half an hour as usual, and three minutes in which orders fail.</summary>
        internal async Task PlayAsync()
        {
            for (var minute = 0; minute < 30; minute++)
            {
                Play((_, route) => minute % 5 == 0 && route == 0 ? "404" : null);
            }

            Began = App.Time.GetUtcNow();
            long[] before = [.. _processes.Values.Select(Bad)];
            for (var minute = 0; minute < 3; minute++)
            {
                Play((i, route) => route == 2 && i % 10 != 0 ? "500" : null);
            }

            Ended = App.Time.GetUtcNow();
            foreach ((string name, long bad) in _processes.Keys.Zip(before))
            {
                Faults[name] = Bad(_processes[name]) - bad;
            }

            SloRegistry fleet = App.Services.GetRequiredService<SloFleet>().Registry;
            await Eventually.TrueAsync(
                () =>
                {
                    App.Time.Advance(TimeSpan.FromSeconds(1));
                    return fleet.TryGet("x", out SloTracker? joined) && joined.Total.Bad == _processes.Values.Sum(Bad);
                },
                "the fleet has the counts");
            Assert.NotNull(fleet.Get("x").Status.Alert.StartedAt);
        }

        /// <summary>What these processes keep now is in the store.</summary>
        internal void Publish(params string[] names)
        {
            SloBadEvents[] kept = [.. names.Select(name => _processes[name].Get("x").CaptureBadEvents(name))];
            _store.BadEvents = _ => kept;
        }

        private static long Bad(SloRegistry registry) => registry.Get("x").Total.Bad;

        // A minute of all processes: four routes in turn.
        private void Play(Func<int, int, string?> reason)
        {
            DateTimeOffset from = App.Time.GetUtcNow();
            SloEventCounts[] before = [.. _processes.Values.Select(registry => registry.Get("x").Total)];
            foreach (SloRegistry registry in _processes.Values)
            {
                for (var i = 0; i < Usual; i++)
                {
                    var failed = reason(i, i % 4);
                    registry.Get("x").Record(new SloEvent(failed is null ? SloOutcome.Good : SloOutcome.Bad)
                    {
                        Operation = i % 4 == 2 ? "POST /orders" : "GET /",
                        Reason = failed,
                    });
                }
            }

            App.Time.Advance(Minute);
            SloEventCounts all = default;
            foreach ((SloRegistry registry, SloEventCounts known) in _processes.Values.Zip(before))
            {
                registry.Evaluate();
                all += registry.Get("x").Total - known;
            }

            _store.Count(new(from, App.Time.GetUtcNow(), [new("x", App.Registry.Get("x").Objective.CountingKey, all)]));
        }
    }
}
