namespace Fleet;

/// <summary>Which share of the requests of this instance fails right now, in [0, 1].</summary>
internal sealed class Faults
{
    private double _errorShare;

    internal double ErrorShare
    {
        get => Volatile.Read(ref _errorShare);
        set => Volatile.Write(ref _errorShare, value);
    }

    internal bool Strike() => ErrorShare is > 0 and var share && Random.Shared.NextDouble() < share;
}
