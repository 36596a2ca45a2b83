namespace Slo.Hosting.Reactions;

/// <summary>A call of an action that is due.</summary>
/// <param name="Step">The index of the step.</param>
/// <param name="IsUndo">Whether it is undone; otherwise it is applied.</param>
internal readonly record struct ReactionCall(int Step, bool IsUndo);
