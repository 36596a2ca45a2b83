using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class DiscardedMeasurementTests
{
    [Theory]
    [InlineData("[|tracker.Start()|];", "tracker.Start()")]
    [InlineData("_ = [|tracker.Start()|];", "tracker.Start()")]
    [InlineData("[|registry.Get(\"a\").Start()|];", "registry.Get(\"a\").Start()")]
    [InlineData("[|tracker.Start()|].MarkBad();", "tracker.Start()")]
    [InlineData("Action begin = () => [|tracker.Start()|];", "tracker.Start()")]
    [InlineData("SloTracker? maybe = tracker; [|maybe?.Start()|];", "maybe?.Start()")]
    public Task Measurement_ThrownAway_IsReported(string statement, string call) => Verify.ReportsAsync(
        "SLO007",
        App(statement),
        $"The result of '{call}' is discarded, so nothing is counted; write using var work = {call};");

    [Theory]
    [InlineData("using var work = tracker.Start(); work.MarkGood();")]
    [InlineData("using (tracker.Start()) { }")]
    [InlineData("var work = tracker.Start(); work.MarkGood(); work.Dispose();")]
    [InlineData("tracker.Start().Dispose();")]
    [InlineData("Keep(tracker.Start());")]
    [InlineData("Func<SloMeasurement> begin = () => tracker.Start();")]
    [InlineData("using var work = registry.TryGet(\"a\", out var found) ? found.Start() : null;")]
    [InlineData("new Other().Start();")]
    public Task Measurement_Kept_IsNot(string statement) => Verify.SilentAsync(App(statement));

    private static string App(string statement) => $$"""
        using Slo;
        SloRegistry registry = new();
        SloTracker tracker = registry.Get("a");
        {{statement}}
        static void Keep(IDisposable disposable) => disposable.Dispose();
        class Other { public IDisposable? Start() => null; }
        """;
}
