using System.Globalization;
using Slo.StoreCost;

// What the SQLite store costs: the numbers of objectives as arguments, by default 100, 1,000 and 10,000. Each objective has a month of
// traffic; then an hour of it is saved as a host does, and loaded as at a start.
int[] counts = args.Length == 0 ? [100, 1_000, 10_000] : [.. args.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
using Month month = Month.Make();
Console.WriteLine("| objectives | first save | save, mean | written in an hour, data | on the disk | file | load | restore |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var count in counts)
{
    Console.WriteLine(await StoreRun.MeasureAsync(month, count));
}
