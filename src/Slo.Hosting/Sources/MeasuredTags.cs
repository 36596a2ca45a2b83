namespace Slo.Hosting.Sources;

/// <summary>
/// The names of the tags that an instrument has, learned from a sample of its measurements, because looking at each of them would cost too
/// much. The next sample begins when the names are read.
/// </summary>
internal sealed class MeasuredTags
{
    private const int Sample = 100;
    private const int Maximum = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private volatile int _left = Sample;
    private int _taken;

    internal void Look(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_left > 0)
        {
            Take(tags);
        }
    }

    /// <summary>The names so far, and whether they are those of many measurements.</summary>
    internal (string[] Names, bool AreMany) Read()
    {
        lock (_gate)
        {
            _left = Sample;
            return ([.. _names], _taken >= Sample);
        }
    }

    private void Take(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            if (_left == 0)
            {
                return;
            }

            _left--;
            _taken = Math.Min(_taken + 1, Sample);
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key is { } name && _names.Count < Maximum)
                {
                    _names.Add(name);
                }
            }
        }
    }
}
