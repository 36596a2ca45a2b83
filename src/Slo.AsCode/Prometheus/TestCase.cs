namespace Slo.AsCode.Prometheus;

/// <summary>One case of a promtool test: series fed from the start, and what holds at an instant.</summary>
internal sealed record TestCase(
    string Name, TimeSpan At, IReadOnlyList<(string Series, string Start, string Growth)> Inputs,
    IReadOnlyList<(string Expr, bool IsTrue)> Checks);
