using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo;
using Worker;

// A service without HTTP: jobs that it counts itself, and the age of its queue. --for 10s says how long it runs, --store
// where the counts are kept.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
TimeSpan runs = SloDuration.TryParse(builder.Configuration["for"], out TimeSpan given) ? given : TimeSpan.FromSeconds(10);
builder.Services.AddSlo()
    .AddObjective("jobs", o => o.TargetPercent(95).Rolling(TimeSpan.FromHours(1)).FasterThan(TimeSpan.FromMilliseconds(50)))
    .AddObjective("queue-age", o => o.Freshness("Worker", "queue.age", atMost: 30).TargetPercent(90).Rolling(TimeSpan.FromHours(1)))
    .AddSqliteStore(builder.Configuration["store"] ?? "slo.db");
builder.Services.AddHostedService<JobRunner>();
using IHost host = builder.Build();
await host.StartAsync();
await Task.Delay(runs, TimeProvider.System);
await host.StopAsync();
foreach (SloTracker tracker in host.Services.GetRequiredService<SloRegistry>().Trackers)
{
    SloStatus status = tracker.Status;
    Console.WriteLine($"{tracker.Objective}: {status.State}, {status.Events.Good} good, {status.Events.Bad} bad");
}
