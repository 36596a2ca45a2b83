using System.Diagnostics;
using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput;

/// <summary>The same in several processes, one after the other: where code and data happen to lie differs from process to process.</summary>
internal static class Children
{
    internal static Report Run(Options options)
    {
        OrderedDictionary<string, List<double>> values = [];
        for (var i = 0; i < options.Processes; i++)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"process {i + 1} of {options.Processes}"));
            foreach ((string key, double value) in JsonReport.Read(RunOne(options)))
            {
                values.TryAdd(key, []);
                values[key].Add(value);
            }
        }

        Report report = new() { Processes = options.Processes };
        foreach ((string key, List<double> all) in values)
        {
            report.Add(key, Statistics.Median(all));
        }

        return report;
    }

    private static string RunOne(Options options)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Children).Assembly.Location);
        }

        foreach (var argument in options.ForChild())
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(FormattableString.Invariant($"a child process ended with {process.ExitCode}"));
    }
}
