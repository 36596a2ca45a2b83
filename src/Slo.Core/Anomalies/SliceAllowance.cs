namespace Slo.Anomalies;

/// <summary>
/// How many slices of the past may still be taken up in one evaluation, over all objectives: after a start, detectors go through the
/// history that was restored, a little with each evaluation.
/// </summary>
internal sealed class SliceAllowance
{
    private const int PerEvaluation = 2000;

    private int _left;

    internal void Renew() => _left = PerEvaluation;

    internal bool Take() => _left > 0 && _left-- > 0;
}
