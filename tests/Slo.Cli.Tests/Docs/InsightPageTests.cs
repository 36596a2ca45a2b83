using System.Globalization;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/insight.md, suggestions, beside the code.</summary>
public sealed class InsightPageTests
{
    [Fact]
    public void Suggestions_HaveTheNumbersOfTheCode()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "insight.md")).ReplaceLineEndings(" ");
        foreach (var sentence in new FormattableString[]
        {
            $"with at most {ReviewEvidence.MostSpentWhenLoose * 100:0} % of a budget spent", $"more than {SuggestionLimits.TightThreshold} times the allowed events",
            $"at least {SuggestionLimits.AlwaysFiring * 100:0} % of at least `{SloDuration.Format(SuggestionLimits.ShortestAlways)}`",
            $"at least {SuggestionLimits.FewestLoud} times and at least {SuggestionLimits.LoudPerWeek} times a week, while at most {ReviewEvidence.MostSpentWhenLoose * 100:0} %",
            $"at least {SuggestionLimits.FewestRequests} requests and {SuggestionLimits.SmallestShare * 100:0} % of all; at most {SuggestionLimits.MostRoutes} routes",
            $"less than {TargetProposal.FewestObserved * 100:0} % of the time", $"at least {TargetProposal.FewestAllowed} bad events must be allowed",
            $"up to {Fragments.Percent(SuggestionLimits.HighestNewTarget)} %", $"at least {TargetProposal.FewestAllowed} bad requests; if none does, {Fragments.Percent(SuggestionLimits.UsualNewTarget)} %",
            $"the {SuggestionLimits.MostObjectives} objectives with the least budget", $"and {SuggestionLimits.WellObserved * 100:0} % is needed for a higher target",
            $"have left {TargetProposal.LeftWhenTightened * 100:0} % of the budget in every known period, to lower it, or {TargetProposal.LeftWhenLoosened * 100:0} %, to raise it",
            $"Up to {SuggestionLimits.MostSiblings} objectives are compared", $"differ by at most {SuggestionLimits.SameEvents * 100:0} %", $"`{SloDuration.Format(SuggestionLimits.ShortestAlways)}` for a rule that always or never fires", $"at most {ReplayRows.MostRows:N0}", $"within at least `{SloDuration.Format(SuggestionLimits.ShortestAlways)}`",
            $"shorter than `{SloDuration.Format(ReportLimits.ShortestRange)}`",
        })
        {
            Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
        }
    }
}
