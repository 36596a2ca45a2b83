using System.Diagnostics;
using System.Diagnostics.Metrics;
using Polly;

namespace Shop;

/// <summary>A Polly pipeline that measures how its executions end.</summary>
/// <remarks>Polly.Extensions would do this by itself: its <c>ConfigureTelemetry</c> makes a pipeline write this meter, instrument and tags.</remarks>
internal sealed class MeasuredPipeline(string name, ResiliencePipeline pipeline, IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters.Create("Polly").CreateHistogram<double>("resilience.polly.pipeline.duration", "ms");

    internal async ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> action, CancellationToken cancellation)
    {
        TagList tags = new() { { "pipeline.name", name } };
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            await pipeline.ExecuteAsync(action, cancellation);
        }
        catch (Exception exception)
        {
            tags.Add("exception.type", exception.GetType().FullName);
            throw;
        }
        finally
        {
            _duration.Record(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, tags);
        }
    }
}
