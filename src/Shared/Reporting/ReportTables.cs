using Slo.Shared.Incidents;

namespace Slo.Shared.Reporting;

/// <summary>What a report says in tables and sentences, the same in every format.</summary>
internal static class ReportTables
{
    // Of an incident.
    private const int MostContributors = 2;

    internal static ReportTable Overview(ReviewReport report)
    {
        Dictionary<string, ObjectiveReport> complete =
            report.Objectives.ToDictionary(one => one.Objective.Name, StringComparer.OrdinalIgnoreCase);
        return new(
            null, ["objective", ">target", ">compliance", "verdict", ">budget left", ">before", ">incidents", "to discuss"],
            [
                .. report.All.Select(one => (string[])
                [
                    ReportText.Name(one.Objective), ReportText.Target(one.Result.TargetRatio),
                    ReportText.Compliance(one.Result.ComplianceRatio, one.Result.TargetRatio), ReportText.Verdict(one.Result.IsMet),
                    ReportText.Left(one.Result.RemainingRatio),
                    .. complete.TryGetValue(one.Objective.Name, out ObjectiveReport? of)
                        ? (string[])
                        [
                            ReportText.Left(of.Before.RemainingRatio), ReportText.Number(of.IncidentCount),
                            string.Join(", ", of.Answers.Where(answer => answer.Verdict == ReviewVerdict.No)
                                .Select(answer => LowerFirst(answer.Question))),
                        ]
                        : ["", "", ""],
                ]),
            ],
            report.Omitted == 0 ? null : $"{ReportText.Count(report.Omitted, "more objective")} left out.");
    }

    /// <summary>What is said of an objective below its name.</summary>
    internal static string Facts(SloObjective objective) => string.Join(" · ", new[]
    {
        ReportText.Name(objective) == ReportText.Outside(objective.Name) ? null : ReportText.Outside(objective.Name),
        objective.Service is { Length: > 0 } service ? "service " + ReportText.Outside(service) : null,
        objective.Owner is { Length: > 0 } owner ? "owner " + ReportText.Outside(owner) : null,
        $"target {ReportText.Target(objective.TargetRatio)} over {objective.Period}",
        objective.SlaTargetRatio is { } sla ? "SLA " + ReportText.Target(sla) : null,
    }.OfType<string>());

    /// <summary>The main numbers: what, how much, and a remark or nothing.</summary>
    internal static IReadOnlyList<(string Label, string Value, string Remark)> Figures(ObjectiveReport one)
    {
        RangeResult now = one.Now;
        List<(string, string, string)> figures =
        [
            ("Compliance", ReportText.Compliance(now.ComplianceRatio, now.TargetRatio),
                $"{(now.IsMet is null ? "target" : ReportText.Verdict(now.IsMet))} {ReportText.Target(now.TargetRatio)}"),
            ("Budget left", ReportText.Left(now.RemainingRatio),
                now.SpentRatio is null ? "" : $"{ReportText.Percent(now.SpentRatio)} spent"),
            ("Bad events", ReportText.Number(now.Events.Bad), $"of {ReportText.Number(now.Events.Total)}"),
            ("Incidents", ReportText.Number(one.IncidentCount), ReportText.Count(one.PageCount, "page")),
        ];
        if (now.SlaTargetRatio is { } sla)
        {
            figures.Add(("SLA", ReportText.Verdict(now.IsSlaMet), $"promised {ReportText.Target(sla)}"));
        }

        return figures;
    }

    /// <summary>What limits the numbers: unobserved time, a record in the place of the history.</summary>
    internal static string? Caveat(ObjectiveReport one) => one.Now switch
    {
        { IsRecord: true } => "From the record of the closed period: the history of that time is no longer complete.",
        { CoverageRatio: < 0.9995 and var coverage } =>
            $"{ReportText.Percent(coverage)} of the time was observed and is still kept; the rest counts as the objective says "
                + $"({(one.Objective.UnobservedTime == UnobservedTime.AssumeGood ? "good, at the traffic seen" : "not at all")}).",
        _ => null,
    };

    internal static ReportTable Answers(ObjectiveReport one) => new(
        "Review questions", ["question", "answer", "from the data"],
        [.. one.Answers.Select(answer => (string[])[answer.Question, ReportText.Verdict(answer.Verdict), answer.Reason])]);

    internal static string Proposal(ObjectiveReport one) => one.Proposal switch
    {
        { TargetRatio: null } proposal => $"Proposed target: none. {proposal.Reason}",
        { TargetRatio: var target } proposal when target == one.Objective.TargetRatio =>
            $"Proposed target: keep {ReportText.Target(target)}. {proposal.Reason}",
        var proposal => $"Proposed target: {ReportText.Target(proposal.TargetRatio)} instead of "
            + $"{ReportText.Target(one.Objective.TargetRatio)}. {proposal.Reason}",
    };

    /// <summary>The coverage of the service, and objectives for what is not covered.</summary>
    internal static IEnumerable<ReportTable> Coverage(ReviewReport report) =>
        report.Coverage is not { CoveredRatio: { } ratio } coverage
        ? []
        : new[]
        {
            new ReportTable(
                "Coverage", ["route that no objective counts", ">requests", ">share", ">errors"],
                [
                    .. coverage.Routes.Take(SuggestionLimits.MostRoutes).Select(route => (string[])
                    [
                        ReportText.Outside(route.Name), ReportText.Number(route.Requests), ReportText.Percent(coverage.ShareOf(route)),
                        ReportText.Number(route.Errors),
                    ]),
                ],
                $"{ReportText.Percent(ratio)} of {ReportText.Count(coverage.Covered + coverage.Uncovered, "request")} fed an objective, "
                    + $"counted by this process since {ReportText.Instant(coverage.Since)}."),
            Suggestions(CoverageSuggestions.Of(coverage, [.. report.Declared, .. report.All.Select(one => one.Objective.Name)])),
        }.Where(table => table.Title == "Coverage" || table.Rows.Count > 0);

    internal static ReportTable Suggestions(IReadOnlyList<Suggestion> all) => new(
        "Suggestions", ["about", "change", "reason", "definition"],
        [
            .. all.Select(one => (string[])
            [
                one.Word, ReportText.Outside(one.Change), SloText.OneLine(one.Reason, 1000),
                SloText.OneLine(one.Json ?? one.Code ?? "", 1000),
            ]),
        ]);

    internal static ReportTable Missing(IReadOnlyList<MissingHistory> all) => new(
        "Too little history", ["for", "what is missing"],
        [.. all.Select(one => (string[])[one.Word ?? "any suggestion", ReportText.Outside(one.Reason)])]);

    internal static ReportTable Comparison(ObjectiveReport one)
    {
        (RangeResult now, RangeResult before) = (one.Now, one.Before);
        return new(
            "Compared with the period before",
            ["", ">" + ReportText.Range(now.Range), ">" + ReportText.Range(before.Range), ">change"],
            [
                Row("verdict", result => ReportText.Verdict(result.IsMet), _ => null, ""),
                Row("compliance", result => ReportText.Compliance(result.ComplianceRatio, result.TargetRatio),
                    result => result.ComplianceRatio * 100, " points"),
                Row("budget spent", result => ReportText.Percent(result.SpentRatio), result => result.SpentRatio * 100, " points"),
                Row("bad events", result => ReportText.Number(result.Events.Bad), result => result.Events.Bad, ""),
                Row("events", result => ReportText.Number(result.Events.Total), result => result.Events.Total, ""),
                Row("observed", result => ReportText.Percent(result.CoverageRatio), _ => null, ""),
            ],
            before.ComplianceRatio is null ? "Nothing is kept of the period before." : null);

        string[] Row(string what, Func<RangeResult, string> text, Func<RangeResult, double?> value, string unit) =>
        [
            what, text(now), text(before),
            before.ComplianceRatio is null ? "" : ReportText.Change(value(now) - value(before), unit),
        ];
    }

    internal static ReportTable Incidents(ObjectiveReport one)
    {
        var isExplained = one.Incidents.Any(cost => cost.Incident.Contributors.Count > 0);
        string[] more = isExplained ? ["contributors"] : [];
        return new(
            "Incidents, by cost", ["started (UTC)", ">lasted", "severity", ">bad events", ">budget spent", "cause", .. more],
            [
                .. one.Incidents.Select(cost => (string[])
                [
                    ReportText.Instant(cost.Incident.StartedAt),
                    ReportText.Length(cost.Length) + (cost.Incident.EndedAt is null ? ", open" : ""), cost.Incident.Severity.Word(),
                    ReportText.Number(cost.BadEvents), ReportText.Percent(cost.SpentRatio),
                    ReportText.Outside((cost.Incident.Group is { } group ? $"{group}: " : "") + cost.Incident.Cause),
                    .. more.Select(_ => ReportText.Outside(ContributorWords.Short(cost.Incident, MostContributors))),
                ]),
            ],
            IncidentsNote(one, isExplained));
    }

    private static string? IncidentsNote(ObjectiveReport one, bool isExplained) => Join(
        More(one.IncidentCount, one.Incidents.Count, "incident"),
        one.Now.SpentRatio is { } all && one.SpentByIncidents is { } spent && one.IncidentCount > 0
            ? $"Incidents spent {ReportText.Percent(spent)} of the budget; "
                + $"{ReportText.Percent(Math.Max(0, all - spent))} was spent outside them."
            : null,
        isExplained ? "Contributors: what the bad events had in common, with their share of those beyond normal." : null);

    internal static ReportTable Deployments(ObjectiveReport one) => new(
        "Deployments", ["deployed (UTC)", "version", ">until next", ">bad events", ">budget spent"],
        [
            .. one.Deployments.Select(cost => (string[])
            [
                ReportText.Instant(cost.Entry.At), ReportText.Outside(cost.Version), ReportText.Length(cost.Until - cost.Entry.At),
                ReportText.Number(cost.BadEvents), ReportText.Percent(cost.SpentRatio),
            ]),
        ],
        More(one.DeploymentCount, one.Deployments.Count, "earlier deployment"));

    internal static ReportTable WhatIf(ObjectiveReport one) => new(
        "What if the target had been …", ["target", ">budget spent", ">budget left", ">pages", ">tickets"],
        [
            .. one.WhatIf.Select(outcome => (string[])
            [
                ReportText.Target(outcome.TargetRatio)
                    + (outcome.IsCurrent ? " (today)" : outcome.TargetRatio == one.Proposal.TargetRatio ? " (proposed)" : ""),
                ReportText.Percent(outcome.SpentRatio), ReportText.Left(1 - outcome.SpentRatio), Known(outcome.Pages),
                Known(outcome.Tickets),
            ]),
        ],
        Join([
            "The history of the range, played again from its start through the engine with the same rules.",
            .. one.WhatIf.Where(outcome => outcome.Reason is not null).Select(outcome =>
                $"{(outcome.Pages is null ? "Alerts" : "Tickets")} at {ReportText.Target(outcome.TargetRatio)} are not known: "
                    + ReportText.Outside(outcome.Reason)),
        ]));

    internal static ReportTable Periods(ObjectiveReport one) => new(
        "Closed periods", ["period", "result", "SLA"],
        [
            .. one.Periods.Select(record => (string[])
            [
                ReportText.Range(new(record.From, record.To)),
                ReportText.Result(RangeResult.Of(new(record.From, record.To), record)),
                record.SlaTargetRatio is { } sla ? $"{ReportText.Verdict(record.IsSlaMet)} ({ReportText.Target(sla)})" : ReportText.None,
            ]),
        ]);

    /// <summary>The tables after the charts, without those that are empty.</summary>
    internal static IEnumerable<ReportTable> Details(ObjectiveReport one) =>
        new[]
        {
            Suggestions(one.Suggestions), Missing(one.Missing), Incidents(one), Deployments(one), Comparison(one), WhatIf(one),
            ObservationTable.Of(one.Observations), Periods(one),
        }.Where(table => table.Rows.Count > 0);

    private static string Known(int? number) => number is { } known ? ReportText.Number(known) : ReportText.None;

    private static string? More(int all, int listed, string thing) =>
        all > listed ? $"{ReportText.Count(all - listed, "more " + thing)} not listed." : null;

    private static string? Join(params string?[] sentences) =>
        string.Join(' ', sentences.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string LowerFirst(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
