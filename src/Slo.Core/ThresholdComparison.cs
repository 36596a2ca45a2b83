namespace Slo;

/// <summary>Whether a burn rate exactly at the factor makes a rule hold. Both are common.</summary>
public enum ThresholdComparison
{
    /// <summary>Burn rate &gt;= factor: the default, as in Datadog, Grafana and the Backyards article.</summary>
    AtOrAbove,

    /// <summary>Burn rate &gt; factor: as in Sloth, Pyrra and the SRE workbook.</summary>
    Above,
}
