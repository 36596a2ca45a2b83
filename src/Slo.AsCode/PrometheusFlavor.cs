namespace Slo;

/// <summary>By whose names the generated rules go.</summary>
public enum PrometheusFlavor
{
    /// <summary>Ours: one alert a rule, <c>slo:bad:ratio{slo_window="1h"}</c>, the comparison of each rule.</summary>
    Native,

    /// <summary>
    /// Those of Sloth: one alert a severity, <c>slo:sli_error:ratio_rate1h</c>, labels <c>sloth_…</c>, always strictly above the threshold.
    /// </summary>
    Sloth,
}
