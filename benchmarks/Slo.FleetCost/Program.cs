using Fleet;
using Slo.FleetCost;

// Measures what a fleet costs its database. Without arguments, it makes all runs of docs/fleet.md.
//   simulate INTERVAL-SECONDS INSTANCES OBJECTIVES   simulates a fleet for a minute
//   publish OBJECTIVES...                            measures one instance
await using Database? database = Environment.GetEnvironmentVariable("ConnectionStrings__Slo") is null
    ? await Database.StartAsync(CancellationToken.None)
    : null;
var connection = database?.ConnectionString ?? Environment.GetEnvironmentVariable("ConnectionStrings__Slo")!;
int[] numbers = [.. args.Skip(1).Select(int.Parse)];
if (args is [] or ["simulate", ..])
{
    int[][] runs = numbers is [] ? [[2, 1_000, 100], [10, 1_000, 100], [2, 100, 100]] : [numbers];
    foreach (var run in runs)
    {
        await Simulation.RunAsync(connection, TimeSpan.FromSeconds(run[0]), run.ElementAtOrDefault(1), run.ElementAtOrDefault(2));
    }
}

if (args is [] or ["publish", ..])
{
    await OneInstance.RunAsync(connection, args is [] ? [100, 1_000, 10_000] : numbers);
}
