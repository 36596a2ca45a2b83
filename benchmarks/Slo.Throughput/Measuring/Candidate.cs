namespace Slo.Throughput.Measuring;

/// <summary>One operation to be timed. The loop is the candidate's own, so that nothing but the operation is inside it.</summary>
internal abstract class Candidate
{
    /// <summary>Carries out the operation so many times; on several threads at once where the lane has several.</summary>
    internal abstract void Run(int operations);

    /// <summary>What keeps the candidate in its normal state, outside the timing.</summary>
    internal virtual void BeforeRound()
    {
    }
}
