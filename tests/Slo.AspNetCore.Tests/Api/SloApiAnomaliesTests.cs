using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiAnomaliesTests
{
    [Fact]
    public async Task Anomalies_OfErrors_SayWhatIsUnusualAgainstWhat()
    {
        await using KestrelApp app = await StartAsync();
        Run(app, 600, good: 600, bad: 1);
        Run(app, 2, good: 500, bad: 100);

        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/v1/slos/all/anomalies", TestContext.Current.CancellationToken));

        JsonElement root = answer.RootElement;
        Assert.Equal(SloAnomalyDetector.Threshold, root.GetProperty("threshold").GetDouble());
        Assert.InRange(root.GetProperty("trafficScore").GetDouble(), 0, SloAnomalyDetector.Threshold);
        JsonElement observation = Assert.Single(root.GetProperty("observations").EnumerateArray());
        Assert.Equal(observation.GetProperty("score").GetDouble(), root.GetProperty("badRatioScore").GetDouble());
        Assert.Equal("badRatio", observation.GetProperty("signal").GetString());
        Assert.Equal(JsonValueKind.Null, observation.GetProperty("endedAt").ValueKind);
        Assert.Contains("% bad events, usually", observation.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(observation.GetProperty("observed").GetDouble() > observation.GetProperty("expectedHigh").GetDouble());
    }

    [Fact]
    public async Task Anomalies_OfLatency_NameTheDuration()
    {
        await using KestrelApp app = await StartAsync(TimeSpan.FromMilliseconds(300));
        Time(app, 300, slow: 1);
        Time(app, 2, slow: 50);

        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/v1/slos/all/anomalies", TestContext.Current.CancellationToken));

        JsonElement observation = Assert.Single(answer.RootElement.GetProperty("observations").EnumerateArray());
        Assert.Equal(observation.GetProperty("score").GetDouble(), answer.RootElement.GetProperty("latencyScore").GetDouble());
        Assert.Equal(("latency", 0.15), (observation.GetProperty("signal").GetString(), observation.GetProperty("longerThanSeconds").GetDouble()));
        Assert.Contains("took longer than 150ms", observation.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anomalies_OfANewObjective_AreUnknown()
    {
        await using KestrelApp app = await StartAsync();

        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/v1/slos/all/anomalies", TestContext.Current.CancellationToken));

        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("badRatioScore").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("trafficScore").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("latencyScore").ValueKind);
        Assert.Equal(0, answer.RootElement.GetProperty("observations").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos/unknown/anomalies"));
    }

    // A list of objectives says it without a request for each of them, and only while it lasts.
    [Fact]
    public async Task Overview_HasTheObservationsThatAreOpen()
    {
        await using KestrelApp app = await StartAsync();
        Run(app, 600, good: 600, bad: 1);
        Assert.Empty(await OverviewAsync(app));

        Run(app, 2, good: 500, bad: 100);
        JsonElement observation = Assert.Single(await OverviewAsync(app));
        Assert.Equal("badRatio", observation.GetProperty("signal").GetString());
        Assert.Contains("% bad events, usual", observation.GetProperty("text").GetString(), StringComparison.Ordinal);

        Run(app, 30, good: 600, bad: 1);
        Assert.Empty(await OverviewAsync(app));
        Assert.NotEmpty(app.Registry.Get("all").Observations);
    }

    private static async Task<JsonElement[]> OverviewAsync(KestrelApp app)
    {
        using var answer = JsonDocument.Parse(
            await app.Client.GetStringAsync("/slo/api/v1/slos?view=overview", TestContext.Current.CancellationToken));
        return [.. answer.RootElement.GetProperty("slos")[0].GetProperty("observations").EnumerateArray().Select(one => one.Clone())];
    }

    private static Task<KestrelApp> StartAsync(TimeSpan? threshold = null) => KestrelApp.StartAsync(
        options => options.AddObjective("all", objective =>
        {
            objective.TargetPercent(99).HttpServer();
            if (threshold is { } known)
            {
                objective.FasterThan(known);
            }
        }),
        app => app.MapSloApi().AllowAnonymous());

    private static void Time(KestrelApp app, int slices, int slow)
    {
        for (var i = 0; i < slices; i++)
        {
            for (var request = 0; request < 200; request++)
            {
                app.Registry.Get("all").Record(TimeSpan.FromMilliseconds(request < slow ? 200 : 10));
            }

            app.Time.Advance(TimeSpan.FromMinutes(5));
            app.Registry.Evaluate();
        }
    }

    private static void Run(KestrelApp app, int slices, long good, long bad)
    {
        for (var i = 0; i < slices; i++)
        {
            app.Registry.Get("all").Record(good, bad);
            app.Time.Advance(TimeSpan.FromMinutes(5));
            app.Registry.Evaluate();
        }
    }
}
