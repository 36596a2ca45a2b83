using Grpc.Core;

namespace Slo.AspNetCore.Tests.Telemetry;

/// <summary>Receives metrics as a collector does, over OTLP's gRPC; keeps the last export.</summary>
internal sealed class Collector : MetricsService.MetricsServiceBase
{
    internal ExportMetricsServiceRequest? Last { get; private set; }

    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        Last = request;
        return Task.FromResult(new ExportMetricsServiceResponse());
    }

    /// <summary>The metric of a meter.</summary>
    internal Metric Metric(string meter, string name) => Last!.ResourceMetrics
        .SelectMany(resource => resource.ScopeMetrics)
        .Single(scope => scope.Scope.Name == meter).Metrics
        .Single(metric => metric.Name == name);
}
