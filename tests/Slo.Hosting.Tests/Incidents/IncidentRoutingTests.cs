using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Slo.Hosting.Tests.Incidents;

public sealed class IncidentRoutingTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string?, string?, string?, string?> Routes => new()
    {
        // Labels, owner of the objective; expected category, queue, owner.
        { "", null, null, "SRE", null },
        { "category=latency", null, "latency", "PERF", null },
        { "category=LATENCY,team=web", null, "LATENCY", "PERF", "web" },
        { "team=web", null, null, "WEB-OPS", "web" },
        { "team=web", "payments", null, "SRE", "payments" },
        { "team=web,owner=kim", null, null, "SRE", "kim" },
        { "category=latency,queue=own", "payments", "latency", "own", "payments" },
        { "category= ,queue= ", " ", null, "SRE", null },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public void Incident_IsRoutedByLabelsThenQueuesThenDefault(string labels, string? owner, string? category, string? queue, string? expectedOwner)
    {
        SloIncidentOptions options = new() { DefaultQueue = "SRE" };
        options.Queues["latency"] = "PERF";
        options.Queues["web"] = "WEB-OPS";
        SloIncidentRoute route = options.Route(Incident(labels, owner));

        Assert.Equal((category, queue, expectedOwner), (route.Category, route.Queue, route.Owner));
    }

    [Fact]
    public void Incident_WithoutOptions_HasALabelsRoute_AndTheDefaultResponse()
    {
        SloIncidentRoute route = new SloIncidentOptions().Route(Incident("category=a,queue=b,team=c", null));

        Assert.Equal(("a", "b", "c"), (route.Category, route.Queue, route.Owner));
        Assert.StartsWith("Acknowledge incident id-1.", route.FirstResponse, StringComparison.Ordinal);
    }

    [Fact]
    public void Response_IsThatOfTheCategory_WithItsPlaceholdersReplacedOnce()
    {
        SloIncidentOptions options = new() { FirstResponse = "default" };
        options.FirstResponses["{owner}"] = "{incident} {objective} {group} {service} {owner} {category} {queue} {severity} {started} {cause}";
        SloIncidentRoute route = options.Route(Incident("category={owner},team=web\u202e\nx", null) with { Group = "g", Service = "shop", Cause = "rule" });

        // A value with a placeholder is not replaced again, and one with control characters is one line.
        Assert.Equal("id-1 checkout g shop web\uFFFD\uFFFDx {owner}  page 2026-01-01 00:00:00 UTC rule", route.FirstResponse);
        Assert.Null(new SloIncidentOptions { FirstResponse = " {group} " }.Route(Incident("", null)).FirstResponse);
    }

    [Fact]
    public async Task Configuration_IsReadOverCode_AndItsErrorsAreFound()
    {
        const string Json = """
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 } }, "Incidents": { "CategoryLabel": "kind", "DefaultQueue": "SRE",
              "Queues": { "web": "WEB" }, "FirstResponse": "call {owner}", "FirstResponses": { "latency": "look at {objective}" } } } }
            """;
        using IHost host = SloHost.FromJson(Json, options => options.Incidents.QueueLabel = "desk");
        SloIncidentOptions options = host.Services.GetRequiredService<SloIncidents>().Options;

        Assert.Equal(("kind", "desk", "SRE", "WEB"), (options.CategoryLabel, options.QueueLabel, options.DefaultQueue, options.Queues["WEB"]));
        Assert.Equal("look at checkout", options.Route(Incident("kind=Latency", null)).FirstResponse);

        IReadOnlyList<SloFinding> errors = await SloHost.ErrorsAsync("""
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 } }, "Incidents": { "FirstResponse": "{ownr}", "FirstResponses": { "a": "{x}" }, "Qeue": "b" } } }
            """);
        Assert.Equal(
            [SloFindingCodes.HostOption, SloFindingCodes.HostOption, SloFindingCodes.UnknownField], errors.Select(error => error.Code).OrderByDescending(code => code, StringComparer.Ordinal));
        Assert.Contains(errors, error => error.Text.Contains("'{ownr}' is unknown; known are {incident}, ", StringComparison.Ordinal));
    }

    private static SloIncident Incident(string labels, string? owner) => new()
    {
        Id = "id-1",
        Name = "checkout",
        Owner = owner,
        Fingerprint = "f",
        StartedAt = At,
        AsOf = At,
        Severities = [new(At, AlertSeverity.Page)],
        Labels = labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => label.Split('=')).ToDictionary(label => label[0], label => label[1]),
    };
}
