using System.Globalization;
using System.Text.RegularExpressions;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/report.md beside the code.</summary>
public sealed partial class ReportPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "report.md"));

    [Fact]
    public void Limits_AreThoseOfTheCode()
    {
        int[] limits =
        [
            ReportLimits.MostObjectives, ReportLimits.MostSections, ReportLimits.MostIncidents, ReportLimits.MostDeployments, ReportLimits.MostPeriods, ReportLimits.MostRead, ReportLimits.LongestText,
        ];

        Assert.Equal(limits.Select(limit => limit.ToString("N0", CultureInfo.InvariantCulture)), Limit().Matches(Page).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Sentences_HaveTheNumbersOfTheCode()
    {
        foreach (var sentence in new FormattableString[]
        {
            $"begins `{SloDuration.Format(ReportRange.UsualLength)}` before its end", $"at least `{SloDuration.Format(ReportLimits.ShortestRange)}`",
            $"at most `{SloDuration.Format(ReportLimits.LongestRange)}`", $"never more than {ReviewEvidence.MostSpentWhenLoose * 100:0} % of a budget",
            $"left {TargetProposal.LeftWhenLoosened * 100:0} % of the budget", $"or {TargetProposal.LeftWhenTightened * 100:0} %, if it was too loose",
            $"At least {TargetProposal.FewestAllowed} bad events", $"and {TargetProposal.FewestObserved * 100:0} % of the range", $"for a higher target {SuggestionLimits.WellObserved * 100:0} %", $"(at most {ReportLimits.MostPeriods})", $"more than {SloLedger.Capacity:N0} objectives",
        })
        {
            Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), Page.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^\| (?:objectives|incidents|deployments|closed periods|characters)\b.* \| ([\d,]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Limit();
}
