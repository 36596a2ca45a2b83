using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class UnmarkedMeasurementTests
{
    [Theory]
    [InlineData("using var [|work = tracker.Start()|];")]
    [InlineData("using SloMeasurement [|work = tracker.Start()|]; work.Group = \"acme\";")]
    [InlineData("using (var [|work = tracker.Start()|]) { if (args.Length > 0) { work.MarkBad(\"503\"); } else { work.MarkIgnored(); } }")]
    [InlineData("var [|work = tracker.Start()|]; work.Dispose();")]
    [InlineData("Action run = () => { using var [|work = tracker.Start()|]; };")]
    public Task Measurement_NeverMarkedGood_IsReported(string statement) => Verify.ReportsAsync(
        "SLO008",
        App(statement),
        "'work' is never marked good, so each event that it counts is bad; call work.MarkGood() where the work has succeeded");

    [Theory]
    [InlineData("using var work = tracker.Start(); work.MarkGood();")]
    [InlineData("using var work = tracker.Start(); try { } finally { if (args.Length > 0) { work.MarkGood(); } }")]
    [InlineData("using var work = tracker.Start(); Action end = () => work.MarkGood();")]
    [InlineData("using var work = tracker.Start(); Finish(work);")]
    [InlineData("using var work = tracker.Start(); SloMeasurement other = work; other.MarkGood();")]
    [InlineData("using var work = new Other().Start();")]
    public Task Measurement_ThatMayBeMarkedGood_IsNot(string statement) => Verify.SilentAsync(App(statement));

    private static string App(string statement) => $$"""
        using Slo;
        SloRegistry registry = new();
        SloTracker tracker = registry.Get("a");
        {{statement}}
        static void Finish(SloMeasurement work) => work.MarkGood();
        class Other { public IDisposable? Start() => null; }
        """;
}
