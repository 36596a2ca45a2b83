using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

/// <summary>Routes that are mapped have their groups from the start.</summary>
public sealed class ReservedGroupsTests
{
    [Fact]
    public async Task Series_OfAMappedRoute_BeginsAtZero()
    {
        await using KestrelApp app = await StartAsync(maximum: 100);
        Dictionary<string, long> bad = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "slo.group.events")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            Dictionary<string, object?> all = tags.ToArray().ToDictionary();
            if (all["slo.event.outcome"] is "bad" && all["slo.name"] is "service")
            {
                bad[(string)all["http.route"]!] = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(0, bad["/works"]);
        Assert.Equal(0, bad["/fails"]);

        await app.GetAsync("/fails");
        Assert.Equal((0, 1, 0), await app.CountsAsync("service"));
        listener.RecordObservableInstruments();

        Assert.Equal(1, bad["/fails"]);
    }

    [Fact]
    public async Task Routes_AddedByAReload_AreReservedAtTheNextRequest()
    {
        await using KestrelApp app = await StartAsync(maximum: 100);
        app.Registry.Add(new SloObjectiveBuilder("late").TargetPercent(99).HttpServer(http => http.Route("/gone")).Build());
        await app.GetAsync("/works");
        await app.LoggedAsync();

        Assert.Single(app.Log.Messages(105));
    }

    private static Task<KestrelApp> StartAsync(int maximum) => KestrelApp.StartAsync(
        options => options.AddObjective("service", objective => objective.TargetPercent(99).HttpServer().GroupByRoute(maximum)),
        app =>
        {
            app.MapGet("/works", () => Results.Ok());
            app.MapGet("/fails", () => Results.StatusCode(500));
        });
}
