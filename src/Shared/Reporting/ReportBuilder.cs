using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Builds the review from histories, incidents and the ledger. Pure: the same input gives the same report.</summary>
internal static class ReportBuilder
{
    /// <param name="range">The time that it is about.</param>
    /// <param name="asOf">The instant of the data, UTC.</param>
    /// <param name="subjects">The objectives.</param>
    /// <param name="cancel">Ends it.</param>
    internal static ReviewReport Build(
        ReportRange range, DateTimeOffset asOf, IReadOnlyList<ReportSubject> subjects, CancellationToken cancel)
    {
        (ReportSubject Subject, RangeCourse Course, RangeResult Result)[] all =
        [
            .. subjects.Take(ReportLimits.MostObjectives).Select(subject => Judge(subject, range, Marks(subject, range), cancel))
                .OrderBy(one => one.Result.RemainingRatio ?? double.PositiveInfinity)
                .ThenBy(one => one.Subject.Objective.Name, StringComparer.OrdinalIgnoreCase),
        ];
        return new(
            range, asOf, [.. all.Take(ReportLimits.MostSections).Select(one => Complete(one.Subject, one.Course, one.Result, cancel))],
            [.. all.Skip(ReportLimits.MostSections).Select(one => (one.Subject.Objective, one.Result))], subjects.Count - all.Length);
    }

    /// <summary>The suggestions of the review alone, without its charts and replays of other targets.</summary>
    /// <param name="subject">The objective.</param>
    /// <param name="range">The time that they are about.</param>
    /// <param name="cancel">Ends it.</param>
    internal static SuggestionResult Suggest(ReportSubject subject, ReportRange range, CancellationToken cancel)
    {
        ReviewEvidence evidence = EvidenceOf(subject, ResultOf(subject, range, cancel), [], cancel);
        return SuggestionResult.Of(evidence, TargetProposal.Of(evidence), cancel);
    }

    /// <summary>What a range came to.</summary>
    /// <param name="subject">The objective.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancel">Ends it.</param>
    internal static RangeResult ResultOf(ReportSubject subject, ReportRange range, CancellationToken cancel) =>
        Judge(subject, range, [], cancel).Result;

    private static (ReportSubject Subject, RangeCourse Course, RangeResult Result) Judge(
        ReportSubject subject, ReportRange range, IEnumerable<DateTimeOffset> marks, CancellationToken cancel)
    {
        RangeCourse course = RangeCourse.Play(subject, range, marks, cancel);
        return (subject, course, course.Result.CoverageRatio < 1 && RecordOf(subject, range) is { } record ? record : course.Result);
    }

    // A record is of all of its period; the history may have dropped the beginning by now.
    private static RangeResult? RecordOf(ReportSubject subject, ReportRange range) =>
        PeriodRecord.Of(subject.Entries).LastOrDefault(record => record.From == range.From && record.To == range.To) is { } record
            ? RangeResult.Of(range, record) : null;

    private static ObjectiveReport Complete(ReportSubject subject, RangeCourse course, RangeResult result, CancellationToken cancel)
    {
        IReadOnlyList<IncidentCost> incidents = IncidentCost.Of(subject, course, result);
        IReadOnlyList<DeploymentCost> deployments = DeploymentCost.Of(subject, course);
        ReviewEvidence evidence = EvidenceOf(subject, result, incidents, cancel);
        var proposal = TargetProposal.Of(evidence);
        var suggested = SuggestionResult.Of(evidence, proposal, cancel);
        ObservationOutcomes observations = result.IsRecord
            ? ObservationOutcomes.None : ObservationReplay.Play(subject, result.Range, cancel);
        return new()
        {
            Objective = subject.Objective,
            Now = result,
            Before = evidence.Before,
            Course = course.Points,
            Incidents = [.. incidents.OrderByDescending(one => one.SpentRatio ?? -1).ThenBy(one => one.Incident.StartedAt)
                .Take(ReportLimits.MostIncidents)],
            IncidentCount = incidents.Count,
            PageCount = incidents.Count(one => one.Incident.Severity == AlertSeverity.Page),
            SpentByIncidents = result.SpentRatio is null ? null
                : incidents.Where(one => one.Incident.Group is null).Sum(one => one.SpentRatio ?? 0),
            Deployments = [.. deployments.TakeLast(ReportLimits.MostDeployments)],
            DeploymentCount = deployments.Count,
            Periods = [.. RecordsOf(subject, result.Range).TakeLast(ReportLimits.MostPeriods)],
            Answers = ReviewQuestions.Answer(evidence),
            Proposal = proposal,
            WhatIf = WhatIfReplay.Play(subject, result, proposal.TargetRatio, cancel),
            Suggestions = suggested.Suggestions,
            Missing = [.. suggested.Missing, .. MissingEvidence.Of(subject, observations)],
            Observations = observations,
        };
    }

    private static ReviewEvidence EvidenceOf(
        ReportSubject subject, RangeResult result, IReadOnlyList<IncidentCost> incidents, CancellationToken cancel) =>
        new(subject, result, Before(subject, result.Range, cancel), RecordsOf(subject, result.Range), incidents);

    // The range before; and the ones before that, as far as a history reaches that has more than a period.
    private static List<RangeResult> Before(ReportSubject subject, ReportRange range, CancellationToken cancel)
    {
        List<RangeResult> all = [ResultOf(subject, range.Before, cancel)];
        for (ReportRange next = range.Before.Before;
            all.Count < ReportLimits.MostPeriods && subject.Steps.Count > 0 && subject.Steps[0].From < next.To
                && next.From >= DateTimeOffset.UnixEpoch;
            next = next.Before)
        {
            all.Add(ResultOf(subject, next, cancel));
        }

        return all;
    }

    private static IReadOnlyList<PeriodRecord> RecordsOf(ReportSubject subject, ReportRange range) =>
        [.. PeriodRecord.Of(subject.Entries).Where(record => record.To <= range.To)];

    private static IEnumerable<DateTimeOffset> Marks(ReportSubject subject, ReportRange range)
    {
        TimeSpan step = StepOf(range);
        for (DateTimeOffset at = range.From + step; at < range.To; at += step)
        {
            yield return at;
        }

        foreach (DateTimeOffset mark in IncidentCost.Marks(subject).Concat(DeploymentCost.Marks(subject, range)))
        {
            yield return mark;
        }
    }

    /// <summary>The distance of the points of a chart: hours up to a fortnight, then quarters of a day, then days.</summary>
    private static TimeSpan StepOf(ReportRange range) => range.Length.TotalDays switch
    {
        <= 2 => TimeSpan.FromMinutes(range.Length.TotalMinutes / 48),
        <= 14 => TimeSpan.FromHours(1),
        <= 100 => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(1),
    };
}
