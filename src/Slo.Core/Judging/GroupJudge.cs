using Slo.History;

namespace Slo.Judging;

/// <summary>What happened to one group, and what it means.</summary>
internal sealed record GroupJudge(ObjectiveHistory History, ObjectiveJudge Judge);
