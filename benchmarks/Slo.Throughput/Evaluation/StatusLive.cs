using System.Runtime.CompilerServices;
using Slo.Evaluation;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>
/// A full status up to now: a clock read, the sum of the cells, the counts of eight windows (seven of rules, and the period), four
/// rules decided exactly, every burn rate and the remaining budget as numbers.
/// </summary>
internal sealed class StatusLive : Candidate, IDisposable
{
    private readonly DrivenTime _time = new(flows: true);
    private readonly SloRegistry _registry;
    private readonly SloTracker _tracker;
    private readonly EvaluationBuffer _buffer = new();
    private readonly EvaluationPlan _plan;
    private readonly int _windows;
    private readonly double[] _burnRates = new double[8];

    internal StatusLive()
    {
        _registry = new SloRegistry(_time);
        _tracker = _registry.Add(SampleHistory.Objective("status"));
        _plan = new EvaluationPlan(_tracker.Objective);
        _windows = _tracker.Status.Windows.Count;
        SampleHistory.Drive(_registry, _time, TimeSpan.FromDays(31), TimeSpan.FromMinutes(2));
        if (_windows + 1 != 8 || _tracker.Objective.BurnRateRules.Count != 4)
        {
            throw new InvalidOperationException("a full status has eight windows and four rules");
        }
    }

    internal SloTracker Tracker => _tracker;

    /// <summary>What was read last; keeps the readings alive.</summary>
    internal double Read { get; private set; }

    public void Dispose() => _registry.Dispose();

    internal override void BeforeRound() => _registry.Evaluate();

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            Read = Full();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Full()
    {
        EvaluationBuffer buffer = _buffer;
        _tracker.EvaluateLive(buffer);
        double[] burnRates = _burnRates;
        for (var i = 0; i < _windows; i++)
        {
            burnRates[i] = _plan.BurnRate(buffer, i) ?? 0;
        }

        AllowedBad allowed = _plan.Allowed(buffer);
        return (ErrorBudget.RemainingRatio(buffer.Budget, allowed) ?? 0) + (ErrorBudget.BurnRate(buffer.Budget, allowed) ?? 0)
            + buffer.Holding;
    }
}
