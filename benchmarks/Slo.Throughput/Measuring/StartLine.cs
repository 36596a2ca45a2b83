namespace Slo.Throughput.Measuring;

/// <summary>Where threads wait for each other, spinning, so that they leave within a fraction of a microsecond.</summary>
internal sealed class StartLine(int members)
{
    private int _arrived;
    private volatile int _departures;

    internal void Wait()
    {
        var departures = _departures;
        if (Interlocked.Increment(ref _arrived) == members)
        {
            _arrived = 0;
            _departures = departures + 1;
            return;
        }

        SpinWait spin = new();
        while (_departures == departures)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
