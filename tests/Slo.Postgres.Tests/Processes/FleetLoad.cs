using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Processes;

/// <summary>What tests of processes under load need.</summary>
internal static class FleetLoad
{
    // Some seconds of load on each.
    internal static Task<HeyReport[]> LoadAsync(int requests, params FleetProcess[] processes) => Task.WhenAll(processes.Select(process =>
        HeyReport.RunAsync(TestContext.Current.CancellationToken, "-n", requests.ToString(CultureInfo.InvariantCulture), "-c", "4", "-q", "50", process.Buy.ToString())));

    internal static Task ReportAsync(FleetProcess process, int count) => Eventually.TrueAsync(
        async () => (await process.FleetAsync()).GetProperty("reporting").GetInt32() == count, () => $"{count} report");

    internal static void Skip()
    {
        Assert.SkipUnless(HeyReport.IsInstalled, "hey is not installed; test.sh installs it");
        Assert.SkipWhen(FleetProcess.MissingReason is not null, FleetProcess.MissingReason ?? "");
    }
}
