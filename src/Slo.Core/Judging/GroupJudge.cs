using Slo.History;

namespace Slo.Judging;

/// <summary>What happened to one group, and what it means.</summary>
/// <param name="History">What happened.</param>
/// <param name="Judge">What it means.</param>
/// <param name="Since">The position from which on its events are known, if it had some before.</param>
internal sealed record GroupJudge(ObjectiveHistory History, ObjectiveJudge Judge, long Since);
