using System.Globalization;
using Slo;

namespace Canary;

/// <summary>Arguments of the form --key value.</summary>
internal sealed class Arguments
{
    private readonly IConfiguration _values;

    /// <exception cref="ArgumentException">An argument has another key than these, or no value.</exception>
    internal Arguments(string[] args, params string[] known)
    {
        string? unknown = args.Where((_, i) => i % 2 == 0).FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal));
        if (unknown is not null || args.Length % 2 != 0)
        {
            throw new ArgumentException($"{unknown ?? args[^1]}: known are {string.Join(", ", known)}, each with a value");
        }

        _values = new ConfigurationBuilder().AddCommandLine(args).Build();
    }

    /// <summary>A duration as an argument.</summary>
    internal static string TextOf(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s");

    /// <summary>The time after which a process of the sample exits.</summary>
    internal TimeSpan Life() => Duration("life", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    internal string? Text(string key) => _values[key];

    internal string Required(string key) => _values[key] ?? throw new ArgumentException($"--{key} is missing");

    internal int Number(string key, int fallback, int minimum, int maximum) => _values[key] switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a number from {minimum} to {maximum}"),
    };

    internal double Share(string key, double fallback) => _values[key] switch
    {
        null => fallback,
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and <= 1 => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a share above 0 and up to 1, for example 0.5"),
    };

    internal TimeSpan Duration(string key, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum) => _values[key] switch
    {
        null => fallback,
        "0" when minimum == TimeSpan.Zero => TimeSpan.Zero,
        var text when SloDuration.TryParse(text, out TimeSpan value) && value >= minimum && value <= maximum => value,
        var text => throw new ArgumentException(
            $"--{key} {text}: must be a duration from {SloDuration.Format(minimum)} to {SloDuration.Format(maximum)}, for example 30s"),
    };
}
