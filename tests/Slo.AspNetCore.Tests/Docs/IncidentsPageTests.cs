using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Slo.Shared.Incidents;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Docs;

/// <summary>What docs/incidents.md says.</summary>
public sealed partial class IncidentsPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "incidents.md"));

    [Fact]
    public void Limits_AreThoseOfTheCode() => Assert.Equal(
        [
            SloIncidents.MostNotes, SloLedgerEntry.LongestText, SloLedgerEntry.LongestActor, SloIncidentOptions.LongestResponse,
            SloIncident.MostContributors, IncidentLimits.MostEvents,
            IncidentLimits.MostRead,
        ],
        Limit().Matches(Page).Select(row => int.Parse(row.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));

    [Fact]
    public void Timeline_BeginsAndEndsAsSaid()
    {
        Assert.Contains("It begins an hour before the start", Page, StringComparison.Ordinal);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromHours(1)), (IncidentLimits.Lead, IncidentLimits.Tail));
    }

    [Fact]
    public void Example_IsAccepted_AndRoutesAsSaid()
    {
        SloIncidentOptions options = Read(Page.Split("```jsonc")[1].Split("```")[0]).Incidents;
        DateTimeOffset at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        SloIncidentRoute route = options.Route(new SloIncident
        {
            Id = "id",
            Name = "search",
            Fingerprint = "f",
            StartedAt = at,
            AsOf = at,
            Severities = [new(at, AlertSeverity.Page)],
            Labels = new Dictionary<string, string> { ["category"] = "latency", ["team"] = "web" },
        });

        Assert.Equal(new("latency", "PERF", "web", "Look at the slowest route of search, then call web."), route);
    }

    [Fact]
    public void Placeholders_AreThoseOfTheCode()
    {
        var fault = Assert.Throws<SloDefinitionException>(() => Read("""{ "Slo": { "Incidents": { "FirstResponse": "{x}" } } }""").Build());
        var known = Assert.Single(fault.Findings).Text.Split("known are ")[1];
        var sentence = Page[Page.IndexOf("these placeholders are replaced:", StringComparison.Ordinal)..].Split('.')[0];

        Assert.Equal(Placeholder().Matches(known).Select(one => one.Value), Placeholder().Matches(sentence).Select(one => one.Value));
    }

    private static SloOptions Read(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(json));
        SloOptions options = new();
        options.ReadFrom(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Slo"));
        return options;
    }

    [GeneratedRegex(@"^\| .* \| ([\d,]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Limit();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Placeholder();
}
