using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.StateProbe;

/// <summary>
/// A host whose alert fires, with a reaction that appends to a file: "once" may not be repeated, "again" may. It says AT where it stops to
/// be killed, and STEP and the state whenever the state of the step is another one.
/// </summary>
internal sealed class ReactingProbe(SloRegistry registry, SloReactions reactions) : BackgroundService
{
    internal static async Task RunAsync(string file, string reaction, KillPoint point)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        IHost? host = null;
        ISloBuilder slo = builder.Services.AddSlo(options => options.AddObjective(
            "probe", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)));
        slo.AddStore(_ => new PausingStore(new SqliteSloStore(file), point));
        slo.AddReaction(reaction, one => one.On("probe").Step(new AppendingAction(
            $"{file}.keys", reaction == "again", point, () => host!.Services)
        {
            Timeout = TimeSpan.FromMinutes(5),
        }));
        builder.Services.AddHostedService<ReactingProbe>();
        using (host = builder.Build())
        {
            await host.RunAsync();
        }
    }

    /// <summary>Says so, and never returns: only a signal ends the process.</summary>
    internal static Task StopHereAsync()
    {
        Say("AT");
        return new TaskCompletionSource().Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = "";
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            registry.Get("probe").Record(good: 0, bad: 1);
            if (reactions.All is [{ State: SloReactionState.Active } status] && $"STEP {status.Steps[0].State}" is var line && line != said)
            {
                said = line;
                Say(line);
            }
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
