namespace Slo.AspNetCore.Requests;

/// <summary>An app's own judgement of requests, attached to an indicator.</summary>
internal sealed record HttpJudge(Func<SloHttpEvent, SloOutcome?> Judge);
