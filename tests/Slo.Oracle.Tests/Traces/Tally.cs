namespace Slo.Tests.Traces;

/// <summary>Counts comparisons and remembers the first that went wrong.</summary>
internal sealed class Tally
{
    private const int Shown = 20;
    private readonly List<string> _wrong = [];

    internal long Compared { get; private set; }

    internal long Wrong { get; private set; }

    internal string Report => $"{Compared} comparisons, {Wrong} wrong" + string.Concat(_wrong.Select(line => Environment.NewLine + line));

    /// <summary>One comparison; the answer is handed through, so that only a wrong one costs a text.</summary>
    internal bool IsRight(bool isRight)
    {
        Compared++;
        return isRight;
    }

    internal void Fault(string what)
    {
        Wrong++;
        if (_wrong.Count < Shown)
        {
            _wrong.Add(what);
        }
    }
}
