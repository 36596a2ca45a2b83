namespace Slo;

/// <summary>The result of the test of one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Detection">From the start of the outage until the rule fired, to the second; null if it did not within its long
/// window.</param>
/// <param name="ExpectedDetection">The result of the formula: (1 - target) x factor x long window / bad ratio, plus the hold; 51.84 s for
/// 14.4x over 1 h at 99.9 %. A sliced budget changes only at the end of a slice, and the outage begins with one. Null where this outage
/// never reaches the factor.</param>
/// <param name="Reset">From the end of the outage (the moment the rule fired) until the rule ended; null if it did not fire, or not end
/// within its long window.</param>
/// <param name="IsPassed">Whether the rule fired at the time of the formula, within a second and a thousandth of the long window;
/// with a guard for low traffic it may come later.</param>
public sealed record SloSelfTestResult(BurnRateRule Rule, TimeSpan? Detection, TimeSpan? ExpectedDetection, TimeSpan? Reset, bool IsPassed);
