using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class RejectionListenerTests
{
    private const string Target = "Slo:Objectives:checkout:TargetPercent";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Under the reloader's lock, it would keep out every later change.
    [Fact]
    public async Task MeterListener_ThatBlocksAtARefusal_KeepsOutNoRepair()
    {
        using ManualResetEventSlim release = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new(Target, "90")]);
            builder.Services.AddMetrics().AddSlo(builder.Configuration.GetSection("Slo"));
        });
        using MeterListener listener = Listener(host.Services.GetRequiredService<IMeterFactory>(), () =>
        {
            entered.TrySetResult();
            release.Wait();
        });
        await host.StartAsync(Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");

        Change(host, "950");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Change(host, "95");

        await Eventually.TrueAsync(() => tracker.Objective.TargetRatio == 0.95m, "the repair in force");
        release.Set();
        await host.StopAsync(Cancel);
    }

    // The files are the same, and so is the reason: it is another change all the same.
    [Fact]
    public async Task Change_RefusedForTheSameReasonAsTheOneBefore_IsCountedToo()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new(Target, "90")]);
            builder.Services.AddMetrics().AddSlo(builder.Configuration.GetSection("Slo"));
        });
        var refusals = 0;
        using MeterListener listener = Listener(host.Services.GetRequiredService<IMeterFactory>(), () => Interlocked.Increment(ref refusals));
        await host.StartAsync(Cancel);

        Change(host, "950");
        await Eventually.TrueAsync(() => Volatile.Read(ref refusals) == 1, "the first refusal");
        host.Services.GetRequiredService<IConfiguration>()["Slo:Objectives:checkout:Description"] = "another change";
        Change(host, "950");

        await Eventually.TrueAsync(() => Volatile.Read(ref refusals) == 2, "the second refusal");
        await host.StopAsync(Cancel);
    }

    private static MeterListener Listener(IMeterFactory meters, Action act)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.config.rejections" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => act());
        listener.Start();
        return listener;
    }

    private static void Change(IHost host, string target)
    {
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        configuration[Target] = target;
        ((IConfigurationRoot)configuration).Reload();
    }
}
