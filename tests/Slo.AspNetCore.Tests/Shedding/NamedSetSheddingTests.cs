using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

/// <summary>Two sets with an objective of the same name, each of which protects another endpoint.</summary>
public sealed class NamedSetSheddingTests
{
    [Theory]
    [InlineData("", "/default", "/payments")]
    [InlineData("payments", "/payments", "/default")]
    public async Task Endpoint_OfOneSet_IsShedByTheBudgetOfThisSetOnly(string burning, string shed, string open)
    {
        await using KestrelApp app = await StartAsync();
        Burn(app, burning);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync(shed));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(open));
    }

    // It protects the objective of one set. That of the other set counts it as any other request that failed.
    [Theory]
    [InlineData("", "/default", "payments")]
    [InlineData("payments", "/payments", "")]
    public async Task ShedRequest_IsIgnoredByTheObjectiveOfItsSetOnly(string burning, string shed, string other)
    {
        await using KestrelApp app = await StartAsync();
        Burn(app, burning);
        await app.GetAsync(shed);
        await app.CountsAsync("checkout");

        Assert.Equal((new(0, 1_000), 1), CountsOf(app, burning));
        Assert.Equal((new SloEventCounts(0, 1), 0), CountsOf(app, other));
        Assert.Equal("shed", Assert.Single(RegistryOf(app, other).Get("checkout").GetReasons(top: 5)).Reason);
    }

    [Fact]
    public async Task Counter_OfEachSet_IsOnTheMeterOfTheSet()
    {
        await using KestrelApp app = await StartAsync();
        Burn(app, "");
        Burn(app, "payments");
        await app.GetAsync("/default");
        await app.GetAsync("/payments");
        await app.GetAsync("/payments");

        IMeterFactory meters = app.Services.GetRequiredService<IMeterFactory>();
        ConcurrentBag<string> seen = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.requests.shed" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add(
            $"{instrument.Meter.Tags?.Single(tag => tag.Key == "slo.set").Value ?? "-"} {tags[0].Value} {value}"));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(["- checkout 1", "payments checkout 2"], seen.Order());
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options => AddCheckout(options),
        app =>
        {
            app.MapGet("/default", () => "ok").RequireErrorBudget("checkout");
            app.MapGet("/payments", () => "ok").RequireErrorBudget("checkout", set: "payments");
        },
        builder => builder.Services.AddSlo("payments", options =>
        {
            options.EvaluationInterval = TimeSpan.FromMinutes(1);
            options.UnobservedTime = UnobservedTime.Exclude;
            AddCheckout(options);
        }));

    private static void AddCheckout(SloOptions options) => options.AddObjective(
        "checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).HttpServer().NoRules());

    private static SloRegistry RegistryOf(KestrelApp app, string set) =>
        set.Length == 0 ? app.Registry : app.Services.GetRequiredKeyedService<SloRegistry>(set);

    private static (SloEventCounts Total, long Ignored) CountsOf(KestrelApp app, string set)
    {
        SloTracker tracker = RegistryOf(app, set).Get("checkout");
        return (tracker.Total, tracker.IgnoredTotal);
    }

    private static void Burn(KestrelApp app, string set)
    {
        SloRegistry registry = RegistryOf(app, set);
        registry.Get("checkout").Record(good: 0, bad: 1_000);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }
}
