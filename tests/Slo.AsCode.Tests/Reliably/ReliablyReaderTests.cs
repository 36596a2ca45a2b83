using Xunit;

namespace Slo.Tests.Reliably;

public sealed class ReliablyReaderTests
{
    // As the article prints it, its slip included: the numerator divides.
    private const string Article = """
        apiVersion: reliably.com/v1
        kind: Objective
        metadata:
          labels:
            name: 99% of requests  over last 5 minutes
            service: my-test-service
        spec:
          indicatorSelector:
            datadog_denominator_query: sum:trace.starlette.request.hits{service:my-test-service,resource_name:get_/}.as_count()
            datadog_numerator_query: (sum:trace.starlette.request.hits{service:my-test-service,resource_name:get_/}.as_count() / sum:trace.starlette.request.errors{service:my-test-service,resource_name:get_/}.as_count())
          objectivePercent: 99
          window: 1h0m0s
        """;

    [Fact]
    public void Manifest_OfTheArticle_IsReadAndItsDivisionWarnedOf()
    {
        SloDefinitionSet set = Definition.Strict(Article);

        SloFinding finding = Assert.Single(set.Findings);
        Assert.Equal(("SLO0501", SloFindingSeverity.Warning, 10), (finding.Code, finding.Severity, finding.Line));
        SloObjective objective = Assert.Single(set.Objectives);
        Assert.Equal(
            ("99-of-requests-over-last-5-minutes", "99% of requests  over last 5 minutes", "my-test-service", 0.99m, TimeSpan.FromHours(1)),
            (objective.Name, objective.DisplayName, objective.Service, objective.TargetRatio, objective.Period.Length));
        var query = Assert.IsType<QueryIndicator>(objective.Indicator);
        Assert.Equal("Datadog", query.Source);
        Assert.StartsWith("(sum:trace.starlette.request.hits", query.Good, StringComparison.Ordinal);
        Assert.EndsWith("get_/}.as_count()", query.Total, StringComparison.Ordinal);
    }

    [Fact]
    public void Numerator_ThatSubtracts_IsFine()
    {
        SloDefinitionSet set = Definition.Strict(Article.Replace(" / ", " - ", StringComparison.Ordinal).Replace("1h0m0s", "PT5M", StringComparison.Ordinal));

        Assert.Empty(set.Findings);
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(set.Objectives).Period.Length);
    }

    [Theory]
    [InlineData("objectivePercent: 99", "objectivePercent: 100", "SLO0119")]
    [InlineData("window: 1h0m0s", "window: an hour", "SLO0120")]
    [InlineData("window: 1h0m0s", "window: P1M", "SLO0120")]
    [InlineData("kind: Objective", "kind: Objectiv", "SLO0103")]
    [InlineData("datadog_denominator_query", "gcp_query", "SLO0111")]
    public void Manifest_ThatIsWrong_IsRefused(string part, string wrong, string code) => Assert.Contains(
        Definition.Strict(Article.Replace(part, wrong, StringComparison.Ordinal)).Findings, finding => finding.Code == code && finding.Severity == SloFindingSeverity.Error);
}
