namespace Slo.Tests;

/// <summary>Documents of all the formats that can be read, to be damaged.</summary>
internal static class WholeDocuments
{
    internal static readonly IReadOnlyList<string> All = Make();

    private static string[] Make()
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
}
