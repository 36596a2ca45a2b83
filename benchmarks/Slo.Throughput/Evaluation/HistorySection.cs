using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Evaluation;

/// <summary>What history holds, what evaluating many objectives costs, and how soon an outage is seen.</summary>
internal sealed class HistorySection(int passes) : Section
{
    public override void Dispose()
    {
    }

    internal override void Write(Report report)
    {
        // The first registry of a process brings statics along: not part of an objective.
        OutageDetection.Seconds();
        report.Add("bytes_per_objective_30d", HistoryMemory.BytesPerObjective(compact: false));
        report.Add("bytes_per_objective_30d_compact", HistoryMemory.BytesPerObjective(compact: true));
        double[] evaluations = ColdEvaluation.Measure(passes);
        report.Add("evaluate_10k_ms", Statistics.Median(evaluations));
        report.Add("evaluate_10k_p95_ms", Statistics.Percentile(evaluations, 0.95));
        report.Add("detection_s", OutageDetection.Seconds());
        report.Add("detection_formula_s", OutageDetection.FormulaSeconds);
    }
}
