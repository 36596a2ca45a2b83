namespace Slo.AspNetCore.Api;

/// <summary>JSON: an override of the release gate.</summary>
/// <param name="Objective">The objective; absent: all.</param>
/// <param name="To">When it expires; this or <paramref name="For"/>.</param>
/// <param name="For">How long it is in force, for example 2h.</param>
/// <param name="By">Who decided it; absent: the account of the request.</param>
/// <param name="Reason">Why.</param>
internal sealed record GateOverrideRequest(
    string? Objective = null, DateTimeOffset? To = null, string? For = null, string? By = null, string? Reason = null)
{
    /// <exception cref="SloDefinitionException">The expiry is missing, given twice, or cannot be read.</exception>
    internal SloReleaseOverride Read(string? account, DateTimeOffset now) => new()
    {
        Objective = Objective,
        To = (To, For) switch
        {
            ({ } to, null) => to,
            (null, { } text) when SloDuration.TryParse(text, out TimeSpan length) && length <= SloReleaseOverride.MaximumLength =>
                now + length,
            (null, null) => throw Fault(
                "to: is not given; write when the override expires, or how long it lasts (for), for example 2h", "to"),
            (null, _) => throw Fault(
                $"for '{SloText.OneLine(For, 61)}': must be a duration of at most 7d, for example 30m or 2h", "for"),
            _ => throw Fault("for: cannot be combined with to; keep one", "for"),
        },
        Owner = By ?? account,
        Reason = Reason,
    };

    private static SloDefinitionException Fault(string message, string path) =>
        new([SloFinding.Error(SloFindingCodes.GateOverride, message, path)]);
}
