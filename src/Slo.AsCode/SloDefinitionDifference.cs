namespace Slo;

/// <summary>One thing that differs between two definitions of an objective.</summary>
/// <param name="Name">The objective.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Before">What it was, for people; null where there was nothing.</param>
/// <param name="After">What it is now, for people; null where nothing is left.</param>
public sealed record SloDefinitionDifference(string Name, SloDifferenceKind Kind, string? Before, string? After)
{
    private const int MaximumLength = 10_000;

    /// <summary>On one line, for example <c>checkout: target loosened: 99.9 % -&gt; 99 %</c>.</summary>
    public override string ToString()
    {
        var kind = string.Concat(Kind.ToString().Select(
            (c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
        return SloText.OneLine(
            (Before, After) switch
            {
                (null, null) => $"{Name}: {kind}",
                (null, _) => $"{Name}: {kind}: {After}",
                (_, null) => $"{Name}: {kind}: {Before}",
                _ => $"{Name}: {kind}: {Before} -> {After}",
            },
            MaximumLength);
    }
}
