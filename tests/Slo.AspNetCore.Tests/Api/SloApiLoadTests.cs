using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Slo.AspNetCore.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Many who ask at once, and those who ask for anything.</summary>
public sealed class SloApiLoadTests : IDisposable
{
    private const int Objectives = 300;
    private const string Everything = "/slo/api/v1/slos?limit=1000";

    private readonly FakeTimeProvider _time = new();
    private readonly SloRegistry _registry;
    private readonly SnapshotCache _snapshots;
    private readonly SloApi _api;

    public SloApiLoadTests()
    {
        _registry = new SloRegistry(_time);
        Declare(name => _registry.Add(Objective(name)));
        _snapshots = new SnapshotCache(_registry);
        _api = new SloApi(_registry, _snapshots, _time, null);
    }

    public void Dispose() => _registry.Dispose();

    // Without the lock of the cache several snapshots are built, and without that of the rows several arrays are written for one row:
    // each fails within a few rounds.
    [Fact]
    public async Task Requests_ThatComeTogether_BuildOnce()
    {
        for (var round = 1; round <= 20; round++)
        {
            _registry.Evaluate();
            using Barrier gate = new(8);
            byte[][][] seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    gate.SignalAndWait();
                    return (byte[][])[.. _snapshots.Current.All
                        .SelectMany(row => new[] { row.Json(ListView.Summary), row.Json(ListView.Full), row.AlertJson })];
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Equal(round, _snapshots.Built);
            Assert.All(seen, rows => Assert.True(rows.Zip(seen[0]).All(pair => ReferenceEquals(pair.First, pair.Second))));
        }
    }

    [Fact]
    public async Task Requests_BetweenTwoEvaluations_AreAnsweredFromTheSameRows()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _registry.Evaluate();
        var first = await AskAsync("?limit=10");
        ObjectiveRow[] rows = _snapshots.Current.All;
        byte[] written = rows[0].Json(ListView.Full);
        var second = await AskAsync("?limit=10");

        Assert.Equal(first, second);
        Assert.Same(rows, _snapshots.Current.All);
        Assert.Same(written, _snapshots.Current.All[0].Json(ListView.Full));
        Assert.Equal(1, _snapshots.Built);
    }

    // A page of 300 objectives has some 400 kB: kept, these would be 200 MB.
    [Fact]
    public async Task Requests_OfHundredsOfKinds_KeepNoPages()
    {
        await AskAsync("?limit=1000");
        await AskAsync("?limit=1000&view=summary");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 500; i++)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"?limit={Objectives + i}&cursor=a{i}&service=");
            await AskAsync(query + (i % 2 == 0 ? "shop" : "SHOP"));
            await AskAsync(query + "unknown&view=summary");
        }

        Assert.Equal(1, _snapshots.Built);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);
    }

    [Fact]
    public async Task SlowReaders_KeepNobodyWaitingAndGetOnePageOfOneSnapshot()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => Declare(name => options.AddObjective(name, objective => objective.TargetPercent(99).Compact())),
            app => app.MapSloApi().AllowAnonymous());
        List<HttpResponseMessage> slow = [];
        for (var i = 0; i < 100; i++)
        {
            slow.Add(await app.Client.GetAsync(
                Everything, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
            if (i % 10 == 0)
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                app.Registry.Evaluate();
            }
        }

        var whole = await app.Client.GetStringAsync(Everything, TestContext.Current.CancellationToken);
        Assert.Equal(Objectives, JsonNode.Parse(whole)!["slos"]!.AsArray().Count);
        foreach (HttpResponseMessage response in slow)
        {
            JsonNode page = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(Objectives, page["slos"]!.AsArray().Count);
            Assert.All(page["slos"]!.AsArray(), slo => Assert.Equal(page["asOf"]!.GetValue<string>(), slo!["asOf"]!.GetValue<string>()));
            response.Dispose();
        }
    }

    private static void Declare(Action<string> add)
    {
        for (var i = 0; i < Objectives; i++)
        {
            add($"objective-{i}");
        }
    }

    private static SloObjective Objective(string name) => new SloObjectiveBuilder(name).TargetPercent(99).Compact().Service("shop").Build();

    private async Task<string> AskAsync(string query)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new() { Request = { Method = "GET", QueryString = new QueryString(query) }, Response = { Body = body } };
        await _api.List(context);
        Assert.Equal(200, context.Response.StatusCode);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
