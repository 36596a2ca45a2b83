using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Slo.Cli.History;
using Slo.Shared.History;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Reporting;

/// <summary>
/// Published histories as an app would have counted them, with deployments, kept in a file; then the review that the tool makes of it.
/// The counts of the range are the published ones of a window. With SLO_REPORT_FOLDER the documents stay there, to look at.
/// </summary>
public sealed partial class TraceReportTests
{
    [Theory]
    [InlineData("ms_ingress_04", "99", "30d", "7d")]
    [InlineData("upptime_home_router", "95", "30d", "7d")]
    public async Task Review_OfAPublishedTrace_HasItsNumbers(string name, string target, string period, string window)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        using TestFolder folder = new();
        var definitions = folder.Definitions($$""" "{{name}}": { "DisplayName": "Trace {{name}}", "Owner": "platform", "TargetPercent": {{target}}, "Period": "{{period}}", "SlaTargetPercent": 90 } """);
        var database = folder.PathOf("slo.db");
        IReadOnlyList<TraceRow> rows = TraceFile.Read(Oracle.PathOf("traces", "dev", name + ".csv"));
        DateTimeOffset to = Midnight(rows[^1].Time);
        Assert.True(SloDuration.TryParse(window, out TimeSpan length));
        IReadOnlyList<SloIncident> incidents = await RunAsync(Cli.Definitions.DefinitionFile.Read(definitions, null), rows, database);
        (long bad, long total) = Published(name, to.ToUnixTimeSeconds(), window);

        string[] arguments = ["report", "--state", database, "-i", definitions, "--from", Iso(to - length), "--to", Iso(to)];
        ToolRun html = await ToolRun.Of([.. arguments, "--format", "html"]);
        ToolRun markdown = await ToolRun.Of([.. arguments, "--format", "markdown"]);

        Assert.Equal((0, 0), (html.Code, markdown.Code));
        Keep(name, html.Output, markdown.Output);
        var spent = bad / (total * (1 - (double.Parse(target, CultureInfo.InvariantCulture) / 100)));
        Assert.Contains($"Bad events: **{N(bad)}** (of {N(total)})", markdown.Output, StringComparison.Ordinal);
        Assert.Contains($"({(spent * 100).ToString("#,0.0", CultureInfo.InvariantCulture)} % spent)", markdown.Output, StringComparison.Ordinal);
        Assert.Contains($"<dd>{N(bad)}<small>of {N(total)}</small></dd>", html.Output, StringComparison.Ordinal);
        Assert.Contains($"Incidents: **{incidents.Count(one => one.StartedAt < to && (one.EndedAt ?? to) >= to - length)}**", markdown.Output, StringComparison.Ordinal);

        // The ledger of the file, too.
        Assert.Contains("### Deployments", markdown.Output, StringComparison.Ordinal);
        Assert.Contains("### Closed periods", markdown.Output, StringComparison.Ordinal);

        // One file: no script, nothing that is loaded, no style that a strict policy would refuse.
        Assert.DoesNotMatch(Forbidden(), html.Output);
    }

    private static async Task<IReadOnlyList<SloIncident>> RunAsync(SloObjective objective, IReadOnlyList<TraceRow> rows, string path)
    {
        ManualTime time = new(DateTimeOffset.FromUnixTimeSeconds(rows[0].Time));
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective);
        var version = 0;
        DateTimeOffset next = time.GetUtcNow().AddHours(31);
        foreach (TraceRow row in rows)
        {
            DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(row.Time);
            while (time.GetUtcNow() < at)
            {
                TimeSpan left = at - time.GetUtcNow();
                time.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
                registry.Evaluate();
                if (time.GetUtcNow() >= next)
                {
                    registry.MarkDeployment(string.Create(CultureInfo.InvariantCulture, $"v1.{++version}"), "ci");
                    next += TimeSpan.FromHours(53);
                }
            }

            tracker.Record(row.Good, row.Bad);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        registry.Evaluate();
        using SqliteSloStore store = new(path, time);
        await store.SaveAsync("", new SloStoreBatch(registry.Capture()) { Entries = registry.Ledger.Entries, Incidents = registry.Incidents }, CancellationToken.None);
        return registry.Incidents;
    }

    private static (long Bad, long Total) Published(string name, long at, string window)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(Oracle.PathOf("expected", "dev", name + ".windows.csv.gz")), CompressionMode.Decompress));
        var column = Array.IndexOf(reader.ReadLine()!.Split(','), "bad_" + window);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(at.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal))
            {
                var cells = line.Split(',');
                return (long.Parse(cells[column], CultureInfo.InvariantCulture), long.Parse(cells[column + 1], CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidDataException($"{name} has no row for {at}");
    }

    private static DateTimeOffset Midnight(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds / 86_400 * 86_400);

    private static string Iso(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Keep(string name, string html, string markdown)
    {
        if (Environment.GetEnvironmentVariable("SLO_REPORT_FOLDER") is { Length: > 0 } kept)
        {
            File.WriteAllText(Path.Combine(kept, name + ".html"), html);
            File.WriteAllText(Path.Combine(kept, name + ".md"), markdown);
        }
    }

    [GeneratedRegex("<script|<img|<link|<iframe| style=| on[a-z]+=|href=|src=|url\\(|@import|https?:")]
    private static partial Regex Forbidden();
}
