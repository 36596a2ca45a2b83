using System.Globalization;
using Slo;

namespace Fleet;

/// <summary>Arguments of the form --key value.</summary>
internal sealed class Arguments(string[] args)
{
    private readonly IConfiguration _values = new ConfigurationBuilder().AddCommandLine(args).Build();

    internal string? Text(string key) => _values[key];

    internal int Number(string key, int fallback, int maximum) => _values[key] switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a number from 0 to {maximum}"),
    };

    /// <summary>Null if it is not given; "0" is no time at all.</summary>
    internal TimeSpan? Duration(string key) => _values[key] switch
    {
        null => null,
        "0" => TimeSpan.Zero,
        var text when SloDuration.TryParse(text, out TimeSpan value) => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a duration, for example 2m"),
    };
}
