namespace Slo.Cli.Status;

/// <summary>How a level of an error-budget policy stands for an objective.</summary>
internal sealed record PolicyRow(string Policy, string Level, string Objective, bool IsInForce, IReadOnlyList<string> Actions)
{
    /// <summary>The budget left, or the burn rate; null without events.</summary>
    internal double? Value { get; init; }

    internal double Limit { get; init; }

    /// <summary>The value at which it ends.</summary>
    internal double End { get; init; }

    internal DateTimeOffset? Since { get; init; }

    internal DateTimeOffset? Until { get; init; }

    internal string? WhoMayOverride { get; init; }

    internal string Reason { get; init; } = "";

    internal static PolicyRow Of(SloPolicyStatus status) => new(
        status.Policy.Name, status.Level.ToString(), status.Objective, status.IsInForce,
        [.. status.Level.Actions.Select(action => action.ToString())])
    {
        Value = status.Value,
        Limit = status.Limit,
        End = status.End,
        Since = status.Since,
        Until = status.Until,
        WhoMayOverride = status.Policy.WhoMayOverride,
        Reason = status.Reason,
    };
}
