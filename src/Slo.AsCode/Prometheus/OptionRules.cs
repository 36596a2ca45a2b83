using Slo.AsCode.Reading;
using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>What options must satisfy for the rules to be loaded at all.</summary>
internal static class OptionRules
{
    internal static IEnumerable<SloFinding> Check(PrometheusRulesOptions options)
    {
        foreach ((string what, TimeSpan? interval) in ((string, TimeSpan?)[])
            [("interval", options.Interval), ("period interval", options.PeriodInterval), ("scrape interval", options.ScrapeInterval)])
        {
            if (interval is { } value && (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromHours(1)))
            {
                yield return SloFinding.Error(SloFindingCodes.GeneratorOption,
                    $"{what} {SloDuration.Format(value)}: must be from 1s to 1h, for example 30s", what);
            }
        }

        if (!string.IsNullOrWhiteSpace(options.Selector) && !Matchers.AreLegal(options.Selector))
        {
            yield return SloFinding.Error(SloFindingCodes.GeneratorOption,
                $"selector '{Shown.Text(options.Selector, 200)}': must be matchers as PromQL writes them, without braces and not "
                + "of __name__, for example job=\"shop\",env=~\"prod|stage\"", "selector");
        }

        foreach (var key in options.ExtraLabels.Keys.Where(key => !AlertLabel.IsName(key) || AlertLabel.IsReserved(key)))
        {
            yield return SloFinding.Error(SloFindingCodes.GeneratorOption,
                $"extra label '{key}': must be letters, digits and '_', not begin with a digit, 'slo_' or 'sloth_', nor be "
                + "'severity' or 'instance'; for example cluster", "extra label");
        }
    }
}
