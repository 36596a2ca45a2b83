using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>Reads <c>TimeSpan.FromHours(1)</c> and its like.</summary>
internal static class ConstantDuration
{
    /// <summary>The length in ticks, or null if it is not made of constants.</summary>
    internal static double? Ticks(IOperation value)
    {
        if (value.WithoutConversions() is not IInvocationOperation { TargetMethod: var method } call
            || !method.IsIn("System.TimeSpan") || !method.Name.StartsWith("From", StringComparison.Ordinal))
        {
            return null;
        }

        var seconds = 0.0;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            // FromHours(double value), and since .NET 9 FromHours(int hours, long minutes, ...).
            var name = argument.Parameter?.Name == "value" ? method.Name.Substring("From".Length) : argument.Parameter?.Name;
            if (argument.Value.ConstantValue is not { HasValue: true, Value: IConvertible number } || SecondsIn(name) is not { } unit)
            {
                return null;
            }

            seconds += number.ToDouble(CultureInfo.InvariantCulture) * unit;
        }

        return Math.Round(seconds * TimeSpan.TicksPerSecond);
    }

    private static double? SecondsIn(string? unit) => unit?.ToLowerInvariant() switch
    {
        "days" => 86_400,
        "hours" => 3_600,
        "minutes" => 60,
        "seconds" => 1,
        "milliseconds" => 0.001,
        "microseconds" => 0.000_001,
        "ticks" => 0.000_000_1,
        _ => null,
    };
}
