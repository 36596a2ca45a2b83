using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Slo.Hosting.Tests.Alerting;
using Slo.Hosting.Tests.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A planted secret comes out nowhere but at the receiver.</summary>
public sealed class SecretsTests
{
    private const string Secret = "pl4nt3ds3cr3tpl4nt3ds3cr3t012345";

    [Theory]
    [MemberData(nameof(Targets.Types), MemberType = typeof(Targets))]
    public async Task Secrets_WhateverHappensToRequests_AppearInNoLogMetricOrSpan(string type)
    {
        ConcurrentQueue<string> seen = new();
        using ActivityListener spans = new()
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal) || source.Name.Length == 0,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"span {activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);
        using MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                // What sending may measure, and nothing else of this process: who listens to everything makes instruments of the tests
                // beside this one look listened to, and what the receiver measures is not ours.
                if (instrument.Meter.Name.StartsWith("System.Net", StringComparison.Ordinal) || instrument.Meter.Name == SloTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        meters.Start();

        // The first answer waits until all alerts are there: how many a batch holds, and so which of them is refused, does not depend on timing.
        TaskCompletionSource allPosted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var redirect = "";
        await using Receiver receiver = await Receiver.StartAsync(async (context, number) =>
        {
            await allPosted.Task;
            context.Response.StatusCode = number switch { 1 => 500, 2 => 302, 3 => 400, _ => 200 };
            context.Response.Headers.Location = number == 2 ? redirect : "";
            await context.Response.WriteAsync(Secret);
            if (number == 1)
            {
                context.Abort();
            }
        });
        redirect = receiver.Address + Secret;
        await using NotifyingHost host = await NotifyingHost.StartAsync(type, new Uri($"{receiver.Address}/{Secret}?token={Secret}"), Plant);
        for (var i = 0; i < 4; i++)
        {
            host.Post(Transitions.Fired($"slo-{i}"));
        }

        // An abort, a redirect, a refusal and successes. Alertmanager is told of all in one batch, after the redirect one by one, and of the one
        // refused again in a minute.
        allPosted.SetResult();
        await host.CountedAsync("delivered", type == "Alertmanager" ? 3 : 2);
        await host.CountedAsync(type == "Alertmanager" ? "retried" : "dead", 2);
        await using NotifyingHost refused = await NotifyingHost.StartAsync(type, new Uri(Dependency.Nowhere(), $"/{Secret}?token={Secret}"), Plant);
        refused.Post(Transitions.Fired());
        await refused.CountedAsync("retried");
        await Eventually.TrueAsync(() => refused.Log.Messages(17).Count > 0, "the failure in the log");
        await host.StopAsync(TimeSpan.FromSeconds(1));
        await refused.StopAsync(TimeSpan.FromSeconds(1));

        // The secret was there to be shown.
        Assert.Contains(receiver.Requests, request => request.Path.Contains(Secret, StringComparison.Ordinal) && request.Headers["X-Api-Key"] == Secret);
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, text => text.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(
            host.Log.Lines.Concat(refused.Log.Lines).Select(line => $"{line.Message} {line.Exception}"), text => text.Contains(Secret, StringComparison.Ordinal));

        void Plant(SloHttpNotificationTarget target)
        {
            target.Headers["X-Api-Key"] = Secret;
            target.SigningSecret = Secret;
            if (target is PagerDutyNotificationTarget pager)
            {
                pager.RoutingKey = Secret;
            }

            Assert.DoesNotContain(Secret, target.ToString(), StringComparison.Ordinal);
        }
    }
}
