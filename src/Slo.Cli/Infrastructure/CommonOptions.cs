using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Slo.Cli.Infrastructure;

/// <summary>Options that mean the same in every verb.</summary>
internal static class CommonOptions
{
    internal static Option<string> Format(params string[] formats)
    {
        Option<string> option = new("--format", "-f")
        {
            Description = "How results are written.",
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    internal static Option<string?> Slo(bool isRequired) => new("--slo", "-s")
    {
        Description = "Definition file: JSON with the section Slo, as in appsettings.",
        HelpName = "FILE",
        Required = isRequired,
    };

    internal static Option<string?> Name() => new("--name", "-n")
    {
        Description = "The objective, where the file declares several.",
        HelpName = "OBJECTIVE",
    };

    /// <param name="name">Of the option.</param>
    /// <param name="description">For the help.</param>
    /// <param name="mostDays">The longest.</param>
    internal static Option<TimeSpan?> Duration(string name, string description, int mostDays = 400) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => ParseDuration(result, mostDays),
    };

    internal static Option<decimal?> Percent(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PERCENT",
        CustomParser = ParsePercent,
    };

    private static TimeSpan? ParseDuration(ArgumentResult result, int mostDays)
    {
        var text = result.Tokens[^1].Value;
        if (SloDuration.TryParse(text, out TimeSpan value) && value >= TimeSpan.FromSeconds(1) && value.Ticks % TimeSpan.TicksPerSecond == 0
            && value <= TimeSpan.FromDays(mostDays))
        {
            return value;
        }

        result.AddError(
            $"{Owner(result)} '{text}': must be a duration in whole seconds from 1s to {mostDays}d, for example 1d, 1h30m or 1m");
        return null;
    }

    private static decimal? ParsePercent(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 100)
        {
            return value;
        }

        result.AddError($"{Owner(result)} '{text}': must be percent from 0 to 100, with a decimal point, for example 99.9");
        return null;
    }

    private static string Owner(ArgumentResult result) => (result.Parent as OptionResult)?.IdentifierToken?.Value ?? result.Argument.Name;
}
