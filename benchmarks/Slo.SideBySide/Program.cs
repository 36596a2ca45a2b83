using System.Globalization;
using Slo.SideBySide;

// The same rule in the app and in Prometheus beside it, the same total outage: who fires when? Runs at once, each with servers of its own.
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;

// One second between evaluations, and one slice of the finest tier.
const double Allowed = 2;

RunResult[] results = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Run.TellAsync()));
Console.WriteLine("| side | fires after the outage began, s | from | to | resolves after it ended, s | from | to |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
for (var side = 0; side < results[0].Sides.Count; side++)
{
    Console.WriteLine($"| {results[0].Sides[side].Side} | {Spread(result => result.Sides[side].Fired)} | {Spread(result => result.Sides[side].Resolved)} |");
}

var late = results.Count(result => !IsInTime(result.Sides[1].Fired - result.Sides[0].Fired) || !IsInTime(result.Sides[1].Resolved - result.Sides[0].Resolved));
Console.WriteLine(late == 0
    ? $"in all {runs} runs the process fired and resolved within {Allowed} s of the formula"
    : $"in {late} of {runs} runs the process was not within {Allowed} s of the formula");
return late == 0 ? 0 : 1;

string Spread(Func<RunResult, double> value)
{
    double[] values = [.. results.Select(value).Order()];
    var digits = values[0] == values[^1] ? "0.00" : "0.0";
    return string.Join(" | ", new[] { values[values.Length / 2], values[0], values[^1] }.Select(each => each.ToString(digits, CultureInfo.InvariantCulture)));
}

// Two hundredths of a second early: events come a hundred a second.
static bool IsInTime(double late) => late is >= -0.02 and <= Allowed;
