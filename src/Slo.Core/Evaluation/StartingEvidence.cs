namespace Slo.Evaluation;

/// <summary>
/// Evidence against a hypothesis that may be looked at any time: if the hypothesis holds, the probability that it ever reaches a value v
/// is at most 1/v (an e-process; Ville's inequality). It is an average of products of likelihood ratios, over several alternatives and
/// over the batch with which the alternative began: a canary that fails only after an hour has not a good hour to make up for.
/// </summary>
/// <param name="alternatives">How many.</param>
internal sealed class StartingEvidence(int alternatives)
{
    // Large enough for every level, and far from infinity.
    private const double Largest = 1e300;

    // For each alternative the products that began already, each with its weight.
    private readonly double[] _begun = new double[alternatives];
    private long _batches;

    /// <summary>The evidence; 1 at first.</summary>
    internal double Value { get; private set; } = 1;

    /// <param name="logRatios">The logarithm of the likelihood ratio of one batch, for each alternative.</param>
    internal void Add(ReadOnlySpan<double> logRatios)
    {
        // The weights 1/(j(j+1)) of all j add up to one; those not begun yet have 1/(n+1).
        _batches++;
        var weight = 1 / (_batches * (_batches + 1.0));
        double sum = 0;
        for (var i = 0; i < _begun.Length; i++)
        {
            _begun[i] = Math.Min(Largest, (_begun[i] + weight) * Math.Exp(logRatios[i]));
            sum += _begun[i];
        }

        Value = (sum / _begun.Length) + (1 / (_batches + 1.0));
    }
}
