using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

public sealed class ShedInstrumentsTests
{
    [Fact]
    public async Task Counter_OfShedRequests_HasTheNameAndTheAttributesOfThePage()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("checkout", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).NoRules()),
            app => app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout"));
        app.Registry.Get("checkout").Record(good: 0, bad: 100);
        app.Registry.Evaluate();
        await app.GetAsync("/optional");
        await app.GetAsync("/optional");

        IMeterFactory meters = app.Services.GetRequiredService<IMeterFactory>();
        ConcurrentBag<(string Instrument, long Value, string Attributes)> seen = [];
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
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((
            $"| `{instrument.Name}` | {instrument.GetType().Name.Split('`')[0]} | `{instrument.Unit}` | ", value,
            string.Join(", ", tags.ToArray().Select(tag => $"`{tag.Key}`")) + " " + string.Join(", ", tags.ToArray().Select(tag => tag.Value)))));
        listener.Start();
        listener.RecordObservableInstruments();

        (string row, var value, var attributes) = Assert.Single(seen);
        Assert.Equal((2, "`slo.name`, `slo.criticality` checkout, optional"), (value, attributes));
        Assert.Contains(row + "`slo.name`, `slo.criticality` |", File.ReadAllText(Repository.PathOf("docs", "metrics.md")), StringComparison.Ordinal);
    }
}
