namespace Slo.AsCode.OpenSlo;

/// <summary>The field names and rules that differ between the versions of OpenSLO.</summary>
internal sealed record Dialect(string Version)
{
    internal const string V1Name = "openslo/v1";
    internal const string V1AlphaName = "openslo/v1alpha";
    internal const string V2AlphaName = "openslo.com/v2alpha";

    internal static readonly Dialect V1 = new(V1Name);
    internal static readonly Dialect V1Alpha = new(V1AlphaName);
    internal static readonly Dialect V2Alpha = new(V2AlphaName)
    {
        Indicator = "sli",
        IndicatorRef = "sliRef",
        Service = "serviceRef",
        IsKubernetes = true,
    };

    internal string Indicator { get; private init; } = "indicator";

    internal string IndicatorRef { get; private init; } = "indicatorRef";

    internal string Service { get; private init; } = "service";

    /// <summary>
    /// Labels and annotations as in Kubernetes: prefixed keys, one value each; no display name; no wrapper around a metric's source.
    /// </summary>
    internal bool IsKubernetes { get; private init; }

    internal bool IsV1Alpha => Version == V1AlphaName;

    internal string[] Kinds => IsV1Alpha
        ? ["SLO", "Service"]
        : ["SLO", "SLI", "DataSource", "Service", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"];
}
