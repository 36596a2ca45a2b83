using Slo.Alerting;
using Slo.Evaluation;

namespace Slo.Judging;

/// <summary>
/// What the last evaluation said. A status object is made of it when the first reader asks: of ten thousand objectives few are read every
/// second, and the garbage of the others would cost more than their evaluation. One writer, any number of readers.
/// </summary>
internal sealed class StatusPublication
{
    private readonly Lock _gate = new();
    private (EvaluationPlan Plan, EvaluationBuffer Evaluation, AlertSnapshot Alert) _latest;
    private volatile SloStatus? _status;
    private SloFinding? _sourceWarning;

    /// <summary>One volatile read, and the same object until the next publication.</summary>
    internal SloStatus Status => _status ?? Describe();

    internal (EvaluationPlan Plan, AlertSnapshot Alert) Latest
    {
        get
        {
            lock (_gate)
            {
                return (_latest.Plan, _latest.Alert);
            }
        }
    }

    internal SloFinding? SourceWarning
    {
        get
        {
            lock (_gate)
            {
                return _sourceWarning;
            }
        }

        set
        {
            lock (_gate)
            {
                _sourceWarning = value;
                _status = null;
            }
        }
    }

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => _latest.Evaluation.Prefetch(level);

    internal void Publish(EvaluationPlan plan, EvaluationBuffer evaluation, AlertSnapshot alert)
    {
        lock (_gate)
        {
            if (_latest.Plan != plan)
            {
                _latest = (plan, new EvaluationBuffer(plan), alert);
            }

            _latest.Evaluation.CopyFrom(evaluation);
            _latest.Alert = alert;
            _status = null;
        }
    }

    private SloStatus Describe()
    {
        lock (_gate)
        {
            return _status ??= new SloStatus(_latest.Plan, _latest.Evaluation.Copy(), _latest.Alert, _sourceWarning);
        }
    }
}
