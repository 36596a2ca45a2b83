using Xunit;

namespace Slo.Tests.OpenSlo;

/// <summary>What OpenSLO says, and what the engine makes of it.</summary>
public sealed class MappingTests
{
    private const string Composite = """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: journey }
        spec:
          service: shop
          budgetingMethod: Occurrences
          timeWindow: [ { duration: 30d, isRolling: true } ]
          objectives:
            - { displayName: Search, target: 0.99, compositeWeight: 2.5, indicatorRef: search }
            - { displayName: Pay, target: 0.999, indicatorRef: search }
        ---
        apiVersion: openslo/v1
        kind: SLI
        metadata: { name: search }
        spec: { ratioMetric: { counter: true, good: { metricSource: { type: Prometheus, spec: { query: good } } }, total: { metricSource: { type: Prometheus, spec: { query: total } } } } }
        """;

    [Fact]
    public void Slo_WithOwnRequests_CountsThem()
    {
        SloObjective objective = Definition.One("""
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: checkout-availability
              displayName: Customers can place orders
              labels: { team: checkout, tier: "1", region: [eu, us] }
              annotations: { slo.dev/owner: checkout, slo.dev/compact: "true", slo.dev/group-by: http.route, runbook_url: https://x.example/y }
            spec:
              description: |
                Orders
                are placed.
              service: shop-api
              budgetingMethod: Occurrences
              timeWindow: [ { duration: 28d, isRolling: true } ]
              indicator:
                metadata: { name: orders-served }
                spec:
                  ratioMetric:
                    counter: true
                    bad: { metricSource: { type: aspnetcore, spec: { method: POST, route: /orders, status: [5xx, 429], exceptions: true } } }
                    total: { metricSource: { type: aspnetcore, spec: { method: POST, route: /orders, latency: 300ms, ignoredStatus: 404 } } }
              objectives: [ { targetPercent: 99.9 } ]
            """);

        SloObjective declared = new SloObjectiveBuilder("checkout-availability").DisplayName("Customers can place orders").Service("shop-api").Description("Orders are placed.")
            .Owner("checkout").Compact().GroupBy("http.route").Label("team", "checkout").Label("tier", "1").Label("region", "eu,us").Runbook("https://x.example/y")
            .HttpServer(http => http.Route("POST", "/orders").BadStatus("429").IgnoreStatus("404")).FasterThan(TimeSpan.FromMilliseconds(300)).TargetPercent(99.9m)
            .Rolling(TimeSpan.FromDays(28)).Build();
        Assert.Empty(SloDefinitionDiff.Compare([declared], [objective]));
    }

    [Fact]
    public void ListedBadCodes_AreTheOnlyBadOnes()
    {
        var http = (HttpIndicator)Definition.One(Definition.Slo(indicator:
            "ratioMetric: { counter: true, bad: { metricSource: { type: aspnetcore, spec: { status: 503 } } }, total: { metricSource: { type: aspnetcore, spec: { requests: all } } } }")).Indicator;

        Assert.Equal((SloOutcome.Bad, SloOutcome.Good, SloOutcome.Good), (http.Classify(503), http.Classify(500), http.Classify(404)));
        Assert.True(http.IsWholeService);
    }

    [Fact]
    public void ListedGoodCodes_AreTheOnlyGoodOnes()
    {
        var http = (HttpIndicator)Definition.One(Definition.Slo(indicator:
            "ratioMetric: { counter: true, good: { metricSource: { type: aspnetcore, spec: { status: [2xx, 304] } } }, total: { metricSource: { type: aspnetcore, spec: { tagged: true } } } }")).Indicator;

        Assert.Equal((SloOutcome.Good, SloOutcome.Good, SloOutcome.Bad, SloOutcome.Ignored), (http.Classify(204), http.Classify(304), http.Classify(404), http.Classify(101)));
        Assert.True(http.IsTaggedOnly);
    }

    [Fact]
    public void Meter_WithTagsAndLimits_CountsMeasurements()
    {
        SloObjective objective = Definition.One(Definition.Slo(indicator: """
            ratioMetric: { counter: true,
                bad: { metricSource: { type: meter, spec: { tags: { error.type: "*" }, atMost: 30 } } },
                total: { metricSource: { type: meter, spec: { meter: System.Net.Http, instrument: http.client.request.duration, tags: { server.address: pay }, ignoredTags: { probe: "*" }, cancelledTags: { error.type: "*CanceledException" }, timeout: 10s, latency: 1s } } } }
            """));

        SloObjective declared = new SloObjectiveBuilder("checkout").Service("shop").TargetRatio(0.999m).FasterThan(TimeSpan.FromSeconds(1)).Instrument(
            "System.Net.Http", "http.client.request.duration", calls => calls.Where("server.address", "pay").IgnoreWhen("probe").CancelledWhen("error.type", "*CanceledException").Timeout(TimeSpan.FromSeconds(10)).BadWhen("error.type").AtMost(30)).Build();
        Assert.Empty(SloDefinitionDiff.Compare([declared], [objective]));
    }

    [Fact]
    public void ThresholdMetrics_OfOurOwn_AreLimits()
    {
        const string Gauge = "thresholdMetric: { metricSource: { type: meter, spec: { meter: Queue, instrument: age } } }";
        const string Requests = "thresholdMetric: { metricSource: { type: aspnetcore, spec: { route: /orders } } }";

        Assert.Equal(60, ((InstrumentIndicator)Definition.One(Definition.Slo(indicator: Gauge, objective: "op: lte, value: 60, target: 0.99")).Indicator).AtMost);
        Assert.Equal(2, ((InstrumentIndicator)Definition.One(Definition.Slo(indicator: Gauge, objective: "op: gte, value: 2, target: 0.99")).Indicator).AtLeast);
        Assert.Equal(TimeSpan.FromMilliseconds(300), Definition.One(Definition.Slo(indicator: Requests, objective: "op: lte, value: 0.3, target: 0.99")).LatencyThreshold);
        Assert.Equal("SLO0307", Definition.Error(Definition.Slo(indicator: Gauge, objective: "op: lt, value: 60, target: 0.99")).Code);
    }

    [Fact]
    public void Manual_IsRecordedByCode() => Assert.Same(SloIndicator.Manual, Definition.One(Definition.Slo(indicator:
        "ratioMetric: { counter: true, good: { metricSource: { type: manual, spec: { recorded: good } } }, total: { metricSource: { type: manual, spec: { recorded: all } } } }")).Indicator);

    [Fact]
    public void Queries_AreKeptAsWritten()
    {
        SloObjective objective = Definition.One(Definition.Slo(indicator: """
            ratioMetric: { counter: false, rawType: failure, raw: { metricSource: { metricSourceRef: main, type: Datadog, spec: { query: "sum:x", dimensions: [a, b] } } } }
            """));

        Assert.Equal(new QueryIndicator("Datadog") { Raw = "sum:x", IsRawBad = true, DataSource = "main", Settings = """{"raw":{"dimensions":["a","b"]}}""" }, objective.Indicator);
    }

    [Fact]
    public void TypeOfASource_FollowsFromItsDataSource()
    {
        SloObjective objective = Definition.One(Definition.Slo(indicator: "thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: up } } }", objective: "op: gt, value: 0.5, target: 0.99")
            + "\n---\napiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: prom }\nspec: { type: Prometheus, connectionDetails: { url: x } }\n");

        Assert.Equal(new QueryIndicator("Prometheus") { Threshold = "up", Comparison = QueryComparison.Above, Limit = 0.5m, DataSource = "prom" }, objective.Indicator);
    }

    [Fact]
    public void Indicator_OfTwoSources_IsRefused() => Assert.Equal("SLO0307", Definition.Error(Definition.Slo(indicator:
        "ratioMetric: { counter: true, good: { metricSource: { type: Prometheus, spec: { query: a } } }, total: { metricSource: { type: Datadog, spec: { query: b } } } }")).Code);

    [Fact]
    public void CalendarMonth_WithAnUnquotedStart_IsRead()
    {
        SloPeriod period = Definition.One(Definition.Slo(
            window: "duration: 1M, isRolling: false, calendar: { startTime: 2022-01-01 12:00:00, timeZone: America/New_York }")).Period;

        Assert.Equal((CalendarUnit.Month, 1, "America/New_York", new DateTime(2022, 1, 1, 12, 0, 0)), (period.Unit, period.Count, period.TimeZone?.Id, period.Anchor));
    }

    [Fact]
    public void OneMinute_WhereAMonthMayBeMeant_IsWarnedOf()
    {
        SloDefinitionSet set = Definition.Strict(Definition.Slo(window: "duration: 1m, isRolling: true"));

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(set.Objectives).Period.Length);
        Assert.Contains(set.Findings, finding => finding.Code == "SLO0303");
    }

    [Fact]
    public void SeveralObjectives_BecomeOneEach()
    {
        SloDefinitionSet set = Definition.Strict(Definition.Slo(objective: "displayName: Internal goal, target: 0.995 }, { displayName: SLA, target: 0.99 }, { displayName: SLA, target: 0.9"));

        Assert.True(set.IsValid, string.Join('\n', set.Findings));
        Assert.Equal([("checkout-internal-goal", 0.995m), ("checkout-2", 0.99m), ("checkout-3", 0.9m)], set.Objectives.Select(one => (one.Name, one.TargetRatio)));
    }

    [Fact]
    public void Composite_ReadLeniently_BecomesItsComponentsWithTheirWeights()
    {
        SloDefinitionSet set = Definition.Lenient(Composite);

        Assert.True(set.IsValid);
        Assert.Equal(["journey-search", "journey-pay"], set.Objectives.Select(one => one.Name));
        Assert.Equal(["2.5", "1"], set.Objectives.Select(one => one.Annotations["slo.dev/composite-weight"]));
        Assert.Equal("SLO0311", Assert.Single(set.Findings).Code);
    }

    // Its weighted sum is not evaluated, so strictly read it is not what is written.
    [Fact]
    public void Composite_ReadStrictly_IsRefused()
    {
        Assert.Equal("SLO0311", Definition.Error(Composite).Code);
        Assert.Empty(Definition.Strict(Composite).Objectives);
    }

    // The sum of one is that one.
    [Fact]
    public void Composite_OfOneObjective_IsThatObjective() => Assert.Equal(
        "journey", Definition.One(Composite.Replace("    - { displayName: Pay, target: 0.999, indicatorRef: search }\n", "", StringComparison.Ordinal)).Name);

    [Fact]
    public void NoPolicies_NullToo_GiveTheDefaultRules()
    {
        IReadOnlyList<BurnRateRule> rules = Definition.One(Definition.Slo(spec: "alertPolicies:")).BurnRateRules;

        Assert.Equal([14.4m, 6m, 3m, 1m], rules.Select(rule => rule.Factor));
        Assert.Empty(Definition.One(Definition.Slo(metadata: "annotations: { slo.dev/burn-rate-rules: none }")).BurnRateRules);
    }

    [Fact]
    public void Policies_WithAnnotations_BecomeRulesOfTwoWindows()
    {
        SloObjective objective = Definition.One(Definition.Slo(
            metadata: "annotations: { slo.dev/minimum-events: \"50\", slo.dev/other-rules: remaining-budget 0.25 ticket hold=5m; exhaustion 3d page }",
            spec: "alertPolicies: [ " + Policy("gt", "page", "slo.dev/short-window: 5m") + ", " + Policy("gte", "ticket", "slo.dev/budget-fraction: \"0.1\"") + " ]"));

        Assert.Equal(2, objective.BurnRateRules.Count);
        Assert.Equal(
            (AlertSeverity.Page, 2m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 50L, ThresholdComparison.Above),
            (objective.BurnRateRules[0].Severity, objective.BurnRateRules[0].Factor, objective.BurnRateRules[0].LongWindow, objective.BurnRateRules[0].ShortWindow, objective.BurnRateRules[0].MinimumEvents, objective.BurnRateRules[0].Comparison));
        Assert.Equal((72m, TimeSpan.FromHours(1)), (objective.BurnRateRules[1].Factor, objective.BurnRateRules[1].ShortWindow));
        Assert.Equal(["RemainingBudgetRule", "ExhaustionRule"], objective.Rules.Skip(2).Select(rule => rule.GetType().Name));
    }

    [Fact]
    public void Operator_OfTheReadmesExample_IsTakenAsMeantAndWarnedOf()
    {
        SloDefinitionSet set = Definition.Strict(Definition.Slo(spec: "alertPolicies: [ " + Policy("lte", "page", "slo.dev/short-window: 5m") + " ]"));

        Assert.Equal(ThresholdComparison.AtOrAbove, Assert.Single(set.Objectives[0].BurnRateRules).Comparison);
        Assert.Equal("SLO0304", Assert.Single(set.Findings, finding => finding.Code != "SLO0201").Code);
    }

    [Fact]
    public void V2Alpha_IsRead()
    {
        SloObjective objective = Definition.One("""
            apiVersion: openslo.com/v2alpha
            kind: SLO
            metadata: { name: web, labels: { env: prod, my.org/team: web } }
            spec:
              serviceRef: web
              sli: { metadata: { name: sli }, spec: { ratioMetric: { counter: true, good: { dataSourceRef: prom, spec: { query: good } }, total: { dataSourceRef: prom, spec: { query: total } } } } }
              timeWindow: [ { duration: 1w, isRolling: true } ]
              budgetingMethod: RatioTimeslices
              objectives: [ { target: 0.995, timeSliceWindow: 5m } ]
            ---
            apiVersion: openslo.com/v2alpha
            kind: DataSource
            metadata: { name: prom }
            spec: { type: Prometheus, connectionDetails: { url: x } }
            """);

        Assert.Equal(new QueryIndicator("Prometheus") { Good = "good", Total = "total", IsCounter = true, DataSource = "prom" }, objective.Indicator);
        Assert.Equal(BudgetingMethod.RatioTimeslices(TimeSpan.FromMinutes(5)), objective.Method);
        Assert.Equal(("web", "prod"), (objective.Service, objective.Labels["env"]));
    }

    private static string Policy(string op, string severity, string annotation) =>
        "{ kind: AlertPolicy, metadata: { name: p }, spec: { alertWhenBreaching: true, notificationTargets: [ { targetRef: t } ], conditions: [ { kind: AlertCondition, "
        + $"metadata: {{ name: c, annotations: {{ {annotation} }} }}, spec: {{ severity: {severity}, condition: {{ kind: burnrate, op: {op}, threshold: 2, lookbackWindow: 1h }} }} }} ] }} }}";
}
