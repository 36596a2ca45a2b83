using System.Globalization;
using Slo.Wrk;

// CPU per request on real Kestrel under wrk, with and without the middleware, interleaved so that both meet the same machine.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
await using Target plain = await Target.StartAsync(counts: false);
await using Target counted = await Target.StartAsync(counts: true);
await plain.LoadAsync(2);
await counted.LoadAsync(2);

List<(double Plain, double Counted)> costs = [];
for (var i = 0; i < rounds; i++)
{
    (double Plain, double Counted) cost = i % 2 == 0
        ? (await plain.LoadAsync(seconds), await counted.LoadAsync(seconds))
        : Swap(await counted.LoadAsync(seconds), await plain.LoadAsync(seconds));
    costs.Add(cost);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {i + 1}: {cost.Plain:0.00} us per request without, {cost.Counted:0.00} us with"));
}

var without = Median(costs.Select(cost => cost.Plain));
var with = Median(costs.Select(cost => cost.Counted));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {without:0.00} us without, {with:0.00} us with UseSlo (status and latency), ratio {with / without:0.000}"));
Console.WriteLine($"requests counted: {counted.Counted}, answered: {counted.Answered}");
return counted.Counted == counted.Answered ? 0 : 1;

static (double Plain, double Counted) Swap(double counted, double plain) => (plain, counted);

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
