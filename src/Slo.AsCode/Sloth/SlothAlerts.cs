using System.Globalization;
using Slo.AsCode.OpenSlo;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Sloth;

/// <summary>Reads an SLO's alerting, and gives it Sloth's rules: burn rates strictly above the factors of its catalogs.</summary>
internal static class SlothAlerts
{
    // Budget spent within the long window, in percent: 30 and 28 days as Sloth brings them along, 7 days as its examples have it.
    private static readonly decimal[] GoogleShares = [2, 5, 10, 10];
    private static readonly decimal[] WeekShares = [8, 12.5m, 20, 42];

    private static readonly (AlertSeverity Severity, TimeSpan Long, TimeSpan Short)[] Windows =
    [
        (AlertSeverity.Page, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)),
        (AlertSeverity.Page, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)),
        (AlertSeverity.Ticket, TimeSpan.FromDays(1), TimeSpan.FromHours(2)),
        (AlertSeverity.Ticket, TimeSpan.FromDays(3), TimeSpan.FromHours(6)),
    ];

    internal static void Read(FieldReader slo, SloObjectiveBuilder builder, TimeSpan period)
    {
        if (slo.RequiredMap("alerting") is not { } alerting)
        {
            return;
        }

        var name = alerting.Text("name");
        var pages = ReadSeverity(alerting, "page", builder, AnnotationNames.PageLabels, AnnotationNames.PageAnnotations);
        var tickets = ReadSeverity(alerting, "ticket", builder, AnnotationNames.TicketLabels, AnnotationNames.TicketAnnotations);
        if (string.IsNullOrEmpty(name))
        {
            if (pages || tickets)
            {
                alerting.Missing("name", alerting.Value("name"),
                    ": what the alert is called; without alerts write disable: true for page_alert and ticket_alert");
            }
        }
        else
        {
            builder.Annotation(AnnotationNames.AlertName, name);
        }

        Keep(alerting, "labels", AnnotationNames.AlertLabels, builder);
        Keep(alerting, "annotations", AnnotationNames.AlertAnnotations, builder);
        alerting.RefuseOthers();
        AddRules(slo, builder, period, pages, tickets);
    }

    private static void AddRules(FieldReader slo, SloObjectiveBuilder builder, TimeSpan period, bool pages, bool tickets)
    {
        builder.NoRules();
        decimal[]? shares = period.TotalDays switch
        {
            28 or 30 => GoogleShares,
            7 => WeekShares,
            _ => null,
        };
        if (shares is null)
        {
            slo.Findings.Error(SloFindingCodes.SlothRule, slo.Node,
                $"period {SloDuration.Format(period)}: Sloth has rules for 7, 28 and 30 days");
            return;
        }

        // A target that is none has been reported, and makes every rule look reachable.
        var budget = slo.Value("objective") is { } objective
            && decimal.TryParse(objective.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            ? 100 - Math.Clamp(percent, 0, 100)
            : 0;
        foreach (((AlertSeverity Severity, TimeSpan Long, TimeSpan Short) window, decimal share) in Windows.Zip(shares))
        {
            if (window.Severity == AlertSeverity.Page ? !pages : !tickets)
            {
                continue;
            }

            // Sloth would write an alert that never fires; the engine rejects such a rule.
            var factor = share / 100 * period.Ticks / window.Long.Ticks;
            if (factor * budget >= 100)
            {
                WarnUnreachable(slo, factor, window.Long);
            }
            else
            {
                builder.BudgetRule(window.Severity, share / 100, window.Long, window.Short, comparison: ThresholdComparison.Above);
            }
        }
    }

    private static void WarnUnreachable(FieldReader slo, decimal factor, TimeSpan window) => slo.Findings.Warn(
        SloFindingCodes.SlothRule, slo.Value("objective") ?? slo.Node,
        FormattableString.Invariant($"objective: a burn rate above {factor:0.####} over {SloDuration.Format(window)} cannot be reached ")
            + "with this target, so that rule is omitted");

    // Whether such alerts are wanted.
    private static bool ReadSeverity(FieldReader alerting, string severity, SloObjectiveBuilder builder, string labels, string annotations)
    {
        YamlNode? node = alerting.Either($"{severity}_alert", $"{severity}Alert");
        if (node is null || FieldReader.Of(node, $"{severity}_alert", alerting.Findings) is not { } fields)
        {
            return true;
        }

        Keep(fields, "labels", labels, builder);
        Keep(fields, "annotations", annotations, builder);
        var isDisabled = fields.Flag("disable") ?? false;
        fields.RefuseOthers();
        return !isDisabled;
    }

    private static void Keep(FieldReader fields, string name, string annotation, SloObjectiveBuilder builder)
    {
        if (fields.Map(name) is not { Node.Pairs: { Count: > 0 } pairs })
        {
            return;
        }

        builder.Annotation(annotation, JsonTexts.Write(pairs.DistinctBy(pair => pair.Key.Text).Select(pair =>
            KeyValuePair.Create(pair.Key.Text, FieldReader.TextOf(pair.Value, pair.Key.Text, fields.Findings) ?? ""))));
    }
}
