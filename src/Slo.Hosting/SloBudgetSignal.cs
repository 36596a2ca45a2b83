using System.Globalization;

namespace Slo;

/// <summary>
/// The state of an error budget, as a service sends it to its callers in the header <c>SLO-Budget</c>. A caller that reads it can send
/// fewer requests: no retries, and none that are optional.
/// </summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="RemainingRatio">What is left of the budget, in (-inf, 1], to three decimals; null: not known.</param>
/// <param name="State">The state of the objective. An alert that fires makes it at least <see cref="SloState.AtRisk"/>.</param>
public readonly record struct SloBudgetSignal(string Objective, double? RemainingRatio, SloState State)
{
    /// <summary>The name of the header: <c>SLO-Budget</c>. Its value is a list of Structured Fields (RFC 9651).</summary>
    public const string HeaderName = "SLO-Budget";

    private const int LongestHeader = 4_000;

    /// <summary>Whether a caller should send fewer requests: a page rule holds or fires, or little or no budget is left.</summary>
    public bool IsBurning => State is SloState.AtRisk or SloState.Exhausted;

    /// <summary>Creates the signal of a status.</summary>
    /// <param name="status">The status.</param>
    public static SloBudgetSignal Of(SloStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        SloState state = status.State == SloState.Healthy && status.Alert.Severity == AlertSeverity.Page ? SloState.AtRisk : status.State;
        return new(status.Objective.Name, status.ErrorBudgetRemainingRatio, state);
    }

    /// <summary>Reads a header. Malformed members are left out. Never throws.</summary>
    /// <param name="header">The value of the header, or null. Only its first 4,000 characters are read.</param>
    public static IReadOnlyList<SloBudgetSignal> ReadAll(string? header)
    {
        List<SloBudgetSignal> signals = [];
        var text = header is null ? "" : header[..Math.Min(header.Length, LongestHeader)];
        foreach (var member in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = member.Split(';', StringSplitOptions.TrimEntries);
            var name = parts[0].Trim('"');
            if (name.Length > 0)
            {
                signals.Add(new(name, Ratio(Parameter(parts, "remaining=")), StateOf(Parameter(parts, "state="))));
            }
        }

        return signals;
    }

    /// <summary>The signal as a member of the header: <c>checkout;remaining=0.42;state=burning</c>.</summary>
    public override string ToString()
    {
        // A token begins with a letter.
        var name = Objective is [var first, ..] && char.IsAsciiLetter(first) ? Objective : $"\"{Objective}\"";
        var remaining = RemainingRatio is { } ratio
            ? ";remaining=" + Math.Clamp(Math.Floor(ratio * 1000) / 1000, -999_999, 1).ToString("0.0##", CultureInfo.InvariantCulture) : "";
        return $"{name}{remaining};state={Word(State)}";
    }

    private static string? Parameter(string[] parts, string key) =>
        Array.Find(parts, part => part.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static double? Ratio(string? text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio)
            ? ratio : null;

    private static string Word(SloState state) => state switch
    {
        SloState.Healthy => "ok",
        SloState.AtRisk => "burning",
        SloState.Exhausted => "exhausted",
        _ => "unknown",
    };

    private static SloState StateOf(string? word) => word switch
    {
        "ok" => SloState.Healthy,
        "burning" => SloState.AtRisk,
        "exhausted" => SloState.Exhausted,
        _ => SloState.NoData,
    };
}
