using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Slo.AspNetCore.Api;
using Slo.Shared.Incidents;
using Slo.Testing;

namespace Slo.AspNetCore.Tests.OpenApi;

/// <summary>The endpoints that only read: address, query and meaning from the table of docs/aspnetcore.md, and what each answers with.</summary>
internal sealed partial class ApiTable
{
    private static readonly Dictionary<string, Type> Answers = new(StringComparer.Ordinal)
    {
        ["v1/slos"] = typeof(ObjectivesPage),
        ["v1/slos/{name}"] = typeof(SloDocument),
        ["v1/slos/{name}/series"] = typeof(SeriesDocument),
        ["v1/slos/{name}/budget"] = typeof(BudgetDocument),
        ["v1/slos/{name}/burn-rates"] = typeof(BurnRatesDocument),
        ["v1/slos/{name}/history"] = typeof(HistoryDocument),
        ["v1/slos/{name}/groups"] = typeof(GroupsDocument),
        ["v1/slos/{name}/reasons"] = typeof(ReasonsDocument),
        ["v1/slos/{name}/anomalies"] = typeof(AnomaliesDocument),
        ["v1/slos/{name}/contributors"] = typeof(ContributorsDocument),
        ["v1/slos/{name}/cohorts"] = typeof(CohortsDocument),
        ["v1/slos/{name}/canary"] = typeof(CanaryDocument),
        ["v1/slos/{name}/alerts"] = typeof(AlertsPage),
        ["v1/slos/{name}/incidents"] = typeof(IncidentsPage),
        ["v1/alerts"] = typeof(AlertsPage),
        ["v1/incidents"] = typeof(IncidentsPage),
        ["v1/incidents/{id}"] = typeof(IncidentFile),
        ["v1/ledger"] = typeof(LedgerPage),
        ["v1/exclusions"] = typeof(ExclusionsList),
        ["v1/target-overrides"] = typeof(TargetOverridesList),
        ["v1/map"] = typeof(MapDocument),
        ["v1/coverage"] = typeof(CoverageDocument),
        ["v1/suggestions"] = typeof(SuggestionsDocument),
        ["v1/fleet"] = typeof(FleetDocument),
        ["v1/policies"] = typeof(PoliciesDocument),
        ["v1/gate"] = typeof(GateDocument),
        ["v1/gate/overrides"] = typeof(GateOverridesList),
        ["v1/deployments"] = typeof(DeploymentsDocument),
    };

    internal static IReadOnlyList<Row> Rows { get; } =
    [
        .. Line().Matches(File.ReadAllText(Repository.PathOf("docs", "aspnetcore.md"))).Select(match => new Row(
            match.Groups[1].Value,
            [.. Word().Matches(match.Groups[2].Value).Select(word => word.Groups[1].Value)],
            match.Groups[3].Value,
            Answers.GetValueOrDefault(match.Groups[1].Value))),
    ];

    [GeneratedRegex(@"^\| `(v1/[^`]+)` \|([^|]*)\| (.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Word();

    internal sealed record Row(string Address, string[] Query, string Meaning, Type? Answer);

    // Lists are put together of items that are JSON already: no type of the product has their members.
    // One shape for each view.
    [JsonDerivedType(typeof(Full))]
    [JsonDerivedType(typeof(Summary))]
    [JsonDerivedType(typeof(Overview))]
    internal abstract record ObjectivesPage(DateTimeOffset AsOf, int Total, string? Next);

    internal sealed record Full(DateTimeOffset AsOf, int Total, string? Next, SloDocument[] Slos) : ObjectivesPage(AsOf, Total, Next);

    internal sealed record Summary(DateTimeOffset AsOf, int Total, string? Next, SloSummaryDocument[] Slos) : ObjectivesPage(AsOf, Total, Next);

    internal sealed record Overview(DateTimeOffset AsOf, int Total, string? Next, SloOverviewDocument[] Slos) : ObjectivesPage(AsOf, Total, Next);

    internal sealed record AlertsPage(DateTimeOffset AsOf, int Total, string? Next, ObjectiveAlertDocument[] Alerts, TransitionDocument[]? Transitions);

    internal sealed record IncidentsPage(DateTimeOffset AsOf, bool IsComplete, string? Next, IncidentDocument[] Incidents);

    internal sealed record LedgerPage(DateTimeOffset AsOf, bool IsComplete, string? Next, LedgerEntryDocument[] Entries);

    internal sealed record ExclusionsList(DateTimeOffset AsOf, int Total, string? Next, ExclusionDocument[] Exclusions);

    internal sealed record GateOverridesList(DateTimeOffset AsOf, int Total, bool IsComplete, string? Next, GateOverrideDocument[] Overrides);

    internal sealed record TargetOverridesList(DateTimeOffset AsOf, int Total, string? Next, TargetOverrideDocument[] TargetOverrides);
}
