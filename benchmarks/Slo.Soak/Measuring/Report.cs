using System.Globalization;
using Slo.Soak.App;
using Slo.Soak.Load;

namespace Slo.Soak.Measuring;

/// <summary>What the screen shows in the end.</summary>
internal static class Report
{
    private const int Rows = 12;

    internal static void Write(
        IReadOnlyList<CountCheck> checks, IReadOnlyList<Sample> samples, Growth growth, HeyTraffic traffic, Companions companions)
    {
        Line($"{traffic.Total} requests, {companions.Reloads.Version} reloads, "
            + $"{companions.Readers.Calls} reads ({companions.Readers.Refused} refused), "
            + $"{companions.Alerts.Fired} alerts fired, {companions.Alerts.Resolved} resolved");
        foreach (var error in traffic.Errors)
        {
            Line(error);
        }

        WriteChecks(checks);
        WriteSamples([.. samples.Where(sample => sample.IsCollected)]);
        WriteGrowth(growth);
    }

    private static void WriteChecks(IReadOnlyList<CountCheck> checks)
    {
        Line("\n| objective | good | bad | client's good | bad | |");
        Line("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (CountCheck check in checks)
        {
            var verdict = !check.IsRight ? "DIFFERS" : check.SplitIsExact ? "equal" : "total equal";
            Line($"| {check.Name} | {check.Counted.Good} | {check.Counted.Bad} | "
                + $"{check.Expected.Good} | {check.Expected.Bad} | {verdict} |");
        }
    }

    private static void WriteSamples(Sample[] samples)
    {
        Line("\nAfter a full collection, sizes in MiB:");
        Line("| at, s | resident | anonymous | files | code | heap | history | committed "
            + "| handles | threads | slots | timers | methods | transitions |");
        Line("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var step = Math.Max(1, (int)Math.Ceiling(samples.Length / (double)Rows));
        foreach (Sample sample in samples.Where((_, i) => (samples.Length - 1 - i) % step == 0))
        {
            ResidentMemory resident = sample.Resident;
            Line($"| {sample.Seconds:0} | {MiB(resident.Total)} | {MiB(resident.Anonymous)} | {MiB(resident.Files)} | {MiB(resident.Shared)} | "
                + $"{MiB(sample.Heap)} | "
                + $"{MiB(sample.History)} | {MiB(sample.Committed)} | {sample.Handles} | {sample.Threads} | "
                + $"{sample.Slots} | {sample.Timers} | {sample.Methods} | {sample.Transitions} |");
        }
    }

    private static void WriteGrowth(Growth growth)
    {
        if (!growth.IsJudged)
        {
            Line("too short to judge growth: 20 minutes at least");
            return;
        }

        Line("\n| growth | | at most |");
        Line("| --- | ---: | ---: |");
        foreach ((string what, double value, double? limit) in growth.Figures)
        {
            Line($"| {what} | {Number(value)} | {(limit is { } bound ? Number(bound) : "")} |");
        }

        Line(growth.IsBounded ? "growth is bounded" : "GROWS");
    }

    private static string MiB(long bytes) => Number(bytes / 1024.0 / 1024.0);

    private static string Number(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.WriteLine(text);
}
