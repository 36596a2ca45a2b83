namespace Slo;

/// <summary>On which side of its factor a burn rate makes a rule hold. Peers differ; both readings are in use.</summary>
public enum ThresholdComparison
{
    /// <summary>Burn rate &gt;= factor: the default, as Datadog, Grafana and the Backyards article have it.</summary>
    AtOrAbove,

    /// <summary>Burn rate &gt; factor: as Sloth, Pyrra and the SRE workbook have it.</summary>
    Above,
}
