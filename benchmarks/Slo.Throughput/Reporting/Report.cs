using System.Runtime.InteropServices;

namespace Slo.Throughput.Reporting;

/// <summary>Figures by name, in the order in which they were added, and the machine they are from.</summary>
internal sealed class Report
{
    private readonly OrderedDictionary<string, double> _values = [];

    internal double this[string key] => _values[key];

    internal IEnumerable<KeyValuePair<string, double>> Values => _values;

    internal int Processes { get; init; } = 1;

    internal static int Processors => Environment.ProcessorCount;

    internal static string Runtime => RuntimeInformation.FrameworkDescription;

    internal static string Architecture => RuntimeInformation.ProcessArchitecture.ToString();

    internal IEnumerable<Goal> Goals => Goal.All.Where(goal => _values.ContainsKey(goal.Key));

    internal void Add(string key, double value) => _values.Add(key, value);
}
