using System.Globalization;

namespace Slo.Tests.Replay;

/// <summary>A day of even traffic, 100 events a minute from 1 January 2026, with what the test puts into it.</summary>
internal static class MadeTrace
{
    internal const long Start = 1767225600;

    /// <param name="minutes">How many rows.</param>
    /// <param name="bad">Bad events of a minute, of 100.</param>
    internal static string Csv(int minutes, Func<int, int> bad) => "timestamp,good,total\n" + string.Concat(
        Enumerable.Range(0, minutes).Select(minute => string.Create(CultureInfo.InvariantCulture, $"{Start + (60 * minute)},{100 - bad(minute)},100\n")));

    /// <summary>Half of the events fail for twenty minutes at noon, and three in a hundred for two hours in the evening.</summary>
    internal static string BadDay => Csv(1440, minute => minute switch { >= 720 and < 740 => 50, >= 1200 and < 1320 => 3, _ => 0 });
}
