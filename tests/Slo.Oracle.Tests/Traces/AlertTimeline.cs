using System.Text.Json;

namespace Slo.Tests.Traces;

/// <summary>At which minutes an alert holds.</summary>
internal sealed class AlertTimeline
{
    private readonly bool[] _holds;

    private AlertTimeline(bool[] holds) => _holds = holds;

    internal bool this[int minute] => _holds[minute];

    internal int Count => _holds.Count(holds => holds);

    /// <summary>How many times it begins to hold.</summary>
    internal int Episodes => _holds.Where((holds, minute) => holds && (minute == 0 || !_holds[minute - 1])).Count();

    /// <summary>From published intervals <c>[[from, to], ...]</c>, the last perhaps open: the strict reading.</summary>
    internal static AlertTimeline Read(JsonElement intervals, WindowTable table)
    {
        var holds = new bool[table.Minutes];
        foreach (JsonElement interval in intervals.EnumerateArray())
        {
            var from = (interval[0].GetInt64() - table.FirstMinute) / Trace.Minute;
            var to = interval[1].ValueKind == JsonValueKind.Null ? holds.Length : (interval[1].GetInt64() - table.FirstMinute) / Trace.Minute;
            Array.Fill(holds, true, (int)from, (int)(to - from));
        }

        return new AlertTimeline(holds);
    }

    /// <summary>Worked out from exact counts: burn rate of both windows at (or above) the factor, as integers.</summary>
    internal static AlertTimeline From(WindowTable table, AlertRow alert, Rational budget, ThresholdComparison comparison)
    {
        Rational threshold = alert.ExactFactor * budget;
        (UInt128 numerator, UInt128 denominator) = ((UInt128)threshold.Numerator, (UInt128)threshold.Denominator);
        (int longWindow, int shortWindow) = (OracleWindow.IndexOf(alert.Long), OracleWindow.IndexOf(alert.Short));
        var holds = new bool[table.Minutes];
        for (var minute = 0; minute < holds.Length; minute++)
        {
            holds[minute] = Reaches(table[minute, longWindow]) && Reaches(table[minute, shortWindow]);
        }

        return new AlertTimeline(holds);

        bool Reaches(SloEventCounts counts)
        {
            UInt128 left = (UInt128)counts.Bad * denominator;
            UInt128 right = (UInt128)counts.Total * numerator;
            return counts.Total > 0 && (comparison == ThresholdComparison.Above ? left > right : left >= right);
        }
    }
}
