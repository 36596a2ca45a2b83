using System.Collections.Concurrent;

namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>What is asked, which outlives a reload.</summary>
internal sealed class ScriptedSystem
{
    internal ConcurrentQueue<SloSourceRequest> Requests { get; } = new();

    /// <summary>Default: ten events a minute, one of them bad.</summary>
    internal Func<SloSourceRequest, CancellationToken, Task<IReadOnlyList<SloSourceStep>>> Answer { get; set; } =
        (request, _) => Task.FromResult(Minutes(request, _ => (9, 10)));

    /// <summary>A step for each minute for which there are counts.</summary>
    internal static IReadOnlyList<SloSourceStep> Minutes(SloSourceRequest request, Func<DateTimeOffset, (double Good, double Total)?> counts)
    {
        List<SloSourceStep> steps = [];
        for (DateTimeOffset at = request.From; at < request.To; at = at.AddMinutes(1))
        {
            if (counts(at) is var (good, total))
            {
                steps.Add(new(at, at.AddMinutes(1), good, total));
            }
        }

        return steps;
    }
}
