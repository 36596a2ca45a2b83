using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>An override of the release gate.</summary>
/// <param name="Objective">The objective; null: all.</param>
/// <param name="To">When it expires.</param>
/// <param name="Owner">Who decided it.</param>
/// <param name="Reason">Why.</param>
internal sealed record GateException(string? Objective, DateTimeOffset To, string Owner, string Reason)
{
    public override string ToString() => $"overridden until {Display.Of(To)} UTC by {Owner}: {Reason}";
}
