using System.Globalization;
using System.Text.Json;

namespace Slo.Hosting.Health;

/// <summary>The description and data of an objective in a health report. The data has flat values that any writer can serialize.</summary>
internal static class SloHealthData
{
    internal static string Describe(SloStatus status)
    {
        if (status.ErrorBudgetRemainingRatio is not { } remaining)
        {
            return status.SourceWarning is { } warning ? $"no data yet: {warning.Message}" : "no data yet";
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"error budget {remaining * 100:0.0} % left")
            + (status.IsMet == false && remaining >= 0 ? ", below target so far" : "")
            + string.Create(CultureInfo.InvariantCulture, $", coverage {status.CoverageRatio * 100:0.##} %");
        WindowStatus? worst = status.Windows.Where(window => window.BurnRate > 0).OrderByDescending(window => window.BurnRate)
            .Select(window => (WindowStatus?)window).FirstOrDefault();
        if (worst is { } window)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", burn {window.BurnRate:0.0#}x/{SloDuration.Format(window.Window)}");
        }

        if (status.TimeToExhaustion is { } left && left > TimeSpan.Zero)
        {
            text += $", exhausted in {SloDuration.Format(Rounded(left))}";
        }

        return text;
    }

    /// <summary>A state as the JSON API writes it.</summary>
    internal static string Name(SloState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    internal static Dictionary<string, object> Of(SloStatus status)
    {
        Dictionary<string, object> data = new(StringComparer.Ordinal)
        {
            ["name"] = status.Objective.Name,
            ["state"] = Name(status.State),
            ["targetRatio"] = (double)status.TargetRatio,
            ["period"] = status.Objective.Period.ToString(),
            ["goodEvents"] = status.Events.Good,
            ["badEvents"] = status.Events.Bad,
            ["totalEvents"] = status.Events.Total,
            ["coverageRatio"] = status.CoverageRatio,
            ["asOf"] = status.AsOf.ToString("O", CultureInfo.InvariantCulture),
        };
        AddWhatMayBeAbsent(status, data);
        foreach (WindowStatus window in status.Windows)
        {
            if (window.BurnRate is { } burnRate)
            {
                data[$"burnRate{SloDuration.Format(window.Window)}"] = burnRate;
            }
        }

        return data;
    }

    private static void AddWhatMayBeAbsent(SloStatus status, Dictionary<string, object> data)
    {
        if (status.ComplianceRatio is { } compliance && status.ErrorBudgetRemainingRatio is { } remaining)
        {
            data["complianceRatio"] = compliance;
            data["isMet"] = status.IsMet == true;
            data["errorBudgetRemainingRatio"] = remaining;
        }

        if (status.SourceWarning is { } warning)
        {
            data["sourceWarning"] = $"{warning.Code}: {warning.Message}";
        }

        if (status.TimeToExhaustion is { } left && left < DateTimeOffset.MaxValue - status.AsOf)
        {
            data["exhaustedAt"] = (status.AsOf + left).ToString("O", CultureInfo.InvariantCulture);
        }
    }

    // Two units are enough for a forecast.
    private static TimeSpan Rounded(TimeSpan time) => time.TotalHours >= 24
        ? TimeSpan.FromHours(Math.Round(time.TotalHours))
        : time.TotalMinutes >= 60 ? TimeSpan.FromMinutes(Math.Round(time.TotalMinutes))
        : TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
