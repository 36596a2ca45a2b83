namespace Slo.Tests;

/// <summary>Objectives as tests want them: 99 % over 30 days, judged by the events seen, unless said otherwise.</summary>
internal static class Objectives
{
    internal static SloObjectiveBuilder Named(string name = "checkout") =>
        new SloObjectiveBuilder(name).TargetPercent(99).UnobservedTime(UnobservedTime.Exclude);

    internal static SloObjective Rolling(TimeSpan period) => Named().Rolling(period).NoRules().Build();
}
