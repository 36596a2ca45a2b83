namespace Slo;

/// <summary>The naming of the generated rules.</summary>
public enum PrometheusFlavor
{
    /// <summary>Native names: <c>slo:bad:ratio{slo_window="1h"}</c>, the comparison of each rule.</summary>
    Native,

    /// <summary>
    /// Names of Sloth: one alert per severity, <c>slo:sli_error:ratio_rate1h</c>, labels <c>sloth_…</c>, the comparison of
    /// each rule.
    /// </summary>
    Sloth,
}
