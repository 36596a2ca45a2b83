using System.Globalization;

namespace Slo.Yarp;

/// <summary>What an undo needs to know, as it is kept in the store: the weight that was set before the change, and the one that was set by
/// it. The settings may have been edited since.</summary>
/// <param name="Before">The weight that was set before; null: that of the configuration held.</param>
/// <param name="Set">The weight that was set; null in a memo of the first version, which has only the weight before.</param>
internal sealed record WeightMemo(int? Before, int? Set)
{
    /// <summary>Stands for the weight of the configuration.</summary>
    internal const string Configured = "configured";

    private const string Version = "v2";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null: it is none.</returns>
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
