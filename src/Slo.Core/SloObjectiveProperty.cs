using System.Globalization;

namespace Slo;

/// <summary>
/// A plain property of an objective: a text, a percentage or a flag. Every format (configuration, its schema, JSON, OpenSLO, comparison) is
/// generic over these. Structured properties (target, period, indicator, rules) are not among them.
/// </summary>
/// <remarks>docs/design.md lists the steps to add one.</remarks>
public sealed class SloObjectiveProperty
{
    private readonly Func<SloDefinition, object?> _get;
    private readonly Func<SloDefinition, object?, SloDefinition> _set;

    private SloObjectiveProperty(
        string name, string label, int? maximumLength, string description,
        Func<SloDefinition, object?> get, Func<SloDefinition, object?, SloDefinition> set)
    {
        Name = name;
        Label = label;
        MaximumLength = maximumLength;
        Description = description;
        _get = get;
        _set = set;
    }

    /// <summary>All plain properties.</summary>
    public static IReadOnlyList<SloObjectiveProperty> All { get; } =
    [
        Text("displayName", "display name", 200, "The name for people.",
            objective => objective.DisplayName, (objective, value) => objective with { DisplayName = value }),
        Text("service", "service", 200, "The service that promises this; ServiceName unless stated.",
            objective => objective.Service, (objective, value) => objective with { Service = value }),
        Text("description", "description", 1050, "What is promised and why.",
            objective => objective.Description, (objective, value) => objective with { Description = value }),
        Text("owner", "owner", 200, "The team or person to turn to.",
            objective => objective.Owner, (objective, value) => objective with { Owner = value }),
        Percent("slaTargetPercent", "SLA target",
            "What the contract promises, in percent: looser than the target; it has its own verdict in reports.",
            objective => objective.SlaTargetRatio, (objective, value) => objective with { SlaTargetRatio = value }),
        Word("unobservedTime", "unobserved time", "How time counts that was not observed; AssumeGood unless stated.",
            objective => objective.UnobservedTime, (objective, value) => objective with { UnobservedTime = value }),
        Text("cohortBy", "cohort by", 80, "Where the cohort of a request comes from: version, value:NAME or header:NAME.",
            objective => objective.CohortBy, (objective, value) => objective with { CohortBy = value }),
        Text("dependsOn", "depends on", 1000,
            "The services and databases that it needs, for example: payments 99.95, cache soft.",
            objective => objective.DependsOn, (objective, value) => objective with { DependsOn = value }),
        Flag("alertPerGroup", "alert per group", "Gives each group an alert of its own, by the burn-rate rules.",
            objective => objective.AlertPerGroup, (objective, value) => objective with { AlertPerGroup = value }),
        Flag("compact", "compact", "Keeps the history small.",
            objective => objective.IsCompact, (objective, value) => objective with { IsCompact = value }),
    ];

    /// <summary>Its name in JSON, for example <c>displayName</c>.</summary>
    public string Name { get; }

    /// <summary>Its key in configuration, for example <c>DisplayName</c>.</summary>
    public string Key => $"{char.ToUpperInvariant(Name[0])}{Name[1..]}";

    /// <summary>Its name in texts, for example <c>display name</c>.</summary>
    public string Label { get; }

    /// <summary>One sentence for people.</summary>
    public string Description { get; }

    /// <summary>The maximum number of characters of a text; null for a flag, which is false by default.</summary>
    public int? MaximumLength { get; }

    /// <summary>The words that it may be; null: any text, or it is a flag.</summary>
    public IReadOnlyList<string>? Words { get; private init; }

    /// <summary>The word that applies where none is given; null: it is no word.</summary>
    public string? DefaultWord => Words?[0];

    /// <summary>Whether it is a flag, not a text.</summary>
    public bool IsFlag => MaximumLength is null;

    /// <summary>Whether its text is a number in percent, for example <c>99.5</c>.</summary>
    public bool IsPercent { get; private init; }

    /// <summary>The value: a <see cref="string"/> or null; for a flag a <see cref="bool"/>.</summary>
    /// <param name="objective">The objective.</param>
    public object? Of(SloDefinition objective) => _get(objective);

    /// <summary>The same objective with another value.</summary>
    /// <param name="objective">Is not changed.</param>
    /// <param name="value">As <see cref="Of"/> returns it.</param>
    /// <exception cref="ArgumentException">It is none of <see cref="Words"/>.</exception>
    /// <exception cref="FormatException">It is a percentage, and the text is no number.</exception>
    public SloDefinition Set(SloDefinition objective, object? value) => _set(objective, value);

    /// <summary>What is wrong with a value beyond its length, or null.</summary>
    /// <param name="value">As <see cref="Of"/> gives it.</param>
    internal SloFinding? Check(object? value) =>
        Words is { } words && value is string text && !words.Contains(text, StringComparer.OrdinalIgnoreCase)
        ? SloFinding.Error(
            SloFindingCodes.UnknownWord, $"{Label} '{SloText.OneLine(text, 61)}': must be {string.Join(" or ", words)}", Label)
        : IsPercent && value is string number && !TryPercent(number, out _)
        ? SloFinding.Error(
            SloFindingCodes.InvalidNumber,
            $"{Label} '{SloText.OneLine(number, 61)}': must be percent, with a decimal point, for example 99.5", Label)
        : null;

    private static bool TryPercent(string text, out decimal percent) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent) && percent <= 100;

    private static SloObjectiveProperty Percent(
        string name, string label, string description, Func<SloDefinition, decimal?> get,
        Func<SloDefinition, decimal?, SloDefinition> set) =>
        new(name, label, 20, description,
            objective => (get(objective) * 100)?.ToString("0.##########", CultureInfo.InvariantCulture),
            (objective, value) => set(objective, value is not string text ? null
                : TryPercent(text, out var percent) ? percent / 100 : throw new FormatException($"{label}: must be a number in percent")))
        {
            IsPercent = true,
        };

    private static SloObjectiveProperty Word<T>(
        string name, string label, string description, Func<SloDefinition, T?> get, Func<SloDefinition, T?, SloDefinition> set)
        where T : struct, Enum =>
        new(name, label, 50, description, objective => get(objective)?.ToString(),
            (objective, value) => set(objective, value is string word ? Enum.Parse<T>(word, ignoreCase: true) : null))
        {
            Words = Enum.GetNames<T>(),
        };

    private static SloObjectiveProperty Text(
        string name, string label, int length, string description,
        Func<SloDefinition, string?> get, Func<SloDefinition, string?, SloDefinition> set) =>
        new(name, label, length, description, get, (objective, value) => set(objective, (string?)value));

    private static SloObjectiveProperty Flag(
        string name, string label, string description, Func<SloDefinition, bool> get, Func<SloDefinition, bool, SloDefinition> set) =>
        new(name, label, null, description, objective => get(objective), (objective, value) => set(objective, value is true));
}
