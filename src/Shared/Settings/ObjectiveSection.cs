using System.Globalization;
using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes the keys of one objective.</summary>
internal sealed class ObjectiveSection(SloObjective objective, Utf8JsonWriter json)
{
    internal void Write(bool withService)
    {
        foreach (SloObjectiveProperty property in SloObjectiveProperty.All.Where(property => withService || property.Name != "service"))
        {
            var text = property.Of(objective.Definition) as string;
            if (property.IsPercent && text is not null)
            {
                json.WritePropertyName(property.Key);
                json.WriteRawValue(text);
            }
            else
            {
                Text(property.Key, text);
            }
        }

        Pairs("Labels", objective.Labels);
        Pairs("Annotations", objective.Annotations.Where(annotation => annotation.Key is not ("runbook_url" or "dashboard_url")));
        Text("Runbook", objective.Annotations.GetValueOrDefault("runbook_url"));
        Text("Dashboard", objective.Annotations.GetValueOrDefault("dashboard_url"));
        WriteTarget(objective.TargetRatio);
        WriteScheduledTargets();
        WriteExclusions();
        WritePeriod();
        WriteMethod();
        if (objective.LatencyThreshold is { } latency)
        {
            json.WriteString("FasterThan", SloDuration.Format(latency));
        }

        WriteIndicator();
        WriteGrouping();
        RuleSections.Write(objective.Definition, json);
        foreach (SloObjectiveProperty flag in SloObjectiveProperty.All.Where(property => property.Of(objective.Definition) is true))
        {
            json.WriteBoolean(flag.Key, true);
        }
    }

    private void WriteIndicator()
    {
        switch (objective.Indicator)
        {
            case HttpIndicator http:
                HttpSection.Write(http, json);
                break;
            case InstrumentIndicator instrument:
                InstrumentSection.Write(instrument, json);
                break;
            case QueryIndicator queries:
                QueriesSection.Write(queries, json);
                break;
        }
    }

    private void WriteGrouping()
    {
        if (objective.Grouping is { } grouping)
        {
            json.WriteString("GroupBy", grouping.Label);
            json.WriteNumber("MaximumGroups", grouping.Maximum);
        }
    }

    private void Text(string key, string? value)
    {
        if (value is not null)
        {
            json.WriteString(key, value);
        }
    }

    private void Pairs(string key, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] sorted = [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        if (sorted.Length > 0)
        {
            json.WriteStartObject(key);
            foreach ((string name, string value) in sorted)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }

    private void WriteTarget(decimal ratio)
    {
        var percent = ratio * 100;
        var isPercent = percent is 0 or >= 1 && percent / 100 == ratio;
        DecimalNumber.Write(json, isPercent ? "TargetPercent" : "TargetRatio", isPercent ? percent : ratio);
    }

    private void WriteScheduledTargets() => List("ScheduledTargets", objective.ScheduledTargets, target =>
    {
        json.WriteString("When", target.When.ToString());
        WriteTarget(target.TargetRatio);
    });

    private void WriteExclusions() => List("Exclusions", objective.Exclusions, exclusion =>
    {
        json.WriteString("When", exclusion.When.ToString());
        Text("Reason", exclusion.Reason);
        Text("Owner", exclusion.Owner);
    });

    private void List<T>(string key, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(key);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePeriod()
    {
        SloPeriod period = objective.Period;
        if (period is not { IsRolling: false, Unit: { } unit, Count: { } count, Anchor: { } anchor, TimeZone: { } zone })
        {
            json.WriteString("Period", SloDuration.Format(period.Length));
            return;
        }

        json.WriteString("Period", FormattableString.Invariant($"{count}{SloPeriod.LetterOf(unit)}"));
        if (unit is CalendarUnit.Day or CalendarUnit.Week)
        {
            json.WriteBoolean("Calendar", true);
        }

        json.WriteString("TimeZone", zone.Id);
        if (anchor != new DateTime(2024, 1, 1))
        {
            json.WriteString("StartTime", anchor.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }
    }

    private void WriteMethod()
    {
        if (BudgetingMethod.HasSlices(objective.Method.Kind))
        {
            json.WriteString("BudgetingMethod", objective.Method.Kind.ToString());
            json.WriteString("TimesliceWindow", SloDuration.Format(objective.Method.Slice));
        }

        if (BudgetingMethod.HasSliceTarget(objective.Method.Kind))
        {
            DecimalNumber.Write(json, "TimesliceTargetPercent", objective.Method.SliceTargetRatio * 100);
        }
    }
}
