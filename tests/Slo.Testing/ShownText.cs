namespace Slo.Testing;

/// <summary>A text that a failed property prints with escapes, so that what does not show can be read.</summary>
public sealed record ShownText(string Value)
{
    public override string ToString() => $"'{Escape(Value)}'";

    /// <summary>The text with an escape for each unit that is not printable ASCII.</summary>
    public static string Escape(string text) =>
        string.Concat(text.Select(unit => unit is >= ' ' and <= '~' ? unit.ToString() : FormattableString.Invariant($"\\u{(int)unit:x4}")));
}
