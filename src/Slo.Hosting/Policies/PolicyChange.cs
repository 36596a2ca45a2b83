namespace Slo.Hosting.Policies;

/// <summary>A level came into force, or ended.</summary>
/// <param name="Status">Its status; the last one if it is no longer declared.</param>
/// <param name="IsInForce">Whether it came into force; otherwise it ended.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record PolicyChange(SloPolicyStatus Status, bool IsInForce, string Reason);
