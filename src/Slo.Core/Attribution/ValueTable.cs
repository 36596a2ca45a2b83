namespace Slo.Attribution;

/// <summary>
/// Numbers for the values of one dimension: so many at most. What is beyond them, or too long, shares a number. Not thread-safe.
/// </summary>
internal sealed class ValueTable(int maximum)
{
    /// <summary>The event has no value.</summary>
    internal const byte None = 0;

    /// <summary>The value of all that have no number of their own.</summary>
    internal const byte Other = 1;

    /// <summary>Longer values are <see cref="Other"/>: cut, two of them might read the same.</summary>
    internal const int LongestValue = 128;

    internal const int First = 2;

    private readonly Dictionary<string, byte> _numbers = new(StringComparer.Ordinal);
    private Entry[] _entries = [];
    private int _made;
    private string? _lastValue;
    private byte _lastNumber;

    /// <summary>The limits, in the order of <see cref="SloDimension"/>.</summary>
    internal static int[] Limits { get; } = [64, 200, 64, 32, 64, 64, 200];

    /// <summary>Whether values were refused since the last <see cref="Free"/>.</summary>
    internal bool IsOverfull { get; private set; }

    /// <summary>How many values are known.</summary>
    internal int Count => _numbers.Count;

    /// <summary>About the bytes held. A value that was cleaned is held twice.</summary>
    internal long AllocatedBytes => (_entries.Length * 16L) + _numbers.Sum(pair => BytesOf(pair.Key) + 40
        + (ReferenceEquals(NameOf(pair.Value), pair.Key) ? 0 : BytesOf(NameOf(pair.Value))));

    /// <summary>The number of a value. Never throws.</summary>
    internal byte NumberOf(string? value, long now)
    {
        if (ReferenceEquals(value, _lastValue))
        {
            return _lastNumber;
        }

        var number = string.IsNullOrEmpty(value) ? None
            : value.Length > LongestValue ? Other
            : _numbers.TryGetValue(value, out var known) ? known
            : Add(value, now);
        _lastValue = value;
        _lastNumber = number;
        return number;
    }

    internal string NameOf(byte number) => number < First ? SloReasonStatus.Other : _entries[number - First].Name;

    internal long FirstSeen(byte number) => _entries[number - First].FirstSeen;

    /// <summary>What is known of each number, for a reader that copies it.</summary>
    internal (string Name, long FirstSeen)[] Copy() => [.. _entries.Take(_made).Select(entry => (entry.Name, entry.FirstSeen))];

    /// <summary>Makes room: the numbers with the fewest events, half of all, are given to other values.</summary>
    /// <param name="uses">How many of the events kept have each number.</param>
    /// <param name="isFreed">Set for each number that is free now: its events are to be given <see cref="Other"/>.</param>
    internal void Free(int[] uses, bool[] isFreed)
    {
        IsOverfull = false;
        _lastValue = null;
        _lastNumber = None;
        foreach ((string key, var number) in _numbers.OrderBy(pair => uses[pair.Value]).Take((maximum + 1) / 2).ToArray())
        {
            _numbers.Remove(key);
            _entries[number - First] = default;
            isFreed[number] = true;
        }
    }

    private static long BytesOf(string text) => 22 + (2L * text.Length);

    private byte Add(string value, long now)
    {
        // As a dependency that has no name of its own.
        if (value == SloReasonStatus.Other)
        {
            return Other;
        }

        if (_numbers.Count >= maximum)
        {
            IsOverfull = true;
            return Other;
        }

        if (_entries.Length == 0)
        {
            _entries = new Entry[maximum];
        }

        var place = _made < maximum ? _made++ : Array.FindIndex(_entries, entry => entry.Name is null);
        var number = (byte)(place + First);
        _entries[place] = new(SloText.OneLine(value, LongestValue), now);
        _numbers[value] = number;
        return number;
    }

    private readonly record struct Entry(string Name, long FirstSeen);
}
