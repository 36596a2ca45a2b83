namespace Slo.Shared.Reporting;

/// <summary>One question of the review, answered from data.</summary>
/// <param name="Question">One word, for example <c>Performant</c>.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Reason">The data, in a sentence.</param>
internal sealed record ReviewAnswer(string Question, ReviewVerdict Verdict, string Reason);
