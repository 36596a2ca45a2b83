using System.Globalization;
using System.Text;
using Xunit;

namespace Slo.Tests;

/// <summary>Documents made to crash or stall: each is answered within a second and 50 MB, and the process goes on.</summary>
[CollectionDefinition(nameof(HostileInputTests), DisableParallelization = true)]
[Collection(nameof(HostileInputTests))]
public sealed class HostileInputTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["1,000 brackets"] = new string('[', 1_000),
        ["200,000 brackets"] = new string('[', 200_000) + new string(']', 200_000),
        ["200,000 braces"] = string.Concat(Enumerable.Repeat("{a: ", 200_000)),
        ["deep block"] = string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n")),
        ["deep dashes"] = string.Concat(Enumerable.Repeat("- ", 100_000)) + "x",
        ["billion laughs"] = "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 20).Select(i => $"b{i}: &b{i} [*{(i == 1 ? "a" : $"b{i - 1}")},*{(i == 1 ? "a" : $"b{i - 1}")},*{(i == 1 ? "a" : $"b{i - 1}")}]\n")),
        ["merge keys"] = "a: &a {x: 1}\nb: {<<: *a}\nc: {<<: [*a, *a]}\n",
        ["self alias"] = "a: &a [*a]",
        ["alias in its own key"] = "&a {*a : 1}",
        ["many aliases"] = "a: &a x\nb: [" + string.Join(',', Enumerable.Repeat("*a", 5_000)) + "]",
        ["a million items"] = "[" + string.Concat(Enumerable.Repeat("1,", 1_200_000)) + "]",
        ["a line of 2 MB"] = "a: " + new string('x', 2_000_000),
        ["a key of 2 MB"] = new string('k', 2_000_000) + ": 1",
        ["20,000 unknown fields"] = "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"f{i}: 1\n")),
        ["20,000 documents"] = string.Concat(Enumerable.Repeat("---\nx\n", 20_000)),
        ["a list as a key"] = "? [a, b]\n: c",
        ["open quote"] = "a: \"" + new string('x', 500_000),
        ["only percents"] = new string('%', 100_000),
        ["directive"] = "%YAML 9.9\n%TAG ! tag:evil,2000:\n---\n!process {}",
        ["binary tag"] = "a: !!binary aGVsbG8=",
        ["control character"] = "apiVersion: \u0007openslo/v1",
        ["question marks"] = string.Concat(Enumerable.Repeat("? ", 50_000)),
        ["50,000 objectives"] = Definition.Slo(objective: string.Join(" }, { ", Enumerable.Repeat("target: 0.9", 50_000))),
        ["50,000 policies"] = Definition.Slo(spec: "alertPolicies: [" + string.Join(',', Enumerable.Repeat("{alertPolicyRef: a}", 50_000)) + "]"),
        ["20,000 labels for 5,000 SLOs"] = "version: prometheus/v1\nservice: s\nlabels:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  l{i}: x\n"))
            + "slos:\n" + string.Concat(Enumerable.Repeat("- {name: a, objective: 99, sli: {raw: {error_ratio_query: 'x[{{.window}}]'}}, alerting: {name: x}}\n", 5_000)),
        ["anchors"] = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"- &a{i} x\n")),
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_OfAHostileText_AnswersSoonAndSmall(string name)
    {
        var text = Texts[name];
        Definition.Strict(Definition.Slo());
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var started = TimeProvider.System.GetTimestamp();

        SloDefinitionSet set = Definition.Strict(text);

        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        Assert.False(set.IsValid);
        Assert.Empty(set.Objectives);
        Assert.All(set.Findings, finding => Assert.True(finding.Message.Length < 1_000, finding.Message));

        // A second where nothing else runs.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 50_000_000);
    }

    [Fact]
    public void Read_OfDamagedDocuments_NeverThrows()
    {
        const string Strange = "{}[]:,&*!|>'\"%@`#-? \n\t~\u00e4\u20280";
        var texts = WholeDocuments();
        Random random = new(1);
        for (var i = 0; i < 10_000; i++)
        {
            var text = texts[random.Next(texts.Length)];
            StringBuilder damaged = new(text);
            for (var j = random.Next(1, 6); j > 0; j--)
            {
                var at = random.Next(damaged.Length);
                _ = random.Next(4) switch
                {
                    0 => damaged.Remove(at, Math.Min(random.Next(1, 20), damaged.Length - at)),
                    1 => damaged.Insert(at, Strange[random.Next(Strange.Length)]),
                    2 => Drop(damaged, at),
                    _ => damaged.Insert(at, text.AsSpan(random.Next(text.Length / 2), random.Next(20))),
                };
            }

            SloDefinitionSet set = Definition.Strict(damaged.ToString());

            Assert.True(set.Objectives.Count > 0 || set.Findings.Count > 0 || damaged.ToString().Contains("kind: ", StringComparison.Ordinal), damaged.ToString());
        }
    }

    // A whole word away, as people forget a field.
    private static StringBuilder Drop(StringBuilder text, int at)
    {
        var all = text.ToString();
        var from = all.LastIndexOfAny([' ', '\n', '{', ','], at) + 1;
        var to = all.IndexOfAny([' ', '\n', '}', ','], at);
        return to > from ? text.Remove(from, to - from) : text;
    }

    private static string[] WholeDocuments()
    {
        string[] own = [.. Enumerable.Range(0, 40).Select(i => OpenSloWriter.Write([new Properties.RandomObjective(i).Make("damaged")], out _))];
        return
        [
            .. own,
            Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: fast } ]"),
            "version: prometheus/v1\nservice: s\nlabels: {owner: me}\nslos:\n- name: a\n  objective: 99\n  labels: {a: b}\n  sli:\n    events: {error_query: 'x[{{.window}}]', total_query: 'y[{{.window}}]'}\n  alerting:\n    name: N\n    labels: {a: b}\n    page_alert: {labels: {a: b}, disable: false}\n    ticket_alert: {disable: true}\n",
            "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nmetadata: {name: a}\nspec:\n  service: s\n  slos:\n  - name: a\n    objective: 99\n    sli:\n      plugin: {id: p, options: {a: b}}\n    alerting: {pageAlert: {disable: true}, ticketAlert: {disable: true}}\n",
            "apiVersion: reliably.com/v1\nkind: Objective\nmetadata:\n  labels: {name: n, service: s}\nspec:\n  indicatorSelector: {datadog_numerator_query: a, datadog_denominator_query: b}\n  objectivePercent: 99\n  window: PT5M\n",
            "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: a}\nspec:\n  service: s\n  budgetingMethod: Timeslices\n  objectives:\n  - ratioMetrics:\n      good: {source: p, queryType: promql, query: q}\n      total: {source: p, queryType: promql, query: q}\n    target: 0.9\n    timeSliceTarget: 0.9\n  timeWindows: [{count: 30, unit: Day}]\n",
            "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: a}\nspec:\n  service: s\n  budgetingMethod: Occurrences\n  indicator: {thresholdMetric: {source: p, queryType: promql, query: q}}\n  objectives: [{op: lt, value: 1, target: 0.9}]\n  timeWindows: [{count: 1, unit: Month, isRolling: false, calendar: {startTime: 2022-01-01 12:00:00, timeZone: UTC}}]\n",
            "apiVersion: openslo.com/v2alpha\nkind: SLO\nmetadata: {name: a, labels: {a: b}}\nspec:\n  serviceRef: s\n  budgetingMethod: Occurrences\n  timeWindow: [{duration: 1w, isRolling: true}]\n  sli: {metadata: {name: b}, spec: {ratioMetric: {counter: true, good: {dataSourceRef: d, spec: {query: q}}, total: {dataSourceSpec: {type: t, connectionDetails: {a: b}}, spec: {query: q}}}}}\n  objectives: [{target: 0.9}]\n",
            "- apiVersion: openslo/v1\n  kind: SLO\n  metadata: {name: j}\n  spec:\n    service: s\n    budgetingMethod: Timeslices\n    timeWindow: [{duration: 1w, isRolling: true}]\n    objectives: [{target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1m, indicatorRef: i, compositeWeight: 2}, {target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1m, indicatorRef: i}]\n    alertPolicies: [{alertPolicyRef: p}]\n"
                + "- apiVersion: openslo/v1\n  kind: SLI\n  metadata: {name: i}\n  spec: {ratioMetric: {raw: {metricSource: {metricSourceRef: d, spec: {query: q}}}, rawType: success}}\n"
                + "- apiVersion: openslo/v1\n  kind: AlertPolicy\n  metadata: {name: p}\n  spec: {alertWhenNoData: true, conditions: [{conditionRef: c}], notificationTargets: [{targetRef: t}]}\n"
                + "- apiVersion: openslo/v1\n  kind: AlertCondition\n  metadata: {name: c}\n  spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 5m}}\n"
                + "- apiVersion: openslo/v1\n  kind: DataSource\n  metadata: {name: d}\n  spec: {type: Prometheus, connectionDetails: {url: x}}\n",
        ];
    }

    [Fact]
    public void Read_OfATruncatedDocument_NeverThrows()
    {
        var text = Definition.Slo().Trim();

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.NotEmpty(Definition.Strict(text[..length]).Findings));
    }

    [Fact]
    public void Read_OfMoreFindingsThanAreKept_CountsTheOthersAndStaysInvalid()
    {
        SloDefinitionSet set = Definition.Strict(Texts["20,000 unknown fields"]);

        Assert.Equal(1_001, set.Findings.Count);
        Assert.False(set.IsValid);
        Assert.Contains(set.Findings, finding => finding.Code == "SLO0008" && finding.Message.Contains("19000 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfTenThousandSlos_LoadsThemInSeconds()
    {
        StringBuilder text = new();
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"---\n{Definition.Slo($"slo-{i}")}\n");
        }

        var started = TimeProvider.System.GetTimestamp();
        SloDefinitionSet set = Definition.Strict(text.ToString());

        Assert.True(set.IsValid);
        Assert.Equal(10_000, set.Objectives.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
