namespace Canary;

/// <summary>What users got: a request failed if its answer was not 200, or there was none.</summary>
internal sealed record LoadResult(int Sent, int Failed)
{
    internal double FailedRatio => (double)Failed / Sent;
}
