using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Evaluation;

/// <summary>What history holds, what evaluating many objectives costs, and how soon an outage is seen.</summary>
internal sealed class HistorySection : Section
{
    private readonly int _passes;
    private readonly double _detection;
    private readonly double _full;
    private readonly double _compact;

    // Memory is measured before anything else is on the heap; and after a first registry, which brings statics along.
    internal HistorySection(int passes)
    {
        _passes = passes;
        _detection = OutageDetection.Seconds();
        _full = HistoryMemory.BytesPerObjective(compact: false);
        _compact = HistoryMemory.BytesPerObjective(compact: true);
    }

    public override void Dispose()
    {
    }

    internal override void Write(Report report)
    {
        List<double> evaluations = ColdEvaluation.Measure(_passes);
        report.Add("evaluate_10k_ms", Statistics.Median(evaluations));
        report.Add("evaluate_10k_p95_ms", Statistics.Percentile(evaluations, 0.95));
        report.Add("bytes_per_objective_30d", _full);
        report.Add("bytes_per_objective_30d_compact", _compact);
        report.Add("detection_s", _detection);
        report.Add("detection_formula_s", OutageDetection.FormulaSeconds);
    }
}
