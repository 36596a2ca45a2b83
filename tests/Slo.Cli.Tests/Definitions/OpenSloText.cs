namespace Slo.Tests.Definitions;

/// <summary>OpenSLO documents of tests.</summary>
internal static class OpenSloText
{
    internal static string Of(string name, string target = "0.99", string more = "") => $"""
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: {name}
          annotations:
            slo.dev/owner: shop team
        spec:
          service: shop
          indicator:
            metadata:
              name: {name}
            spec:
              ratioMetric:
                counter: true
                bad:
                  metricSource:
                    type: aspnetcore
                    spec:
                      status:
                        - 5xx
                total:
                  metricSource:
                    type: aspnetcore
                    spec:
                      requests: all
          timeWindow:
            - duration: 28d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - target: {target}
        {more}
        """;
}
