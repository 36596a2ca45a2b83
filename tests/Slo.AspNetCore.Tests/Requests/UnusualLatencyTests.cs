using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Observations of the latency of requests: which of them are slow, and which have no latency.</summary>
public sealed class UnusualLatencyTests
{
    private const int Requests = 20;
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);

    // After a day of requests that take no time. The first mark is of the whole request, the second one of the time to the first byte.
    [Theory]
    [InlineData(100, 0, 75, 75)]
    [InlineData(200, 0, 150, 150)]
    [InlineData(301, 0, 150, 150)]
    [InlineData(100, 150, 150, 75)]
    public async Task Observation_OfSlowRequests_NamesTheMarkOfTheLatencyThatIsMeasured(int first, int after, int whole, int firstByte)
    {
        await using KestrelApp app = await StartAsync();
        await RunAsync(app, slices: 320, slow: 0, path: "");
        Assert.Equal(0, app.Registry.Get("whole").GetAnomalyScore(SloAnomalySignal.Latency));

        await RunAsync(app, slices: 3, slow: 10, path: $"/take/{first}/{after}");

        foreach ((string name, int mark) in (IEnumerable<(string, int)>)[("whole", whole), ("firstbyte", firstByte)])
        {
            SloTracker tracker = app.Registry.Get(name);
            SloObservation open = Assert.Single(tracker.Observations, observation => observation.Signal == SloAnomalySignal.Latency);
            Assert.Equal((TimeSpan.FromMilliseconds(mark), 0.5), (open.LongerThan, open.Observed));
            Assert.Equal(first > 300 ? 30 : 0, tracker.Total.Bad);
            Assert.Equal(first > 300 ? [SloEvent.TooSlow] : [], tracker.GetReasons().Select(bad => bad.Reason));
        }
    }

    // The app, or the kind of response, has decided what they count as: their duration says nothing.
    [Theory]
    [InlineData("/marked", 30, 30)]
    [InlineData("/failed", 0, 0)]
    [InlineData("/stream/100", -1, 30)]
    [InlineData("/stream/200", -1, 30)]
    [InlineData("/stream/301", -1, 0)]
    [InlineData("/ignored", -1, -1)]
    public async Task Observations_OfRequestsWithAnotherVerdict_AreNone(string path, int wholeGood, int firstByteGood)
    {
        await using KestrelApp app = await StartAsync();
        await RunAsync(app, slices: 320, slow: 0, path: "");
        var before = app.Registry.Get("whole").Total.Good;
        await RunAsync(app, slices: 3, slow: 10, path);

        foreach ((string name, int good) in (IEnumerable<(string, int)>)[("whole", wholeGood), ("firstbyte", firstByteGood)])
        {
            SloTracker tracker = app.Registry.Get(name);
            Assert.DoesNotContain(tracker.Observations, observation => observation.Signal == SloAnomalySignal.Latency);
            Assert.Equal(0, tracker.GetAnomalyScore(SloAnomalySignal.Latency));
            Assert.Equal(
                (before + 30 + Math.Max(good, 0), good == 0 ? 30 : 0, good < 0 ? 30 : 0),
                (tracker.Total.Good, tracker.Total.Bad, tracker.IgnoredTotal));
        }
    }

    private static async Task RunAsync(KestrelApp app, int slices, int slow, string path)
    {
        for (var slice = 0; slice < slices; slice++)
        {
            for (var i = 0; i < Requests; i++)
            {
                await app.GetAsync(i < slow ? path : "/take/0/0");
            }

            await app.CountsAsync("whole");
            for (var minute = 0; minute < 5; minute++)
            {
                app.Time.Advance(TimeSpan.FromMinutes(1));
                app.Registry.Evaluate();
            }
        }
    }

    private static async Task<KestrelApp> StartAsync()
    {
        KestrelApp? running = null;
        void Take(int milliseconds) => running!.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddObjective("whole", o => o.TargetPercent(99).NoRules().HttpServer().FasterThan(Threshold));
                options.AddObjective("firstbyte", o => o.TargetPercent(99).NoRules().HttpServer(http => http.TimeToFirstByte()).FasterThan(Threshold));
            },
            app =>
            {
                app.MapGet("/take/{first}/{after}", async (HttpContext context, int first, int after) =>
                {
                    Take(first);
                    await context.Response.StartAsync();
                    Take(after);
                });
                app.MapGet("/marked", (HttpContext context) =>
                {
                    context.GetSloRequest()!.MarkGood();
                    Take(1000);
                });
                app.MapGet("/ignored", (HttpContext context) =>
                {
                    context.GetSloRequest()!.MarkIgnored();
                    Take(200);
                });
                app.MapGet("/failed", () =>
                {
                    Take(200);
                    return Results.StatusCode(500);
                });
                app.MapGet("/stream/{milliseconds}", async (HttpContext context, int milliseconds) =>
                {
                    Take(milliseconds);
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.WriteAsync("data: 1\n\n");
                    Take(1000);
                });
            });
    }
}
