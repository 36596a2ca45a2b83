using System.Globalization;

namespace Slo.Yarp;

/// <summary>The state that an undo restores, as it is stored: the weight before the change, and the weight that was set. The settings may
/// be edited before the undo.</summary>
/// <param name="Before">The weight that an action had set before; null: the configured weight applied.</param>
/// <param name="Set">The weight that was set; null in a memo of the first version, which has only the weight before.</param>
internal sealed record WeightMemo(int? Before, int? Set)
{
    /// <summary>Stands for the weight of the configuration.</summary>
    internal const string Configured = "configured";

    private const string Version = "v2";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>The memo; null if the text is not valid.</returns>
    internal static WeightMemo? Of(string? text) => text?.Split(' ') switch
    {
        [Version, var before, var set] when WeightOf(set) is { } value => OfBefore(before, value),
        [var before] => OfBefore(before, null),
        _ => null,
    };

    /// <summary>The weight before, for results.</summary>
    internal string BeforeText => Before?.ToString(CultureInfo.InvariantCulture) ?? Configured;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version} {BeforeText} {Set}");

    private static WeightMemo? OfBefore(string text, int? set) =>
        text == Configured ? new(null, set) : WeightOf(text) is { } before ? new(before, set) : null;

    private static int? WeightOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= DestinationWeights.Largest
            ? weight : null;
}
