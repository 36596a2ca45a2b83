using Fleet;
using Slo.FleetCost;

// What a fleet costs its database. Without arguments all runs of docs/fleet.md: simulate INTERVAL-SECONDS [INSTANCES [OBJECTIVES]] plays a
// fleet for a minute; publish OBJECTIVES... measures one instance.
await using Database? database = Environment.GetEnvironmentVariable("ConnectionStrings__Slo") is null
    ? await Database.StartAsync(CancellationToken.None)
    : null;
var connection = database?.ConnectionString ?? Environment.GetEnvironmentVariable("ConnectionStrings__Slo")!;
int[] numbers = [.. args.Skip(1).Select(int.Parse)];
if (args is [] or ["simulate", ..])
{
    int[] intervals = numbers is [var one, ..] ? [one] : [2, 10];
    foreach (var interval in intervals)
    {
        await Simulation.RunAsync(
            connection, TimeSpan.FromSeconds(interval), numbers.ElementAtOrDefault(1) is > 0 and var instances ? instances : 1_000,
            numbers.ElementAtOrDefault(2) is > 0 and var objectives ? objectives : 100);
    }
}

if (args is [] or ["publish", ..])
{
    await OneInstance.RunAsync(connection, args is [] ? [100, 1_000, 10_000] : numbers);
}
