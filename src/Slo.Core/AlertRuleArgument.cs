using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slo;

/// <summary>A named value of a rule: its unit, its limits, its effect. All formats are generic over these.</summary>
public sealed class AlertRuleArgument
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign;

    internal AlertRuleArgument(string name, string key, AlertRuleUnit unit, AlertRuleEffect effect, string description)
    {
        Name = name;
        Key = key;
        Unit = unit;
        Effect = effect;
        Description = description;
        Label = string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
    }

    /// <summary>Its name in JSON, for example <c>remainingRatio</c>.</summary>
    public string Name { get; }

    /// <summary>Its key in configuration, for example <c>BudgetRemainingPercent</c>.</summary>
    public string Key { get; }

    /// <summary>What it is.</summary>
    public AlertRuleUnit Unit { get; }

    /// <summary>What a greater value does.</summary>
    public AlertRuleEffect Effect { get; }

    /// <summary>Its name in texts, for example <c>minimum events</c>.</summary>
    public string Label { get; internal init; }

    /// <summary>One sentence for people.</summary>
    public string Description { get; }

    /// <summary>Whether a rule cannot be without it.</summary>
    public bool IsRequired { get; internal init; }

    /// <summary>For words: those allowed, the default first. Else empty.</summary>
    public IReadOnlyList<string> Words { get; internal init; } = [];

    /// <summary>The limits that do not depend on the objective; unlimited unless stated.</summary>
    public AlertRuleLimits Limits { get; internal init; } = AlertRuleLimits.None;

    /// <summary>A usual value.</summary>
    public object Example { get; internal init; } = "";

    /// <summary>What it is where it is not given, if that follows from the other values.</summary>
    internal Func<AlertRuleDefinition, object>? Default { get; init; }

    /// <summary>Reads a value from text; a ratio as a ratio, not in percent.</summary>
    /// <param name="text">The same in every culture.</param>
    /// <param name="value">The value, of the type of the unit.</param>
    public bool TryParse(string? text, [NotNullWhen(true)] out object? value)
    {
        value = Unit switch
        {
            AlertRuleUnit.Number or AlertRuleUnit.Ratio =>
                decimal.TryParse(text, Digits | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : null,
            AlertRuleUnit.Duration => SloDuration.TryParse(text, out TimeSpan duration) ? duration : null,
            AlertRuleUnit.Count => long.TryParse(text, Digits, CultureInfo.InvariantCulture, out var count) ? count : null,
            _ => Words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)),
        };
        return value is not null;
    }

    /// <summary>Writes a value as <see cref="TryParse"/> reads it.</summary>
    /// <param name="value">Of the type of the unit.</param>
    public static string Format(object value) => value switch
    {
        TimeSpan duration => SloDuration.Format(duration),
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A value as a number that can be compared with others of this argument.</summary>
    /// <param name="value">Of the type of the unit.</param>
    public decimal Measure(object value) => value switch
    {
        TimeSpan duration => duration.Ticks,
        decimal number => number,
        long count => count,
        _ => Words.ToList().IndexOf((string)value),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether a value says no more than its absence.</summary>
    internal bool IsSilent(object value) => !IsRequired && Default is null && value switch
    {
        long count => count == 0,
        TimeSpan duration => duration == TimeSpan.Zero,
        string word => word == Words[0],
        _ => false,
    };

    /// <summary>What is wrong with a value whatever the objective, or null.</summary>
    internal SloFinding? Check(object value) => value switch
    {
        string word when !Words.Contains(word) =>
            SloFinding.Error(SloFindingCodes.UnknownWord, $"{Label} must be {string.Join(" or ", Words)}"),
        long count when !Limits.Allow(count) => SloFinding.Error(SloFindingCodes.OutOfRange, Limits is { Minimum: 0, Maximum: null }
            ? FormattableString.Invariant($"{Label} {count} may not be negative")
            : FormattableString.Invariant($"{Label} {count} must be {Limits}, for example {Example}")),
        decimal number when !Limits.Allow(number) => SloFinding.Error(SloFindingCodes.OutOfRange,
            FormattableString.Invariant($"{Label} {number} must be {Limits}, for example {Example}")
            + (Unit == AlertRuleUnit.Ratio ? FormattableString.Invariant($" for {(decimal)Example * 100:0.####} %") : "")),
        _ => null,
    };

    /// <summary>A value as the type of the unit, or null where it is none.</summary>
    internal object? Convert(object value) => (Unit, value) switch
    {
        (AlertRuleUnit.Number or AlertRuleUnit.Ratio, decimal or int or long) =>
            System.Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        (AlertRuleUnit.Number or AlertRuleUnit.Ratio, double number) when Math.Abs(number) < 1e15 => (decimal)number,
        (AlertRuleUnit.Duration, TimeSpan) or (AlertRuleUnit.Count, long) or (AlertRuleUnit.Word, string) => value,
        (AlertRuleUnit.Count, int count) => (long)count,
        _ => null,
    };
}
