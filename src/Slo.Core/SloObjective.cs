using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slo.Evaluation;

namespace Slo;

/// <summary>A declared objective: an indicator, a target and a period. Immutable and valid by construction.</summary>
/// <remarks>Built by <see cref="SloObjectiveBuilder"/>, which rejects everything that cannot be evaluated.</remarks>
public sealed class SloObjective
{
    internal SloObjective(SloDefinition definition, List<AlertRule> rules, List<SloFinding> warnings)
    {
        Definition = definition;
        Budget = Fraction.From(1 - definition.TargetRatio);
        Rules = rules.AsReadOnly();
        BurnRateRules = [.. rules.OfType<BurnRateRule>()];
        Warnings = warnings.AsReadOnly();
    }

    /// <summary>The declaration from which the objective follows.</summary>
    public SloDefinition Definition { get; }

    /// <summary>The name in code, metrics and the API; unique in its registry, ignoring case.</summary>
    public string Name => Definition.Name;

    /// <summary>The name for people, or null.</summary>
    public string? DisplayName => Definition.DisplayName;

    /// <summary>The service that the objective belongs to, or null.</summary>
    public string? Service => Definition.Service;

    /// <summary>What is promised and why, or null.</summary>
    public string? Description => Definition.Description;

    /// <summary>The team or person to contact, or null.</summary>
    public string? Owner => Definition.Owner;

    /// <summary>Arbitrary labels, for example team and tier.</summary>
    public IReadOnlyDictionary<string, string> Labels => Definition.Labels;

    /// <summary>Arbitrary texts, for example <c>runbook_url</c> and <c>dashboard_url</c>, to which alerts link.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Definition.Annotations;

    /// <summary>Where the events come from.</summary>
    public SloIndicator Indicator => Definition.Indicator;

    /// <summary>The longest time that a good event may take (exactly equal is good); null: latency does not matter.</summary>
    public TimeSpan? LatencyThreshold => Definition.LatencyThreshold;

    /// <summary>The share of good events promised, in [0, 1): 0.999 for 99.9 %.</summary>
    public decimal TargetRatio => Definition.TargetRatio;

    /// <summary>The share of good events that a contract promises, not above <see cref="TargetRatio"/>; null: none.</summary>
    public decimal? SlaTargetRatio => Definition.SlaTargetRatio;

    /// <summary>Targets that take its place at times.</summary>
    public IReadOnlyList<SloScheduledTarget> ScheduledTargets => Definition.ScheduledTargets;

    /// <summary>Time that counts for nothing.</summary>
    public IReadOnlyList<SloExclusion> Exclusions => Definition.Exclusions;

    /// <summary>The time over which compliance is measured against the target.</summary>
    public SloPeriod Period => Definition.Period;

    /// <summary>How the error budget is spent.</summary>
    public BudgetingMethod Method => Definition.Method;

    /// <summary>Every rule of the objective's alert, in the order declared: of burn rates and of the other kinds.</summary>
    public IReadOnlyList<AlertRule> Rules { get; }

    /// <summary>The burn-rate rules among <see cref="Rules"/>. The forecast of exhaustion uses the long window of the first.</summary>
    public IReadOnlyList<BurnRateRule> BurnRateRules { get; }

    /// <summary>Settings that are valid but probably not intended, for example a target of zero. Hosts log them at start.</summary>
    public IReadOnlyList<SloFinding> Warnings { get; }

    /// <summary>Whether each group has an alert of its own, by the burn-rate rules.</summary>
    public bool AlertPerGroup => Definition.AlertPerGroup;

    /// <summary>How time counts that was not observed.</summary>
    public UnobservedTime UnobservedTime => Definition.UnobservedTime ?? UnobservedTime.AssumeGood;

    /// <summary>Whether the history is compact: 10 s slices for an hour, then 1 min, 10 min and coarser ones.</summary>
    public bool IsCompact => Definition.IsCompact;

    /// <summary>How the objective is split into groups, or null.</summary>
    public SloGrouping? Grouping => Definition.Grouping;

    /// <summary>Where the cohort of a request comes from, or null.</summary>
    public SloCohortSource? CohortBy => SloCohortSource.TryParse(Definition.CohortBy, out SloCohortSource? source) ? source : null;

    /// <summary>What it depends on, as declared.</summary>
    public IReadOnlyList<SloDeclaredDependency> Dependencies => field ??= SloDeclaredDependency.ReadAll(Definition.DependsOn);

    /// <summary>
    /// Identifies the objective's alert for deduplication: 32 hexadecimal digits derived from service and name, the same on every replica
    /// and after a restart.
    /// </summary>
    public string Fingerprint => field ??=
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Service}\n{Name}")).AsSpan(0, 16));

    internal Fraction Budget { get; }

    /// <summary>Whether both count the same events in the same way, so that this definition can keep the history of the other.</summary>
    internal bool CountsLike(SloObjective other) =>
        Indicator.Equals(other.Indicator) && LatencyThreshold == other.LatencyThreshold && Period.IsSameAs(other.Period)
        && Method == other.Method && IsCompact == other.IsCompact && Grouping == other.Grouping;

    /// <summary>
    /// The same where counts mean the same, in every process: the indicator, the threshold, the period and the budgeting method. 32
    /// hexadecimal digits; see <see cref="SloObjectiveState.CountingKey"/>.
    /// </summary>
    public string CountingKey => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
    [
        Indicator.Identity, string.Create(CultureInfo.InvariantCulture, $"{LatencyThreshold?.Ticks} {Period.Identity}"),
        string.Create(CultureInfo.InvariantCulture, $"{Method.Kind} {Method.Slice.Ticks} {Method.SliceTargetRatio}"),
    ]))).AsSpan(0, 16));

    /// <summary>Whether the definitions are equal, given that both count alike.</summary>
    internal bool IsSameAs(SloObjective other) => Definition == other.Definition;

    /// <inheritdoc/>
    public override string ToString() => Definition.ToString();
}
