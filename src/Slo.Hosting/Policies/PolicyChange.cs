namespace Slo.Hosting.Policies;

/// <summary>A level came into force, or ended.</summary>
/// <param name="Status">How it stands now; of one that is not declared any more, how it stood.</param>
/// <param name="IsInForce">Whether it came into force.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record PolicyChange(SloPolicyStatus Status, bool IsInForce, string Reason);
