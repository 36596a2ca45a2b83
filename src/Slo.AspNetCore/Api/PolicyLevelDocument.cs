namespace Slo.AspNetCore.Api;

/// <summary>JSON: a level as declared.</summary>
/// <param name="Level">Its condition.</param>
/// <param name="Actions">What applies while it is in force.</param>
internal sealed record PolicyLevelDocument(string Level, IReadOnlyList<string> Actions)
{
    internal static PolicyLevelDocument Of(SloPolicyLevel level) =>
        new(level.ToString(), [.. level.Actions.Select(action => action.ToString())]);
}
