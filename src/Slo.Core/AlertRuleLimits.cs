namespace Slo;

/// <summary>The least and the greatest value allowed; null where there is no limit.</summary>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="ExcludesMinimum">Whether the value must be above the least one.</param>
/// <param name="ExcludesMaximum">Whether the value must be below the greatest one.</param>
public sealed record AlertRuleLimits(decimal? Minimum, decimal? Maximum, bool ExcludesMinimum = false, bool ExcludesMaximum = false)
{
    /// <summary>No limits.</summary>
    public static readonly AlertRuleLimits None = new(null, null);

    /// <summary>Whether a value is within the limits.</summary>
    /// <param name="value">The value, a ratio as a ratio.</param>
    public bool Allow(decimal value) =>
        !(value < Minimum) && !(value > Maximum) && !(ExcludesMinimum && value == Minimum) && !(ExcludesMaximum && value == Maximum);

    /// <summary>In words: <c>from 0 to below 1</c>.</summary>
    public override string ToString()
    {
        var (from, to) = ExcludesMinimum ? ("above", "and at most") : ("from", ExcludesMaximum ? "to below" : "to");
        return FormattableString.Invariant($"{from} {Minimum} {to} {Maximum}");
    }
}
