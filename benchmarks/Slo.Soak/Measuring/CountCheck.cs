namespace Slo.Soak.Measuring;

/// <summary>One objective's counts beside those of its client.</summary>
/// <param name="Name">The objective.</param>
/// <param name="Expected">What the client saw.</param>
/// <param name="Counted">What the objective counted.</param>
/// <param name="SplitIsExact">False where time decides what is good: a request may be slower on a busy machine than it was meant to
/// be.</param>
internal sealed record CountCheck(string Name, SloEventCounts Expected, SloEventCounts Counted, bool SplitIsExact = true)
{
    internal bool IsRight => SplitIsExact ? Counted == Expected : Counted.Total == Expected.Total && Counted.Bad >= Expected.Bad;
}
