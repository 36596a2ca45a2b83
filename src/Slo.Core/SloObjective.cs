using System.Security.Cryptography;
using System.Text;
using Slo.Evaluation;

namespace Slo;

/// <summary>A declared objective: an indicator, a target and a period. Immutable and valid by construction.</summary>
/// <remarks>Built by <see cref="SloObjectiveBuilder"/>, which refuses everything that could not be evaluated.</remarks>
public sealed class SloObjective
{
    internal SloObjective(SloDefinition definition, List<AlertRule> rules, List<string> warnings)
    {
        Definition = definition;
        Budget = Fraction.From(1 - definition.TargetRatio);
        Rules = rules.AsReadOnly();
        BurnRateRules = [.. rules.OfType<BurnRateRule>()];
        Warnings = warnings.AsReadOnly();
    }

    /// <summary>What was declared, from which all this follows.</summary>
    public SloDefinition Definition { get; }

    /// <summary>The name by which code, metrics and the API call it; unique in its registry, whatever the case.</summary>
    public string Name => Definition.Name;

    /// <summary>The name for people, or null.</summary>
    public string? DisplayName => Definition.DisplayName;

    /// <summary>The service that promises this, or null.</summary>
    public string? Service => Definition.Service;

    /// <summary>What is promised and why, for people, or null.</summary>
    public string? Description => Definition.Description;

    /// <summary>The team or person to turn to, or null.</summary>
    public string? Owner => Definition.Owner;

    /// <summary>Free labels, for example team and tier.</summary>
    public IReadOnlyDictionary<string, string> Labels => Definition.Labels;

    /// <summary>Free texts for people and tools, for example <c>runbook_url</c> and <c>dashboard_url</c>, which alerts link to.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Definition.Annotations;

    /// <summary>Where the events come from.</summary>
    public SloIndicator Indicator => Definition.Indicator;

    /// <summary>With a threshold, an event is good only if it took no longer than this (exactly equal is good); null: time plays no
    /// part.</summary>
    public TimeSpan? LatencyThreshold => Definition.LatencyThreshold;

    /// <summary>The share of good events promised, in [0, 1): 0.999 for 99.9 %.</summary>
    public decimal TargetRatio => Definition.TargetRatio;

    /// <summary>The stretch of time over which the target is judged.</summary>
    public SloPeriod Period => Definition.Period;

    /// <summary>How the error budget is spent.</summary>
    public BudgetingMethod Method => Definition.Method;

    /// <summary>Every rule of the objective's alert, in the order declared: burn rates, budget left, time to exhaustion, silence.</summary>
    public IReadOnlyList<AlertRule> Rules { get; }

    /// <summary>The burn-rate rules among <see cref="Rules"/>. The first one's long window forecasts exhaustion.</summary>
    public IReadOnlyList<BurnRateRule> BurnRateRules { get; }

    /// <summary>What is legal here but probably not meant, for example a target of zero. Hosts log these at start.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>How time counts that was not observed.</summary>
    public UnobservedTime UnobservedTime => Definition.UnobservedTime ?? UnobservedTime.AssumeGood;

    /// <summary>Whether the history is kept small: 10 s slices for an hour, then 1 min, 10 min and coarser ones.</summary>
    public bool IsCompact => Definition.IsCompact;

    /// <summary>How the objective is split into groups, or null.</summary>
    public SloGrouping? Grouping => Definition.Grouping;

    /// <summary>Names the objective's alert to those that deduplicate: 32 hexadecimal digits of service and name, the same on every replica
    /// and after a restart.</summary>
    public string Fingerprint => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Service}\n{Name}")).AsSpan(0, 16));

    internal Fraction Budget { get; }

    /// <summary>Whether events counted for the other objective mean the same here: then its history can be kept under this
    /// definition.</summary>
    internal bool CountsLike(SloObjective other) =>
        Indicator.Equals(other.Indicator) && LatencyThreshold == other.LatencyThreshold && Period.IsSameAs(other.Period)
        && Method == other.Method && IsCompact == other.IsCompact && Grouping == other.Grouping;

    /// <summary>Whether nothing at all differs, for an objective that counts like the other.</summary>
    internal bool IsSameAs(SloObjective other) => Definition == other.Definition;

    /// <inheritdoc/>
    public override string ToString() => Definition.ToString();
}
