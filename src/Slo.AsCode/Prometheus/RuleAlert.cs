namespace Slo.AsCode.Prometheus;

/// <summary>What differs between kinds of rules in Prometheus. Burn-rate rules have classes of their own.</summary>
/// <param name="NeedsPeriod">Whether it asks for what is recorded of the period: a rolling one, or none.</param>
/// <param name="Condition">PromQL, or null where the queries do not say it.</param>
/// <param name="Loss">Why there is no condition.</param>
/// <param name="Texts">Summary and description.</param>
internal sealed record RuleAlert(
    bool NeedsPeriod, Func<AlertRule, RecordedQueries, string?> Condition, string Loss,
    Func<AlertRule, SloObjective, (string Summary, string Description)> Texts);
