using System.Globalization;
using Slo.Overload;

// What shedding does for the critical route of an app that is asked for more than it can do: each run on an app of its own, without
// shedding and with it. Usage: Slo.Overload [seconds of each run, default 120] [runs of each kind, default 1].
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 120;
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
Console.WriteLine(
    $"{OverloadApp.Places} places of {OverloadApp.Work.TotalMilliseconds} ms: room for {OverloadApp.Capacity} requests/s; "
    + $"asked for {LoadRun.CriticalPerSecond} critical and {LoadRun.OptionalPerSecond} optional ones; {seconds} s a run; "
    + $"a critical one is good within {OverloadApp.Threshold.TotalMilliseconds} ms");
Console.WriteLine("shedding  critical good %  critical failed %  p50 ms  p99 ms  optional good  optional shed  optional failed  first shed after s");
for (var run = 0; run < runs; run++)
{
    foreach (var sheds in new[] { false, true })
    {
        await using OverloadApp app = await OverloadApp.StartAsync(sheds);
        LoadRun load = new(app);
        await load.RunAsync(TimeSpan.FromSeconds(seconds));
        Console.WriteLine(load.ToString());
    }
}
