namespace Slo.Throughput.Measuring;

/// <summary>Threads that live as long as the program and sleep between their tasks; the caller is the first of them.</summary>
internal sealed class Crew
{
    private readonly List<SemaphoreSlim> _gates = [];
    private Action<int> _work = static _ => { };
    private volatile int _finished;

    /// <summary>Carries out the work on so many threads at once; returns when all are done.</summary>
    internal void Run(int members, Action<int> work)
    {
        while (_gates.Count < members - 1)
        {
            Hire();
        }

        if (members > 1)
        {
            Pinning.To(0);
        }

        _work = work;
        _finished = 0;
        foreach (SemaphoreSlim gate in _gates.Take(members - 1))
        {
            gate.Release();
        }

        work(0);
        SpinWait spin = new();
        while (_finished < members - 1)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        if (members > 1)
        {
            Pinning.Release();
        }
    }

    private void Hire()
    {
        SemaphoreSlim gate = new(0);
        _gates.Add(gate);
        var member = _gates.Count;
        Thread thread = new(() => Serve(gate, member)) { IsBackground = true };
        thread.Start();
    }

    private void Serve(SemaphoreSlim gate, int member)
    {
        Pinning.To(member);
        while (true)
        {
            gate.Wait();
            _work(member);
            Interlocked.Increment(ref _finished);
        }
    }
}
