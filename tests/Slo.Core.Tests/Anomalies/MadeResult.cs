using System.Globalization;

namespace Slo.Tests.Anomalies;

/// <summary>What was observed in streams: false observations, and how many faults were found how late.</summary>
internal sealed class MadeResult
{
    private readonly Dictionary<MadeFault, List<int>> _delays = [];

    internal int Weeks { get; set; }

    internal int False { get; private set; }

    internal int Streams { get; private set; } = 1;

    /// <summary>False observations a week.</summary>
    internal string FalsePerWeek => (False / (double)Weeks).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>How many of the faults were found, and after how many minutes on average.</summary>
    internal string Found(MadeFault fault) => _delays.TryGetValue(fault, out List<int>? delays)
        ? string.Create(CultureInfo.InvariantCulture, $"{delays.Count}/{Streams - 1}, {delays.Average():0} min")
        : $"0/{Streams - 1}";

    /// <summary>An observation was opened.</summary>
    internal void Add((MadeFault Fault, int Start, int Length) fault, int slice)
    {
        if (fault.Fault == MadeFault.None)
        {
            False++;
        }
        else if (!_delays.ContainsKey(fault.Fault))
        {
            _delays[fault.Fault] = [5 * (slice - fault.Start + 1)];
        }
    }

    internal MadeResult With(MadeResult other)
    {
        MadeResult all = new() { Weeks = Weeks + other.Weeks, False = False + other.False, Streams = Streams + other.Streams };
        foreach ((MadeFault fault, List<int> delays) in _delays.Concat(other._delays))
        {
            all._delays[fault] = [.. all._delays.GetValueOrDefault(fault, []), .. delays];
        }

        return all;
    }
}
