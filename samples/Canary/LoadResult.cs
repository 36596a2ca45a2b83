namespace Canary;

/// <summary>The result for users. A request failed if its answer was not 200, or if there was none.</summary>
internal sealed record LoadResult(int Sent, int Failed)
{
    internal double FailedRatio => (double)Failed / Sent;
}
