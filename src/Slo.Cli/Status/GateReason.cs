using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>A reason of the release gate.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Cause">What kind of reason it is.</param>
/// <param name="Text">The reason as a sentence.</param>
/// <param name="Until">When it ends at the latest; null: not known.</param>
/// <param name="IsOverridden">Whether it closes nothing.</param>
internal sealed record GateReason(string Objective, SloReleaseCause Cause, string Text, DateTimeOffset? Until, bool IsOverridden)
{
    public override string ToString() => Until is { } until ? $"{Text}; until {Display.Of(until)} UTC" : Text;
}
