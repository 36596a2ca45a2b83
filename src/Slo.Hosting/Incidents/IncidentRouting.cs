using System.Globalization;
using System.Text.RegularExpressions;

namespace Slo.Hosting.Incidents;

/// <summary>Category, queue, owner and first response of an incident, by the options of its set.</summary>
internal static partial class IncidentRouting
{
    private const int LongestName = 200;

    /// <summary>The placeholders of a first response, and their values.</summary>
    internal static readonly (string Name, Func<SloIncident, SloIncidentRoute, string?> Value)[] Placeholders =
    [
        ("incident", (incident, _) => incident.Id),
        ("objective", (incident, _) => incident.Name),
        ("group", (incident, _) => incident.Group),
        ("service", (incident, _) => incident.Service),
        ("owner", (_, route) => route.Owner),
        ("category", (_, route) => route.Category),
        ("queue", (_, route) => route.Queue),
        ("severity", (incident, _) => incident.Severity.Word()),
        ("started", (incident, _) => incident.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ("cause", (incident, _) => incident.Cause),
    ];

    internal static SloIncidentRoute Route(SloIncidentOptions options, SloIncident incident)
    {
        var category = Label(incident, options.CategoryLabel);
        var owner = Clean(incident.Owner) ?? Label(incident, "owner") ?? Label(incident, options.OwnerLabel);
        var queue = Label(incident, options.QueueLabel) ?? Of(options.Queues, category) ?? Of(options.Queues, owner)
            ?? options.DefaultQueue;
        SloIncidentRoute route = new(category, Clean(queue), owner, null);
        return route with { FirstResponse = Fill(Of(options.FirstResponses, category) ?? options.FirstResponse, incident, route) };
    }

    /// <summary>The incident of an alert, with the data that a transition has.</summary>
    internal static SloIncident Incident(SloAlertTransition transition) => new()
    {
        Id = transition.IncidentId,
        Name = transition.Name,
        Group = transition.Group,
        Service = transition.Service,
        Owner = transition.Owner,
        Fingerprint = transition.Fingerprint,
        StartedAt = transition.StartedAt,
        AsOf = transition.At,
        Cause = transition.Cause,
        Labels = transition.Labels,
        Severities = [new(transition.At, transition.After ?? transition.Before ?? default)],
    };

    internal static IEnumerable<SloFinding> Check(SloIncidentOptions options)
    {
        IEnumerable<(string Path, string Text)> responses = options.FirstResponses
            .Select(response => ($"Incidents:FirstResponses:{response.Key}", response.Value))
            .Prepend(("Incidents:FirstResponse", options.FirstResponse));
        foreach ((string path, string text) in responses)
        {
            if (text.Length > SloIncidentOptions.LongestResponse)
            {
                yield return SloFinding.Error(SloFindingCodes.HostOption, FormattableString.Invariant(
                    $"{path}: has {text.Length} characters; at most {SloIncidentOptions.LongestResponse} are allowed"), path);
            }

            foreach (var name in Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Distinct()
                .Where(name => !Array.Exists(Placeholders, known => known.Name == name)))
            {
                yield return SloFinding.Error(SloFindingCodes.HostOption, $"{path}: the placeholder '{{{SloText.OneLine(name, 61)}}}' is "
                    + $"unknown; known are {string.Join(", ", Placeholders.Select(known => $"{{{known.Name}}}"))}", path);
            }
        }
    }

    private static string? Fill(string text, SloIncident incident, SloIncidentRoute route)
    {
        var filled = Placeholder().Replace(
            text, match => Array.Find(Placeholders, known => known.Name == match.Groups["name"].Value) is { Value: { } value }
                ? SloText.OneLine(value(incident, route), LongestName) : match.Value);
        return string.IsNullOrWhiteSpace(filled) ? null : SloText.OneLine(filled.Trim(), 2 * SloIncidentOptions.LongestResponse);
    }

    private static string? Label(SloIncident incident, string label) => Clean(incident.Labels.GetValueOrDefault(label));

    private static string? Of(IDictionary<string, string> texts, string? key) =>
        key is not null && texts.TryGetValue(key, out var text) ? text : null;

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : SloText.OneLine(text.Trim(), LongestName);

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
