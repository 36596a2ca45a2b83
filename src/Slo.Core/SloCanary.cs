using Slo.Evaluation;

namespace Slo;

/// <summary>
/// Compares a canary with its baseline, batch by batch. The probability of rolling back an equally bad canary is at most
/// <see cref="SloCanaryOptions.LevelRatio"/>, regardless of how often the verdict is read.
/// </summary>
/// <remarks>
/// <para>Three tests share the level (Bonferroni). 80 % of it is for one test of the planned sample: given the number of bad events of each
/// batch, the canary's share of them is hypergeometric if both cohorts are equally bad. The sum over all batches is a sum of independent
/// draws (Vatutin and Mikhailov 1982), so its upper tail is bounded by that of a binomial distribution with the same mean (Hoeffding 1956).
/// This is the conditional test of two rates (Przyborowski and Wilenski 1940), stratified by batches: a change of both cohorts at the same
/// time, or a share of the canary that changes over time, does not count against the canary. The planned sample follows from the power
/// formula of <see cref="SloCanaryOptions.GetRequiredEvents"/>.</para>
/// <para>10 % is for a sequential test after every batch: a likelihood ratio of a canary that is worse, averaged over the batch with which
/// it became worse (an e-process; Ville 1939, Robbins 1970, and Ramdas, Grünwald, Vovk and Shafer, "Game-theoretic statistics and safe
/// anytime-valid inference", 2023). 10 % is for the same test of the canary's own error rate against the limit of its burn rate.</para>
/// <para>Deterministic: the same batches give the same verdict. Not thread-safe. Constant memory; adding a batch costs below a
/// microsecond and allocates nothing.</para>
/// </remarks>
public sealed class SloCanary
{
    // Batches are merged until each cohort has this many events, because smaller batches contain too little information.
    private const int SmallestBatch = 10;

    // The alternatives of the sequential tests, as multiples: a small deterioration, and an outage.
    private static readonly double[] Burns = [1.5, 4, 16];
    private static readonly double[] Steps = [1, 4];

    private readonly CanaryPlan _plan;
    private readonly double _allowed;
    private readonly double _planned;
    private readonly double _limit;
    private readonly StartingEvidence _worse = new(Steps.Length);
    private readonly StartingEvidence _burning = new(Burns.Length);
    private SloEventCounts _baseline;
    private SloEventCounts _canary;
    private SloEventCounts _waitingBaseline;
    private SloEventCounts _waitingCanary;
    private SloEventCounts _comparedBaseline;
    private SloEventCounts _comparedCanary;
    private double _expectedBad;
    private TimeSpan _elapsed;
    private string _why = "";

    /// <summary>Begins a comparison.</summary>
    /// <param name="allowedBadRatio">The share of bad events that the target allows, above 0 and at most 1. The planned sample assumes
    /// that the baseline has this share.</param>
    /// <param name="options">The options; default: those of <see cref="SloCanaryOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not above 0 and at most 1.</exception>
    /// <exception cref="SloDefinitionException">A value of the options is out of range.</exception>
    public SloCanary(double allowedBadRatio, SloCanaryOptions? options = null)
        : this(allowedBadRatio, options is null || options == CanaryPlan.Default.Options ? CanaryPlan.Default : new CanaryPlan(options))
    {
    }

    internal SloCanary(double allowedBadRatio, CanaryPlan plan)
    {
        if (!(allowedBadRatio > 0 && allowedBadRatio <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(allowedBadRatio), allowedBadRatio, "Must be above 0 and at most 1.");
        }

        _plan = plan;
        _allowed = allowedBadRatio;
        _planned = Math.Min(allowedBadRatio, 0.5 / plan.Options.DetectableFactor);
        _limit = allowedBadRatio * plan.Options.BurnRateLimit;
    }

    /// <summary>The verdict after the batches so far.</summary>
    public SloCanaryVerdict Verdict { get; private set; }

    /// <summary>Adds the events since the last call. Call it about once a second, also without events, so that
    /// <see cref="SloCanaryOptions.Within"/> is checked.</summary>
    /// <param name="baseline">The events of the baseline in this time.</param>
    /// <param name="canary">The events of the canary in the same time.</param>
    /// <param name="elapsed">The time since the comparison began.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public void Add(SloEventCounts baseline, SloEventCounts canary, TimeSpan elapsed)
    {
        ThrowIfNegative(baseline);
        ThrowIfNegative(canary);
        _elapsed = elapsed > _elapsed ? elapsed : _elapsed;
        _baseline += baseline;
        _canary += canary;
        if (Verdict == SloCanaryVerdict.Rollback)
        {
            return;
        }

        if (canary.Total > 0 && _limit < 1)
        {
            Burn(canary);
        }

        _waitingBaseline += baseline;
        _waitingCanary += canary;
        if (_waitingBaseline.Total >= SmallestBatch && _waitingCanary.Total >= SmallestBatch)
        {
            Compare(_waitingBaseline, _waitingCanary);
            (_waitingBaseline, _waitingCanary) = (default, default);
        }

        Decide();
    }

    /// <summary>Returns the verdict with its reason and the counts.</summary>
    public SloCanaryReport GetReport() => new(Verdict, Verdict == SloCanaryVerdict.Hold ? Progress() : _why, _baseline, _canary)
    {
        ComparedEvents = Compared,
        RequiredEvents = Compared > 0 ? Required : null,
        ChanceRatio = Compared > 0 ? Chance : null,
        BurnRate = _canary.Total > 0 ? _canary.Bad / (double)_canary.Total / _allowed : null,
        Elapsed = _elapsed,
    };

    private long Compared => _comparedBaseline.Total + _comparedCanary.Total;

    private double Share => _comparedCanary.Total / (double)Compared;

    // At least as many events that both cohorts have their minimum.
    private long Required => Math.Max(
        _plan.Events(_planned, Share), (long)Math.Ceiling(_plan.Options.MinimumEvents / Math.Min(Share, 1 - Share)));

    private long Bad => _comparedBaseline.Bad + _comparedCanary.Bad;

    // Hoeffding's bound applies from one above the mean on. Below that the canary is not worse.
    private double Chance => Bad > 0 && _comparedCanary.Bad >= _expectedBad + 1
        ? BinomialTail.AtLeast(_comparedCanary.Bad, Bad, _expectedBad / Bad) : 1;

    private void Burn(SloEventCounts canary)
    {
        Span<double> ratios = stackalloc double[Burns.Length];
        for (var i = 0; i < ratios.Length; i++)
        {
            ratios[i] = CanaryLikelihood.LogOfShare(canary, Math.Min(_limit * Burns[i], (1 + _limit) / 2), _limit);
        }

        _burning.Add(ratios);
    }

    private void Compare(SloEventCounts baseline, SloEventCounts canary)
    {
        _comparedBaseline += baseline;
        _comparedCanary += canary;
        var bad = baseline.Bad + canary.Bad;
        if (bad == 0)
        {
            return;
        }

        _expectedBad += bad * (canary.Total / (double)(canary.Total + baseline.Total));
        Span<double> ratios = stackalloc double[Steps.Length];
        for (var i = 0; i < ratios.Length; i++)
        {
            ratios[i] = CanaryLikelihood.LogOfWorse(baseline, canary, _plan.Options.DetectableFactor * Steps[i]);
        }

        _worse.Add(ratios);
    }

    private void Decide()
    {
        long minimum = _plan.Options.MinimumEvents;
        if (_canary.Total >= minimum && _burning.Value >= _plan.EvidenceNeeded)
        {
            Decide(SloCanaryVerdict.Rollback, $"its burn rate is above the limit of {_plan.Options.BurnRateLimit:0.##}");
            return;
        }

        if (_comparedCanary.Total >= minimum && _comparedBaseline.Total >= minimum)
        {
            if (_worse.Value >= _plan.EvidenceNeeded)
            {
                Decide(SloCanaryVerdict.Rollback, $"it is worse than the baseline, found before the planned sample of {Required} events");
                return;
            }

            // Tested only once: each further test would add a probability of a false rollback.
            if (Verdict == SloCanaryVerdict.Hold && _elapsed <= _plan.Options.Within && Compared >= Required)
            {
                DecideBySample();
                return;
            }
        }

        if (Verdict == SloCanaryVerdict.Hold && _elapsed > _plan.Options.Within)
        {
            Decide(SloCanaryVerdict.Inconclusive, $"not enough events within {SloDuration.Format(_plan.Options.Within)}");
        }
    }

    private void DecideBySample()
    {
        var chance = Chance;
        if (chance <= _plan.FinalLevel)
        {
            Decide(SloCanaryVerdict.Rollback,
                $"it is worse than the baseline by the planned sample of {Required} events: by chance {chance:0.#####}");
        }
        else
        {
            Decide(SloCanaryVerdict.Promote, $"it is not found worse than the baseline by the planned sample of {Required} events");
        }
    }

    private void Decide(SloCanaryVerdict verdict, FormattableString why)
    {
        Verdict = verdict;
        _why = $"{FormattableString.Invariant(why)} ({Counts()})";
    }

    private string Progress() => Compared == 0
        ? $"nothing was compared yet ({Counts()})" : FormattableString.Invariant($"{Compared} of {Required} events compared ({Counts()})");

    private string Counts() => FormattableString.Invariant(
        $"{_canary.Bad} of {_canary.Total} events of the canary were bad, {_baseline.Bad} of {_baseline.Total} of the baseline");

    private static void ThrowIfNegative(SloEventCounts counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(counts.Good, nameof(counts));
        ArgumentOutOfRangeException.ThrowIfNegative(counts.Bad, nameof(counts));
    }
}
