using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput;

/// <summary>A part of the report: the lanes it wants timed together with all others, and the rows it makes of them.</summary>
internal abstract class Section : IDisposable
{
    private readonly List<Lane> _lanes = [];

    internal IReadOnlyList<Lane> Lanes => _lanes;

    public abstract void Dispose();

    /// <summary>After the rounds.</summary>
    internal abstract void Write(Report report);

    protected Lane Add(string key, Candidate candidate, int threads = 1)
    {
        Lane lane = new(key, candidate, threads);
        _lanes.Add(lane);
        return lane;
    }
}
