namespace Slo.Shared.Reporting;

/// <summary>
/// The four questions that a review asks of each objective: is it performant, relevant, necessary and impactful? Data can only answer them
/// in part; the answer says from which data it is.
/// </summary>
internal static class ReviewQuestions
{
    internal static IReadOnlyList<ReviewAnswer> Answer(ReviewEvidence evidence) =>
        [Performant(evidence), Relevant(evidence), Necessary(evidence), Impactful(evidence)];

    private static ReviewAnswer Performant(ReviewEvidence evidence)
    {
        const string Question = "Performant";
        RangeResult now = evidence.Now;
        var spent = ReportText.Percent(now.SpentRatio);
        return now.IsMet switch
        {
            null => new(Question, ReviewVerdict.Unclear, "There were no events to judge."),
            true when now.SpentRatio <= 1 => new(Question, ReviewVerdict.Yes, $"The target was met, with {spent} of the budget spent."),
            true => new(Question, ReviewVerdict.Yes, $"The target was met so far; {spent} of the budget is spent."),
            _ => new(Question, ReviewVerdict.No, $"The target was missed: {spent} of the budget was spent."),
        };
    }

    private static ReviewAnswer Relevant(ReviewEvidence evidence)
    {
        const string Question = "Relevant";
        var count = ReportText.Count(evidence.Periods.Count, "period");
        return evidence switch
        {
            { Periods.Count: 0 } => new(Question, ReviewVerdict.Unclear, "No period with events is known."),
            { IsTooTight: true } => new(Question, ReviewVerdict.No, $"Too tight: missed in every one of {count}."),
            { IsTooLoose: true } => new(
                Question, ReviewVerdict.No,
                $"Too loose: never breached in {count}, and at most {ReportText.Percent(evidence.MostSpent)} of a budget was spent."),
            _ => new(
                Question, ReviewVerdict.Yes,
                $"The target tells good from bad: missed in {ReportText.Number(evidence.Missed)} of {count}, "
                    + $"and at most {ReportText.Percent(evidence.MostSpent)} of a budget was spent."),
        };
    }

    private static ReviewAnswer Necessary(ReviewEvidence evidence)
    {
        const string Question = "Necessary";
        var total = evidence.Now.Events.Total;
        if (total == 0)
        {
            return evidence.Now.CoverageRatio > 0
                ? new(Question, ReviewVerdict.No, "Unnecessary: there was no traffic.")
                : new(Question, ReviewVerdict.Unclear, "Nothing was observed.");
        }

        var perDay = ReportText.Count((long)Math.Round(total / evidence.Now.Range.Length.TotalDays), "event");
        return evidence.AllowedUnits < 1
            ? new(
                Question, ReviewVerdict.Unclear,
                $"Too little traffic for the target, about {perDay} a day: a single bad one spends the whole budget.")
            : new(Question, ReviewVerdict.Yes, $"About {perDay} a day depend on it.");
    }

    private static ReviewAnswer Impactful(ReviewEvidence evidence)
    {
        const string Question = "Impactful";
        var alerts = evidence.Incidents.Count;
        if (evidence.Now.IsMet == false && alerts == 0)
        {
            return new(Question, ReviewVerdict.No, "The target was missed without an alert.");
        }

        if (alerts + evidence.Decisions == 0)
        {
            return evidence.Now.Events.Total == 0
                ? new(Question, ReviewVerdict.Unclear, "There were no events to act on.")
                : new(Question, ReviewVerdict.No, "No alert and no decision came of it.");
        }

        return new(
            Question, ReviewVerdict.Yes,
            $"{ReportText.Count(alerts, "incident")} and {ReportText.Count(evidence.Decisions, "decision")} came of it.");
    }
}
