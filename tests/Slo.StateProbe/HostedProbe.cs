using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.StateProbe;

/// <summary>
/// A host with a store, as in an app. It says LOADED good total, then STATUS good total, seconds observed and seconds passed for each
/// evaluation, and ENDED good total when it is told to stop and records no more.
/// </summary>
internal sealed class HostedProbe(SloRegistry registry) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    internal static async Task RunAsync(string file)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSlo(options => options.AddObjective(
            "probe", objective => objective.TargetPercent(99).Rolling(Period).UnobservedTime(UnobservedTime.Exclude))).AddSqliteStore(file);

        // Of all services it is stopped first, as a server is.
        builder.Services.AddHostedService<HostedProbe>();
        using IHost host = builder.Build();
        await host.RunAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SloTracker tracker = registry.Get("probe");
        SloEventCounts before = tracker.GetStatus().Events;
        Say("LOADED", before);
        DateTimeOffset start = tracker.Status.AsOf;
        DateTimeOffset said = start;
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                tracker.Record(good: 9, bad: 1);
                if (tracker.Status is { } status && status.AsOf > said)
                {
                    said = status.AsOf;
                    Say("STATUS", status.Events, status.CoverageRatio * Period.TotalSeconds, (said - start).TotalSeconds);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        Say("ENDED", before + tracker.Total);
    }

    private static void Say(string what, SloEventCounts events, params ReadOnlySpan<double> seconds)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{what} {events.Good} {events.Total}");
        foreach (var number in seconds)
        {
            line += string.Create(CultureInfo.InvariantCulture, $" {number:F3}");
        }

        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
